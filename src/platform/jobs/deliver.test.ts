import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Instant, instant } from '../../kernel/time.ts'
import { type CityDb, sql } from '../db/types.ts'
import type { Consumer } from '../feature.ts'
import { testCity } from '../testing/database.ts'
import { ATTEMPTS_MAX, deliver, type Failure } from './deliver.ts'
import { emit } from './emit.ts'
import { deadDeliveries, revive } from './store.ts'

const now = instant(1_790_000_000_000)
const later = (ms: number): Instant => instant(now + ms)
const write = sql('t.write', 'insert into city.t_seen (who, what) values ($1, $2)')
const seen = sql('t.seen', 'select who, what from city.t_seen order by id')

const setUp = async (db: CityDb): Promise<void> => {
  await db.run(sql('t.table', 'create table city.t_seen (id bigint generated always as identity, who text, what text)'))
}
const writes = (id: string, topic: string): Consumer => ({
  id,
  topic,
  handle: async (tx, event) => {
    await tx.run(write, [id, `${event.key}:${JSON.stringify(event.payload)}`])
  },
})
const emitted = (db: CityDb, key: string, ...payloads: readonly unknown[]): Promise<void> =>
  db.tx(tx => emit(tx, ...payloads.map(payload => ({ topic: 'thing', key, payload, at: now }))))
const nobody = (failure: Failure): void => assert.fail(`${failure.consumer}: ${String(failure.error)}`)
const whatOf = async (db: CityDb, who: string): Promise<readonly string[]> =>
  (await db.rows<{ who: string; what: string }>(seen)).filter(row => row.who === who).map(row => row.what)

test('each consumer of the topic gets each event once, in order', async t => {
  const { db } = await testCity(t)
  await setUp(db)
  await emitted(db, 'k', 1, [2], { three: 3 })
  const consumers = [writes('a', 'thing'), writes('b', 'thing'), writes('c', 'other')]
  assert.equal(await deliver(db, consumers, now, nobody), 6)
  assert.deepEqual(await whatOf(db, 'a'), ['k:1', 'k:[2]', 'k:{"three":3}'])
  assert.deepEqual(await whatOf(db, 'b'), await whatOf(db, 'a'))
  assert.deepEqual(await whatOf(db, 'c'), [])
  assert.equal(await deliver(db, consumers, now, nobody), 0)
})

test('a consumer that names actions gets those, and no others wait for it', async t => {
  const { db } = await testCity(t)
  await setUp(db)
  await emitted(db, 'k', { action: 'open' }, { action: 'look' }, 'plain', { action: 'close' })
  const some: Consumer = { ...writes('some', 'thing'), actions: ['open', 'close'] }
  assert.equal(await deliver(db, [some, writes('all', 'thing')], now, nobody), 2 + 4)
  assert.deepEqual(await whatOf(db, 'some'), ['k:{"action":"open"}', 'k:{"action":"close"}'])
})

test('an event that was committed after those with higher ids is handed on a second later at most', async t => {
  const { db, another } = await testCity(t)
  await setUp(db)
  const consumers = [writes('a', 'thing')]
  const writing = Promise.withResolvers<void>()
  const held = Promise.withResolvers<void>()
  const late = another()
    .city(db.city.code)
    .tx(async tx => {
      await emit(tx, { topic: 'thing', key: 'late', payload: 1, at: now })
      await tx.rows(sql('t.sent', 'select 1 as sent'))
      writing.resolve()
      await held.promise
    })
  await writing.promise
  await emitted(db, 'k', 2)
  assert.equal(await deliver(db, consumers, now, nobody), 1)
  assert.equal(await deliver(db, consumers, later(1_000), nobody), 0)
  held.resolve()
  await late
  await emitted(db, 'k', 3)
  const found = await deliver(db, consumers, later(1_500), nobody)
  assert.equal(found + (await deliver(db, consumers, later(2_000), nobody)), 2)
  assert.deepEqual((await whatOf(db, 'a')).toSorted(), ['k:2', 'k:3', 'late:1'])
})

test('an event of a transaction that is rolled back never was', async t => {
  const { db } = await testCity(t)
  await setUp(db)
  await assert.rejects(
    db.tx(async tx => {
      await emit(tx, { topic: 'thing', key: 'k', payload: 1, at: now })
      throw new Error('no')
    }),
  )
  assert.equal(await deliver(db, [writes('a', 'thing')], now, nobody), 0)
})

test('a poisoned event holds up its own key of its own consumer only, and ends among the dead', async t => {
  const { db } = await testCity(t)
  await setUp(db)
  let cured = false
  const poisoned: Consumer = {
    ...writes('bad', 'thing'),
    handle: async (tx, event, at) => {
      await writes('bad', 'thing').handle(tx, event, at)
      if (event.payload === 'poison' && !cured) throw new Error('cannot')
    },
  }
  const consumers = [poisoned, writes('good', 'thing')]
  await emitted(db, 'k', 'poison', 'after')
  await emitted(db, 'other', 'fine')
  const outcomes: string[] = []
  const report = ({ outcome }: Failure): void => void outcomes.push(outcome)

  await deliver(db, consumers, now, report)
  assert.deepEqual(await whatOf(db, 'good'), ['k:"poison"', 'k:"after"', 'other:"fine"'])
  assert.deepEqual(await whatOf(db, 'bad'), ['other:"fine"'])
  assert.deepEqual(outcomes, ['again'])

  await deliver(db, consumers, later(500), report)
  assert.equal(outcomes.length, 1, 'it is not tried again before its time')
  for (let day = 1; outcomes.length < ATTEMPTS_MAX; day++) await deliver(db, consumers, later(day * 86_400_000), report)
  assert.deepEqual(outcomes, ['again', 'again', 'again', 'again', 'given-up'])
  assert.deepEqual(await whatOf(db, 'bad'), ['other:"fine"', 'k:"after"'])

  const [dead] = await deadDeliveries(db, 10)
  assert.equal(dead?.consumer, 'bad')
  assert.match(dead?.error ?? '', /cannot/)
  cured = true
  assert.equal(await db.tx(tx => revive(tx, 'bad', dead?.event ?? 0, now)), true)
  await deliver(db, consumers, now, nobody)
  assert.deepEqual(await whatOf(db, 'bad'), ['other:"fine"', 'k:"after"', 'k:"poison"'])
})

test('two processes share the work: everything once, every key in order', async t => {
  const { db, another } = await testCity(t)
  await setUp(db)
  const other = another().city('442000')
  const keys = ['k0', 'k1', 'k2', 'k3']
  for (let round = 0; round < 25; round++) for (const key of keys) await emitted(db, key, round)
  const consumers = [writes('a', 'thing'), writes('b', 'thing')]
  const both = (): Promise<unknown> =>
    Promise.all([deliver(db, consumers, now, nobody), deliver(other, consumers, now, nobody)])
  await both()
  await both()
  for (const who of ['a', 'b']) {
    const got = await whatOf(db, who)
    assert.equal(got.length, 100)
    for (const key of keys)
      assert.deepEqual(
        got.filter(what => what.startsWith(`${key}:`)),
        Array.from({ length: 25 }, (_, round) => `${key}:${round}`),
      )
  }
})
