import assert from 'node:assert/strict'
import { test } from 'node:test'
import { features } from '../../src/app/features.ts'
import { unitsOn } from '../../src/features/estate/index.ts'
import { stage } from '../../src/features/work-order/testing.ts'
import { sql } from '../../src/platform/db/types.ts'
import { testServer } from '../../src/platform/testing/server.ts'
import { csv, ESTATE, good, idOf, importFile, PATH, people, tags, unitOf } from './support.ts'

const COUNTS = sql(
  't.counts',
  `select (select count(*) from city.estate_unit) as units, (select count(*) from city.estate_title) as titles,
     (select count(*) from city.estate_owner) as owners, (select count(*) from city.estate_entry) as entries`,
)
const row = (code: string, n: number, share = ''): string =>
  `${code},住宅,89.50,演示业主${n},${idOf(n)},${share},2020-03-05,2020-06-01,`
const FILE = csv(
  row('1-1-101', 1, '1/2'),
  row('1-1-101', 2, '1/2'),
  row('1-1-102', 3),
  row('1-1-201', 3),
  '1-1-202,住宅,70,未售,,,2019-01-01,,',
)

type Imported = {
  readonly taken: boolean
  readonly newUnits: number
  readonly newTitles: number
  readonly already: number
  readonly areaDm2: number
  readonly faultCount: number
  readonly faults: readonly {
    readonly line: number
    readonly column: string
    readonly why: string
    readonly next: string
  }[]
}

test('a register from a file: looked at, taken once, told line by line', async t => {
  const scene = await stage(t)
  const { city, vault } = scene
  const server = await testServer(t, city, { modules: features, now: '2026-09-30T10:00:00+08:00', services: { vault } })
  const { clerk, elsewhere } = people(scene)
  const desk = server.as(clerk)
  const { id } = good(await desk.post(PATH, ESTATE))
  const sent = async (bytes: Buffer, dryRun = false) => good<Imported>(await importFile(desk, id, bytes, dryRun))
  const counts = () => city.db.one<Record<string, number>>(COUNTS)

  await t.test('looked at, nothing is written; taken, it is; again, nothing changes', async () => {
    const before = await counts()
    const look = await sent(FILE, true)
    assert.deepEqual(
      [look.taken, look.newUnits, look.newTitles, look.areaDm2, look.faultCount],
      [false, 4, 4, 33_850, 0],
    )
    assert.deepEqual(await counts(), before)
    assert.equal((await sent(FILE)).taken, true)
    const after = await counts()
    assert.deepEqual([after.units, after.titles, after.owners], [4, 4, 3])
    const again = await sent(FILE)
    assert.deepEqual([again.taken, again.newUnits, again.newTitles, again.already], [true, 0, 0, 4])
    assert.deepEqual(await counts(), after)
    const units = await unitsOn(city.db, id, { kind: 'estate' }, server.now)
    assert.deepEqual(
      units.map(({ code, owners, developer }) => [code, owners.length, developer]),
      [
        ['1-1-101', 2, false],
        ['1-1-102', 1, false],
        ['1-1-201', 1, false],
        ['1-1-202', 0, true],
      ],
    )
  })

  await t.test(
    'one bad line, and nothing of the file is taken; every fault has its line, column and way out',
    async () => {
      const before = await counts()
      const bad = await sent(
        csv(
          row('2-1-101', 7),
          '2-1-102,住宅,89.555,演示业主8,441,,2020-03-05,,',
          '2-1-103,树屋,70,,,,,,',
          row('2-1-104', 1).replace('演示业主1', '演示别人'),
        ),
      )
      assert.equal(bad.taken, false)
      assert.deepEqual(
        bad.faults.map(({ line, column }) => `${line} ${column}`),
        ['3 建筑面积', '3 证件号', '4 用途', '5 业主'],
      )
      assert.ok(bad.faults.every(({ why, next }) => why !== '' && next !== '' && !why.includes('import.faults')))
      assert.deepEqual(await counts(), before)
    },
  )

  await t.test('a file that contradicts the register overwrites nothing', async () => {
    const before = await counts()
    const other = await sent(csv(row('1-1-102', 9), row('1-1-201', 3).replace('89.50', '90.00')))
    assert.deepEqual(
      other.faults.map(({ line, column }) => `${line} ${column}`),
      ['2 业主', '3 建筑面积'],
    )
    assert.match(other.faults[1]?.why ?? '', /89\.50/)
    assert.deepEqual(await counts(), before)
  })

  await t.test('owners of units that had none are added; twice at once is once', async () => {
    good(
      await desk.post(`${PATH}/${id}/units`, {
        code: '3-1-101',
        building: '3',
        stairwell: '1',
        kind: 'home',
        area: '89.5',
      }),
    )
    const file = csv(row('3-1-101', 11))
    const both = await Promise.all([importFile(desk, id, file, false), importFile(desk, id, file, false)])
    assert.deepEqual(both.map(answer => good<Imported>(answer).newTitles).toSorted(), [0, 1])
    const unit = await unitOf(desk, id, '3-1-101')
    const { titles } = good<{ titles: unknown[] }>(await desk.get(`${PATH}/${id}/units/${unit}`))
    assert.equal(titles.length, 1)
  })

  await t.test('files that are no register, and people who keep none', async () => {
    assert.deepEqual(tags(await importFile(desk, id, Buffer.from('a,b\n1,2\n'), true)), ['file-headings'])
    assert.deepEqual(tags(await importFile(desk, id, csv(), true)), ['file-empty'])
    assert.deepEqual(tags(await importFile(desk, id, Buffer.from('房号,"面积\n'), true)), ['file-quotes'])
    assert.deepEqual(tags(await importFile(server.as(elsewhere), id, FILE, true)), ['not-yours'])
    const template = await desk.get(`${PATH}/template`)
    assert.match(template.text, /房号.*楼栋.*业主.*证件号/)
  })
})
