import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync, realpathSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { addCity } from '../../src/app/cities.ts'
import { serverAccount } from '../../src/platform/db/cluster/account.ts'
import { clusterHome } from '../../src/platform/db/cluster/home.ts'
import { runningOn } from '../../src/platform/db/cluster/server.ts'
import type { CityDb } from '../../src/platform/db/types.ts'
import { testCity } from '../../src/platform/testing/database.ts'
import { dataFolder, startServer, type TestServer } from '../e2e/support/server.ts'
import { type Answered, eventually, inParallel, newMark, openBehind, type Person, phoned, staff } from './support.ts'

const DEEP = process.env.LINLI_DEEP === '1'
const ROUNDS = DEEP ? 50 : 2
const CUTS = DEEP ? 20 : 1
const WRITERS = 8
const PATH = '/api/staff/work-orders'

/** One write a client wanted: under which key, and what it heard. No answer is undefined. */
type Wish = { readonly key: string; readonly mark: string; answer: Answered | undefined }

const wait = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

type Load = { readonly wishes: readonly Wish[]; readonly stop: () => Promise<readonly Wish[]> }

/** Clients that write one after the other without end, each with a key of its own. */
const startLoad = (base: string, person: Person, pauseMs: number): Load => {
  const wishes: Wish[] = []
  let over = false
  const client = async (): Promise<void> => {
    while (!over) {
      const wish: Wish = { key: randomUUID(), mark: newMark(), answer: undefined }
      wishes.push(wish)
      wish.answer = await person.post(base, PATH, phoned(wish.mark), wish.key).catch(() => undefined)
      if (wish.answer?.status !== 201) await wait(pauseMs)
    }
  }
  const clients = Promise.all(Array.from({ length: WRITERS }, client))
  return {
    wishes,
    stop: async () => {
      over = true
      await clients
      return wishes
    },
  }
}

const acknowledged = ({ answer }: Wish): boolean => answer?.status === 201

/** How often each mark stands in an order: its text is what the caller said. */
const stored = async (db: CityDb): Promise<ReadonlyMap<string, number>> => {
  const rows = await db.rows<{ mark: string; n: number }>({
    name: 'test.marks',
    text: `select substring(body from '标记[a-p]+') as mark, count(*) as n from city.work_order group by 1`,
  })
  return new Map(rows.map(({ mark, n }) => [mark, n]))
}

const broken = async (db: CityDb): Promise<number> =>
  (
    await db.one<{ n: number }>({
      name: 'test.broken',
      text: `select count(*) as n from city.work_order o where
        (select count(*) from city.work_order_fact f where f.order_id = o.id) <> o.facts
        or (select count(*) from city.journal_entry e where e.stream = 'work-order/' || o.id) <> o.facts
        or not exists (select from city.clock c where c.subject = o.id)
        or not exists (select from city.work_order_round r where r.order_id = o.id)`,
    })
  ).n

/** Every acknowledged write is there once, every other at most once, none by halves. */
const checkStored = async (db: CityDb, wishes: readonly Wish[]): Promise<void> => {
  const found = await stored(db)
  assert.deepEqual(
    wishes.filter(wish => acknowledged(wish) && found.get(wish.mark) !== 1),
    [],
  )
  assert.deepEqual(
    wishes.filter(wish => (found.get(wish.mark) ?? 0) > 1),
    [],
  )
  assert.equal(await broken(db), 0)
}

/** Sends everything again under its key: the same answer where there was one, and then one effect for each. */
const sendAgain = async (base: string, person: Person, db: CityDb, wishes: readonly Wish[]): Promise<void> => {
  const answers = await inParallel(wishes.length, WRITERS, async index => {
    const wish = wishes[index] as Wish
    return person.post(base, PATH, phoned(wish.mark), wish.key)
  })
  for (const [index, answer] of answers.entries()) {
    assert.equal(answer.status, 201, JSON.stringify(answer.json))
    const before = wishes[index]?.answer
    if (before?.status === 201) assert.deepEqual(answer.json, before.json)
  }
  const found = await stored(db)
  assert.deepEqual(
    wishes.filter(({ mark }) => found.get(mark) !== 1),
    [],
  )
}

test('kill -9 of the server under load loses nothing acknowledged', { timeout: ROUNDS * 30_000 }, async t => {
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
    await wait(300 + ((round * 397) % 700))
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

const ppidOf = (pid: string): number => {
  try {
    return Number(/^\d+ \(.*\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1])
  } catch {
    return 0
  }
}

/** Ends the server's cluster as a power cut would: the postmaster and every process of it. */
const cutDatabase = (server: TestServer): void => {
  const home = realpathSync(clusterHome(server.data, serverAccount()).folder)
  const running = runningOn(join(home, 'data'))
  assert.ok(running, 'the cluster runs')
  const children = readdirSync('/proc').filter(name => /^\d+$/.test(name) && ppidOf(name) === running.pid)
  for (const pid of [running.pid, ...children.map(Number)]) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It had ended by itself.
    }
  }
}

test('kill -9 of the private database under load: acknowledged writes survive, and service comes back by itself', {
  timeout: 60_000 + CUTS * 30_000,
}, async t => {
  const server = await startServer({ demo: false })
  t.after(() => server.stop())
  const behind = await openBehind(t, server.data)
  const desk = await staff(behind, 'deskOperator')
  for (let cut = 1; cut <= CUTS; cut++) {
    const load = startLoad(server.base, desk, 50)
    await eventually('writes are acknowledged', 10_000, async () => load.wishes.filter(acknowledged).length > 20)
    cutDatabase(server)
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
