import assert from 'node:assert/strict'
import { rm } from 'node:fs/promises'
import { test } from 'node:test'
import { addCity } from '../../src/app/cities.ts'
import { testCity } from '../../src/platform/testing/database.ts'
import { dataFolder, startServer } from '../e2e/support/server.ts'
import { acknowledged, checkStored, sendAgain, startLoad, wait } from './support/load.ts'
import { startWire } from './support/wire.ts'
import { openBehind, staff } from './support.ts'

const DEEP = process.env.LINLI_DEEP === '1'
const CUTS = DEEP ? 200 : 16
/** Every so many cuts the whole wire is cut, as when the database's host falls over. */
const ALL_EVERY = 8
const HEAL_MS_MAX = 2_000

test('R-5 the connection to PostgreSQL is cut mid-transaction: 503 or done once, and the pool heals', {
  timeout: 60_000 + CUTS * 2_000,
}, async t => {
  const city = await testCity(t)
  const data = await dataFolder()
  t.after(() => rm(data, { recursive: true, force: true }))
  const behind = await openBehind(t, data, city.url)
  await addCity(behind.installation, behind.db.city.code)
  const desk = await staff(behind, 'deskOperator')
  const wire = await startWire(city.url)
  t.after(() => wire.stop())
  const server = await startServer({ demo: false, databaseUrl: wire.url }, data)
  t.after(() => server.kill())
  const load = startLoad(server.base, desk, 5)
  t.after(() => load.stop())
  while (load.wishes.filter(acknowledged).length < 40) await wait(20)
  // What a write takes on this machine at this moment, so that a busy one is not taken for one that does not heal.
  const began = performance.now()
  const first = load.wishes.length
  while (!load.wishes.slice(first).some(acknowledged)) await wait(5)
  const usual = performance.now() - began
  let committing = 0
  let slowest = 0
  for (let cut = 1; cut <= CUTS; cut++) {
    const before = load.wishes.length
    if (cut % ALL_EVERY === 0) wire.cutAll()
    else if (await wire.cutMidTransaction(1 + (cut % 7))) committing += 1
    const at = performance.now()
    while (!load.wishes.slice(before).some(acknowledged)) {
      assert.ok(performance.now() - at < HEAL_MS_MAX + 2 * usual, `cut ${cut}: nobody was served within 2 s`)
      await wait(5)
    }
    slowest = Math.max(slowest, performance.now() - at)
  }
  await wait(200)
  const wishes = await load.stop()
  const answers = Map.groupBy(wishes, ({ answer }) => answer?.status)
  t.diagnostic(
    `${CUTS} cuts, ${committing} of them during COMMIT; ${wishes.filter(acknowledged).length} of ${wishes.length} acknowledged, ${answers.get(503)?.length ?? 0} told 503; healed in ${Math.round(slowest)} ms at most`,
  )
  assert.deepEqual(
    [...answers.keys()].filter(status => status !== 201 && status !== 503),
    [],
  )
  assert.ok((answers.get(503)?.length ?? 0) > 0, 'somebody was told that it is not known')
  await checkStored(behind.db, wishes)
  await sendAgain(server.base, desk, behind.db, wishes)
  assert.equal((await fetch(`${server.base}/readyz`)).status, 200)
  assert.doesNotMatch(server.log(), /"unexpected"/)
})
