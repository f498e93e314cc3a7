import assert from 'node:assert/strict'
import { test } from 'node:test'
import { features } from '../../src/app/features.ts'
import { ownedBy, unitsOn } from '../../src/features/estate/index.ts'
import { at, stage } from '../../src/features/work-order/testing.ts'
import { instant } from '../../src/kernel/time.ts'
import { DatabaseError } from '../../src/platform/db/errors.ts'
import { sql } from '../../src/platform/db/types.ts'
import { testServer } from '../../src/platform/testing/server.ts'
import { ESTATE, good, idOf, PATH, people, tags, unitOf } from './support.ts'

const WHOLE = { kind: 'estate' } as const
const HOME = { code: '3－2－1201', building: '3', stairwell: '2', kind: 'home', area: '89.5' }
const one = (n: number, share?: string) => ({ name: `演示业主${n}`, number: idOf(n), ...(share && { share }) })
const TITLES = sql('t.titles', 'select count(*) as n from city.estate_title where voided_at is null')
const SEALED = sql(
  't.sealed',
  `select encode(name_sealed, 'escape') as name, name_masked as masked from city.estate_owner`,
)
const USES = sql('t.uses', 'select purpose, subject, reason from city.personal_use')

test('a register: entered, sold, corrected, seen, and who may', async t => {
  const scene = await stage(t)
  const { city, vault, cast } = scene
  const { db } = city
  const server = await testServer(t, city, { modules: features, now: '2026-09-30T10:00:00+08:00', services: { vault } })
  const { clerk, town, elsewhere, department } = people(scene)
  const desk = server.as(clerk)
  const { id } = good(await desk.post(PATH, ESTATE))
  const path = `${PATH}/${id}`

  await t.test('who may not, hears so', async () => {
    assert.equal((await server.post(PATH, ESTATE)).status, 401)
    assert.equal((await server.as(cast.resident).post(PATH, ESTATE)).status, 403)
    for (const actor of [elsewhere, department]) {
      assert.deepEqual(tags(await server.as(actor).post(PATH, ESTATE)), ['not-yours'])
      assert.deepEqual(tags(await server.as(actor).get(path)), ['not-yours'])
      assert.deepEqual(tags(await server.as(actor).post(`${path}/units`, HOME)), ['not-yours'])
    }
    assert.deepEqual(tags(await desk.post(PATH, ESTATE)), ['estate-known'])
    assert.deepEqual(tags(await desk.post(PATH, { ...ESTATE, area: '442000001' })), ['place-unknown'])
    assert.deepEqual(tags(await server.as(cast.auditor).post(`${path}/units`, HOME)), ['forbidden'])
    assert.equal((await server.as(town).get(path)).status, 200)
  })

  const { id: unit } = good(await desk.post(`${path}/units`, HOME))
  const home = `${path}/units/${unit}`

  await t.test('one spelling of a code, one unit of a code', async () => {
    assert.equal(await unitOf(desk, id, '3-2-1201'), unit)
    assert.deepEqual(tags(await desk.post(`${path}/units`, { ...HOME, code: '3-2-1201' })), ['unit-known'])
    const many = await Promise.all(
      Array.from({ length: 8 }, () => desk.post(`${path}/units`, { ...HOME, code: '3-2-1202' })),
    )
    assert.equal(many.filter(({ status }) => status === 201).length, 1)
  })

  await t.test('entered with shares, then sold in one transaction at the instant of the day', async () => {
    const wrong = { on: '2020-03-05', owners: [one(1, '1/2'), one(2, '1/3')], basis: 'register' }
    assert.deepEqual(tags(await desk.post(`${home}/enter`, wrong)), ['shares-not-whole'])
    assert.deepEqual(tags(await desk.post(`${home}/enter`, { ...wrong, owners: [{ name: '演', number: '44' }] })), [
      'owner-name',
      'id-format',
    ])
    assert.deepEqual(tags(await desk.post(`${home}/enter`, { ...wrong, owners: [] })), ['owners-missing'])
    const paper = { paper: '粤(2020)中山市不动产权第0012345号', handedOn: '2020-06-01' }
    good(await desk.post(`${home}/enter`, { ...wrong, owners: [one(1, '1/2'), one(2, '1/2')], ...paper }))
    assert.deepEqual(tags(await desk.post(`${home}/enter`, { ...wrong, owners: [one(3)] })), ['has-owner'])
    const sale = { on: '2026-06-01', owners: [one(3)], basis: 'contract', handedOn: '2026-06-01' }
    const races = await Promise.all(Array.from({ length: 6 }, () => desk.post(`${home}/transfer`, sale)))
    assert.equal(races.filter(({ status }) => status === 200).length, 1, 'of six at once one is done')
    const boundary = at('2026-06-01 00:00')
    const [before, after, earlier] = await Promise.all(
      [instant(boundary - 1), boundary, at('2020-05-31 23:59')].map(when => unitsOn(db, id, WHOLE, when)),
    )
    const of = (units: typeof before) => units?.find(({ id: each }) => each === unit)
    assert.deepEqual([of(before)?.owners.length, of(after)?.owners.length], [2, 1])
    assert.deepEqual([of(earlier)?.owners.length, of(earlier)?.developer], [0, true], 'not handed over yet')
  })

  await t.test('two titles of one unit at one instant cannot be written, whoever tries', async () => {
    const again = sql(
      't.again',
      `insert into city.estate_title (id, unit, area, developer, parties, from_at, basis, paper_masked, recorded_at, backdated)
       values (gen_random_uuid(), $1, 'x', true, '{}', '2026-07-01', 'developer', '', now(), false)`,
    )
    await assert.rejects(db.run(again, [unit]), error => error instanceof DatabaseError && error.code === '23P01')
  })

  await t.test('corrected: what was said before stays, and is told as entered later', async () => {
    const history = good<{ titles: { id: string; voidedAt: number | null; backdated: boolean }[] }>(
      await desk.get(home),
    )
    const current = history.titles.find(({ voidedAt }) => voidedAt === null)?.id
    const right = { on: '2026-05-01', handedOn: '2026-05-01', owners: [one(3), one(4)] }
    assert.deepEqual(tags(await desk.post(`${home}/titles/${unit}/correct`, { ...right, note: '登记错了' })), [
      'title-unknown',
    ])
    assert.equal((await desk.post(`${home}/titles/${current}/correct`, right)).status, 400, 'a reason is owed')
    good(await desk.post(`${home}/titles/${current}/correct`, { ...right, note: '证上是两个人，日期是五月一日' }))
    const after = good<typeof history>(await desk.get(home))
    assert.equal(after.titles.length, 4, 'two void, two in their place')
    assert.equal(after.titles.filter(({ voidedAt }) => voidedAt === null).length, 2)
    assert.ok(after.titles.filter(({ voidedAt }) => voidedAt === null).every(({ backdated }) => backdated))
    const units = await unitsOn(db, id, WHOLE, at('2026-05-15 10:00'))
    assert.equal(units.find(({ id: each }) => each === unit)?.owners.length, 2)
    const last = after.titles.find(({ voidedAt }) => voidedAt === null)?.id
    good(await desk.post(`${home}/titles/${last}/take-back`, { note: '没有这次买卖' }))
    const back = await unitsOn(db, id, WHOLE, server.now)
    assert.equal(back.find(({ id: each }) => each === unit)?.owners.length, 2)
    assert.equal((await db.one<{ n: number }>(TITLES)).n, 1)
  })

  await t.test('names and numbers are sealed, masked in lists, and seen with a reason that is kept', async () => {
    const rows = await db.rows<{ name: string; masked: string }>(SEALED)
    assert.ok(rows.length === 4 && rows.every(({ name, masked }) => !name.includes('演示') && masked.includes('*')))
    const shown = await desk.get(home)
    assert.doesNotMatch(shown.text, new RegExp(`${idOf(1)}|演示业主1|0012345`))
    const ask = { reason: '核对产权证', purpose: 'register' }
    const seen = good<{ owners: { name: string; number: string; share: string }[]; paper: string }>(
      await desk.post(`${home}/see`, ask),
    )
    assert.deepEqual(seen.owners.map(({ name, number, share }) => [name, number, share]).toSorted(), [
      ['演示业主1', idOf(1), '1/2'],
      ['演示业主2', idOf(2), '1/2'],
    ])
    assert.match(seen.paper, /0012345/)
    assert.deepEqual(tags(await server.as(cast.auditor).post(`${home}/see`, ask)), ['purpose-not-yours'])
    good(await server.as(cast.auditor).post(`${home}/see`, { ...ask, purpose: 'audit' }))
    assert.deepEqual(
      (await db.rows<{ subject: string }>(USES)).map(({ subject }) => subject),
      Array(2).fill(`estate-unit/${unit}`),
    )
  })

  await t.test('an owner sees what is theirs, and nobody else’s', async () => {
    const units = await unitsOn(db, id, WHOLE, server.now)
    const [party = ''] = units.find(({ id: each }) => each === unit)?.owners ?? []
    const owner = { ...cast.resident, party, level: 'L2' as const }
    const page = await server.as(owner).get('/my/estates', { accept: 'text/html' })
    assert.match(page.text, /3-2-1201/)
    assert.doesNotMatch(page.text, /3-2-1202/)
    const none = await server.as(cast.resident).get('/my/estates', { accept: 'text/html' })
    assert.doesNotMatch(none.text, /3-2-120/)
    const open = await server.get(`/open/estates/${id}`, { accept: 'text/html' })
    assert.match(open.text, /样例花园/)
    assert.doesNotMatch(open.text, /3-2-120|演\*/)
    assert.deepEqual(
      (await ownedBy(db, party, server.now)).map(({ units: own }) => own.map(({ code }) => code)),
      [['3-2-1201']],
    )
  })

  await t.test('faults are named, and go away when put right', async () => {
    good(await desk.post(`${path}/units`, { ...HOME, code: 'P-1', building: 'P', kind: 'parking', area: '0' }))
    type Shown = { faults: { kind: string; units: string[] }[]; units: number; areaDm2: number }
    const shown = good<Shown>(await desk.get(path))
    assert.deepEqual(
      shown.faults.map(({ kind, units }) => `${kind} ${units.join(',')}`),
      ['no-owner 3-2-1202,P-1', 'area-missing P-1', 'parking-unset P-1'],
    )
    assert.deepEqual([shown.units, shown.areaDm2], [3, 17_900])
    const rule = { from: '2026-01-01', counts: false, source: '议事规则第十二条' }
    good(await desk.post(`${path}/parking`, rule))
    assert.deepEqual(tags(await desk.post(`${path}/parking`, rule)), ['parking-known'])
    const spot = await unitOf(desk, id, 'P-1')
    good(
      await desk.post(`${path}/units/${spot}/correct`, {
        ...HOME,
        code: 'P-1',
        building: 'P',
        stairwell: '',
        kind: 'parking',
        area: '12.72',
        note: '补登面积',
      }),
    )
    good(await desk.post(`${path}/units/${spot}/enter`, { on: '2026-01-01', owners: [], basis: 'developer' }))
    const after = good<Shown>(await desk.get(path))
    assert.deepEqual(
      after.faults.map(({ kind }) => kind),
      ['no-owner'],
    )
    assert.equal((await unitsOn(db, id, WHOLE, server.now)).find(({ code }) => code === 'P-1')?.counted, false)
  })
})
