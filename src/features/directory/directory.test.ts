import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type AreaPath, areaPath } from '../../kernel/area-code.ts'
import { instant } from '../../kernel/time.ts'
import { freshVault } from '../../platform/crypto/vault.ts'
import { sql } from '../../platform/db/types.ts'
import { testCity } from '../../platform/testing/database.ts'
import { demoAccounts, demoPeople } from './demo.ts'
import { loadDivisions } from './divisions.ts'
import { foundCity, nameOfCity } from './found.ts'
import { officePage } from './people.ts'
import { ROLES } from './roles.ts'
import {
  areaFullName,
  areaName,
  areaNames,
  communitiesOf,
  gridsOf,
  pickerOptions,
  searchAreas,
  townsOf,
} from './store/areas.ts'
import { organisationFor, organisationPage, organisationsOfKind } from './store/organisations.ts'

const NOW = instant(Date.UTC(2026, 10, 22, 2))
const features = [
  { id: 'locality', folder: `${import.meta.dirname}/../locality` },
  { id: 'directory', folder: import.meta.dirname },
]
const COUNT_OFFICES = sql('test.offices', 'select count(*) as count from city.office')
const at = (text: string): AreaPath => areaPath(text)

test('divisions and two cities', async t => {
  const { db, publicDb, another, addCity } = await testCity(t, { features })

  await t.test('all of Guangdong is loaded in under ten seconds, and a second time changes nothing', async () => {
    const began = performance.now()
    assert.equal(await loadDivisions(publicDb, NOW), 31 + 342 + 122 + 1757 + 26842)
    assert.ok(performance.now() - began < 10_000)
    assert.equal(await loadDivisions(publicDb, NOW), 0)
  })

  await t.test('Zhongshan is founded once, also when two processes start together', async () => {
    const both = await Promise.all([
      foundCity(db, NOW, { grids: true }),
      foundCity(another().city(db.city.code), NOW, { grids: true }),
    ])
    const [first, second] = both.toSorted((a, b) => b.organisations - a.organisations)
    assert.equal(first?.towns, 23)
    assert.equal(first?.communities, 287)
    assert.equal(second?.organisations, 0)
    assert.equal(second?.grids, 0)
    assert.equal(second?.hotlines, 0)
    assert.equal(first?.hotlines, 57)
  })

  await t.test('Zhongshan has 23 towns, no district level, and is never said twice', async () => {
    assert.equal((await townsOf(db)).length, 23)
    assert.equal((await pickerOptions(db, at('4420')))[0]?.label, '石岐街道')
    assert.equal(await areaName(db, at('442000001007')), '石岐街道桂园社区')
    assert.equal(await areaName(db, at('4420')), '中山市')
    assert.equal(await areaFullName(db, at('442000001007')), '广东省中山市石岐街道桂园社区')
    assert.equal(await areaName(db, at('442000999')), undefined)
  })

  await t.test('every community has three to five grids, in order, named in the line', async () => {
    for (const { path } of await communitiesOf(db, at('442000001'))) {
      const grids = await gridsOf(db, path)
      assert.ok(grids.length >= 3 && grids.length <= 5)
      assert.equal(grids[0]?.path, `${path}G01`)
      assert.ok(grids.every(grid => grid.demo))
    }
    const names = await areaNames(db, [at('442000001007G01'), at('442000101')])
    assert.deepEqual([...names.values()], ['石岐街道桂园社区第一网格', '黄圃镇'])
  })

  await t.test('the organisation of a place is its own or the nearest above', async () => {
    const grid = at('442000001007G01')
    assert.equal((await organisationFor(db, grid, 'townGovernment'))?.name, '石岐街道办事处')
    assert.equal((await organisationFor(db, grid, 'residentsCommittee'))?.name, '桂园社区居民委员会')
    assert.equal((await organisationFor(db, grid, 'gridCentre'))?.name, '石岐街道网格和大数据事务中心')
    assert.equal((await organisationFor(db, grid, 'hotlineDesk'))?.area, '4420')
    assert.equal(await organisationFor(db, grid, 'villagersCommittee'), undefined)
    assert.ok((await organisationsOfKind(db, 'department')).some(each => each.name === '中山市公安局'))
  })

  await t.test('organisations are paged without a gap or a repeat', async () => {
    const seen: string[] = []
    let after: Awaited<ReturnType<typeof organisationPage>>[number] | undefined
    for (;;) {
      const page = await organisationPage(db, { area: at('4420'), after, limit: 50 })
      seen.push(...page.map(each => each.id))
      after = page.at(-1)
      if (page.length < 50) break
    }
    assert.equal(new Set(seen).size, seen.length)
    const { count } = await db.one<{ count: number }>({
      name: 'test.count',
      text: 'select count(*) as count from city.organisation',
    })
    assert.equal(seen.length, count)
  })

  await t.test('names are found in either script', async () => {
    assert.equal((await searchAreas(db, '小欖', 5))[0]?.place, '小榄镇')
    assert.equal((await searchAreas(db, '桂园', 5))[0]?.place, '桂园社区')
    assert.deepEqual(await searchAreas(db, '  ', 5), [])
    assert.deepEqual(await searchAreas(db, '%', 5), [])
  })

  await t.test(
    'the demonstration has someone for every role, once, one account each, and two of a village',
    async () => {
      const vault = freshVault()
      await demoPeople(db, NOW, vault)
      const { count } = await db.one<{ count: number }>(COUNT_OFFICES)
      await demoPeople(db, NOW, vault)
      assert.equal((await db.one<{ count: number }>(COUNT_OFFICES)).count, count)
      assert.equal(count, 4 + 4 + 23 * 3 + 8 * 3 + 287 * 2)
      const accounts = await demoAccounts(db, vault, NOW)
      assert.deepEqual(
        accounts.map(each => each.role),
        [...Object.keys(ROLES), 'communityWorker', 'unitLead'],
      )
      assert.ok(accounts.every(each => /^\/demo\/enter\/[\w-]{43}$/.test(each.path)))
      const [found] = await officePage(
        db,
        vault,
        { within: at('4420'), person: '154 1000 0001', ended: false, limit: 2 },
        NOW,
      )
      assert.equal(found?.role, 'deskLead')
      assert.equal(found?.phoneMasked, '154****0001')
      assert.doesNotMatch(JSON.stringify(found), /演示班长|1541/)
    },
  )

  await t.test('Guangzhou is another city of the same database, with districts', async () => {
    const guangzhou = await addCity('440100', '广州市')
    const began = performance.now()
    const founded = await foundCity(guangzhou, NOW, { grids: false })
    assert.equal(founded.towns, 178)
    assert.equal(founded.communities, 2851)
    assert.equal(founded.grids, 0)
    assert.ok(performance.now() - began < 10_000)
    assert.equal(await areaName(guangzhou, at('440103001101')), '荔湾区沙面街道翠洲社区')
    assert.deepEqual(
      await searchAreas(guangzhou, '桂园社区', 50).then(all => all.filter(each => each.path.startsWith('4420'))),
      [],
    )
    assert.equal((await townsOf(db)).length, 23)
    assert.equal(await nameOfCity(guangzhou), '广州市')
  })

  await t.test('a city has the name people use; a district or nonsense is no city', async () => {
    const nameOf = (code: string) => nameOfCity({ ...db, city: { code, schema: 'none' } })
    assert.equal(await nameOf('110100'), '北京市')
    assert.equal(await nameOf('440103'), undefined)
    assert.equal(await nameOf('990100'), undefined)
    assert.equal(await nameOf('440000'), undefined)
  })
})
