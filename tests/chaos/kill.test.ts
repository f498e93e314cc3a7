import assert from 'node:assert/strict'
import { rm } from 'node:fs/promises'
import { test } from 'node:test'
import { addCity } from '../../src/app/cities.ts'
import { testCity } from '../../src/platform/testing/database.ts'
import { dataFolder, startServer } from '../e2e/support/server.ts'
import { acknowledged, checkStored, sendAgain, startLoad, wait } from './support/load.ts'
import { cutDatabase } from './support/power.ts'
import { eventually, openBehind, staff } from './support.ts'

const DEEP = process.env.LINLI_DEEP === '1'
const ROUNDS = DEEP ? 50 : 2
const CUTS = DEEP ? 20 : 1

test('R-1 kill -9 of the server under load loses nothing acknowledged', { timeout: ROUNDS * 30_000 }, async t => {
  const city = await testCity(t)
  const data = await dataFolder()
  t.after(() => rm(data, { recursive: true, force: true }))
  const behind = await openBehind(t, data, city.url)
  await addCity(behind.installation, behind.db.city.code)
  const desk = await staff(behind, 'deskOperator')
  const options = { demo: false, databaseUrl: city.url }
  let server = await startServer(options, data)
  t.after(() => server.kill())
  let acks = 0
  let open = 0
  for (let round = 1; round <= ROUNDS; round++) {
    const load = startLoad(server.base, desk, 20)
    await eventually('writes are acknowledged', 10_000, async () => load.wishes.filter(acknowledged).length > 1)
    await wait((round * 397) % 700)
    await server.kill()
    const wishes = await load.stop()
    const started = Date.now()
    server = await startServer(options, data)
    t.diagnostic(
      `round ${round}: ${wishes.filter(acknowledged).length} of ${wishes.length} acknowledged, back in ${Date.now() - started} ms`,
    )
    await checkStored(behind.db, wishes)
    await sendAgain(server.base, desk, behind.db, wishes)
    acks += wishes.filter(acknowledged).length
    open += wishes.length - wishes.filter(acknowledged).length
  }
  assert.ok(acks > ROUNDS, `only ${acks} writes were acknowledged`)
  assert.ok(open >= ROUNDS, 'no write was under way when the server was killed')
})

test('R-2 kill -9 of the private database under load: acknowledged writes survive, and service comes back by itself', {
  timeout: 60_000 + CUTS * 30_000,
}, async t => {
  const server = await startServer({ demo: false })
  t.after(() => server.stop())
  const behind = await openBehind(t, server.data)
  const desk = await staff(behind, 'deskOperator')
  for (let cut = 1; cut <= CUTS; cut++) {
    const load = startLoad(server.base, desk, 50)
    await eventually('writes are acknowledged', 10_000, async () => load.wishes.filter(acknowledged).length > 20)
    cutDatabase(server.data)
    const [at, before] = [Date.now(), load.wishes.length]
    await eventually('writes are acknowledged again', 20_000, async () => load.wishes.slice(before).some(acknowledged))
    t.diagnostic(`cut ${cut}: back in ${Date.now() - at} ms`)
    assert.ok(Date.now() - at < 10_000)
    await wait(300)
    const wishes = await load.stop()
    const statuses = new Set(wishes.map(({ answer }) => answer?.status))
    assert.ok(statuses.has(503), 'somebody was told that the database is away')
    assert.deepEqual(
      [...statuses].filter(status => status !== 201 && status !== 503),
      [],
    )
    await eventually('the test can ask again', 10_000, () =>
      behind.installation.database.cities().then(
        () => true,
        () => false,
      ),
    )
    await checkStored(behind.db, wishes)
    await sendAgain(server.base, desk, behind.db, wishes)
  }
})
