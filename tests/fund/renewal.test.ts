import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant, parseInstant } from '../../src/kernel/time.ts'
import { sql } from '../../src/platform/db/types.ts'
import { good, tags } from '../estate/support.ts'
import { fundStage, give, setCost } from './support.ts'

const TOLD = sql(
  'test.told',
  `select n.party, n.values from city.notification n where n.kind = 'maintenance-fund:renewal' order by n.at, n.values`,
)
const PARTY = sql(
  't.owner',
  'select parties[1] as party from city.estate_title where unit = $1 and upto is null and voided_at is null',
)

test('C-227 whoever is below 30 % of the first deposit is told, once a month; 30 % is not below', async t => {
  const at = await fundStage(t)
  const { server, estate, keeper, clerk, unit } = at
  const { db } = at.scene.city
  const path = `/api/funds/${estate}`
  const ask = (who = keeper) => server.as(who).post(`${path}/renewal`, {})
  assert.deepEqual(tags(await ask()), ['nothing-low'])
  await setCost(at, 200_000)
  good(await server.as(keeper).post(`${path}/assess`, { on: '2026-09-30' }))
  const { items } = good<{ items: { unit: string; code: string; firstFen: string }[] }>(
    await server.as(keeper).get(`${path}/units`),
  )
  // One home stands at exactly 30 %, one a fen below it, the others well above.
  for (const { unit: id, code, firstFen } of items) {
    const first = BigInt(firstFen)
    const least = (first * 30n + 99n) / 100n
    await give(at, id, code === '1-101' ? least : code === '1-102' ? least - 1n : first)
  }
  assert.equal((await ask(clerk)).status, 403)
  const done = good<{ homes: number; told: number; leaf: string }>(await ask())
  assert.deepEqual([done.homes, done.told], [1, 1])
  const { party } = await db.one<{ party: string }>(PARTY, [unit('1-102')])
  const told = [{ party, values: { number: '1-102', count: 30 } }]
  assert.deepEqual(await db.rows(TOLD), told)
  good(await ask())
  assert.deepEqual(await db.rows(TOLD), told, 'once a month')
  server.now = instant(parseInstant('2026-10-01T09:00:00+08:00') ?? 0)
  good(await ask())
  assert.deepEqual(await db.rows(TOLD), [...told, ...told], 'again in the next')
  const own = { ...at.scene.cast.resident, party, level: 'L2' as const }
  const page = (await server.as(own).get('/my/fund')).text
  assert.match(page, /"lowBelow":30/)
  const { party: other } = await db.one<{ party: string }>(PARTY, [unit('1-101')])
  assert.match((await server.as({ ...own, party: other }).get('/my/fund')).text, /"lowBelow":null/)
})
