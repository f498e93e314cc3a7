import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { fill } from '../../bench/support/fill.ts'
import { addCity } from '../../src/app/cities.ts'
import { recompute } from '../../src/features/work-order/recompute.ts'
import { DAY_MS, instant } from '../../src/kernel/time.ts'
import { sql } from '../../src/platform/db/types.ts'
import { testCity } from '../../src/platform/testing/database.ts'
import { dataFolder, ROOT, startServer } from '../e2e/support/server.ts'
import { WITNESS } from './support/witness.ts'
import { eventually, inParallel, openBehind, patiently, phoned, staff } from './support.ts'

const WRITERS = 200
const SAME_KEY = 50
const CLOCKS = 2_000

const count = sql('test.count', 'select 1')
const counting = (name: string, text: string) => ({ ...count, name: `test.${name}`, text })

const tally = (statuses: readonly number[]): Record<number, number> =>
  Object.fromEntries([...Map.groupBy(statuses, status => status)].map(([status, all]) => [status, all.length]))

test('two processes on one PostgreSQL give every effect once', { timeout: 180_000 }, async t => {
  const city = await testCity(t)
  const data = await dataFolder()
  t.after(() => rm(data, { recursive: true, force: true }))
  const options = { demo: false, databaseUrl: city.url }
  const behind = await openBehind(t, data, city.url)
  const { db, installation } = behind
  await addCity(installation, db.city.code)
  for (const [at, text] of WITNESS.entries()) await db.run(counting(`witness-${at}`, text))

  const desk = await staff(behind, 'deskOperator')
  const lead = await staff(behind, 'deskLead')
  const handlers = await Promise.all(Array.from({ length: 8 }, () => staff(behind, 'unitHandler')))
  const [handler] = handlers
  assert.ok(handler)

  // Overdue since the days after the fill's present; each of 2,000 clocks with one level that has come due.
  const then = instant(Date.now() - 30 * DAY_MS)
  await fill(db, installation.vault, { orders: 3_600, seed: 7, now: then, days: 12 })
  await db.run(counting('quiet', 'update city.clock set next_at = null'))
  const due = await db.run(
    counting(
      'due',
      `update city.clock set fired = '{remind,supervise}', next_at = due_at where (subject, round, turn, name) in
         (select subject, round, turn, name from city.clock where running and due_at < now() order by subject, round, turn, name limit ${CLOCKS})`,
    ),
  )
  const [first, second] = await Promise.all([startServer(options, data), startServer(options, data)])
  t.after(() => Promise.all([first.stop(), second.stop()]))
  const bases = [first.base, second.base] as const
  const base = (index: number): string => bases[index % 2] ?? first.base

  await t.test('2,000 due clocks swept by both: each step, event and message once', async () => {
    assert.equal(due, CLOCKS)
    await eventually(
      'every clock fired',
      30_000,
      async () =>
        (
          await db.one<{ n: number }>(
            counting('left', 'select count(*) as n from city.clock where next_at is not null'),
          )
        ).n === 0,
    )
    assert.equal(
      (await db.one<{ n: number }>(counting('steps', 'select count(*) as n from city.clock_step'))).n,
      CLOCKS,
    )
    const events = await db.one<{ all: number; different: number }>(
      counting(
        'events',
        `select count(*) as all, count(distinct payload) as different from city.witness where topic = 'clock.step'`,
      ),
    )
    assert.deepEqual(events, { all: CLOCKS, different: CLOCKS })
    await eventually(
      'every message written',
      90_000,
      async () =>
        (
          await db.one<{ n: number }>(
            counting(
              'waiting',
              'select (select count(*) from city.outbox) + (select count(*) from city.delivery) as n',
            ),
          )
        ).n === 0,
    )
    const told = await db.one<{ all: number; different: number }>({
      name: 'test.told',
      text: `select count(*) as all, count(distinct dedupe) as different from city.notification where party = '${lead.party}'`,
    })
    assert.deepEqual(told, { all: CLOCKS, different: CLOCKS })
    assert.equal((await db.one<{ n: number }>(counting('dead', 'select count(*) as n from city.dead_delivery'))).n, 0)
  })

  const made = await desk.post(first.base, '/api/staff/work-orders', phoned('并发'))
  assert.equal(made.status, 201, `${JSON.stringify(made.json)}\n${first.log()}`)
  const order = `/api/work-orders/${made.json.id}`
  for (const [verb, body] of [
    ['admit', {}],
    ['dispatch', { lead: handler.unit }],
  ] as const) {
    const done = await desk.post(first.base, `${order}/${verb}`, body)
    assert.equal(done.status, 200, JSON.stringify(done.json))
  }

  await t.test('200 people sign one order at once: one has signed, the others are told', async () => {
    const answers = await inParallel(WRITERS, WRITERS, index => {
      const key = randomUUID()
      return patiently(() => (handlers[index % handlers.length] ?? handler).post(base(index), `${order}/sign`, {}, key))
    })
    assert.deepEqual(tally(answers.map(({ status }) => status)), { 200: 1, 409: WRITERS - 1 })
  })

  await t.test('200 reminders at once are 200 facts without a gap', async () => {
    const answers = await inParallel(WRITERS, WRITERS, index => {
      const key = randomUUID()
      return patiently(() => desk.post(base(index), `${order}/remind`, { note: `第${index}次` }, key))
    })
    assert.deepEqual(tally(answers.map(({ status }) => status)), { 200: WRITERS })
    const facts = await db.rows<{ seq: number; action: string }>({
      name: 'test.facts',
      text: `select seq, action from city.work_order_fact where order_id = '${made.json.id}' order by seq`,
    })
    assert.deepEqual(
      facts.map(({ seq }) => seq),
      Array.from({ length: 4 + WRITERS }, (_, index) => index + 1),
    )
    assert.equal(facts.filter(({ action }) => action === 'remind').length, WRITERS)
    const events = await db.one<{ n: number }>(
      counting('reminded', `select count(*) as n from city.witness where payload ->> 'action' = 'remind'`),
    )
    assert.equal(events.n, WRITERS)
  })

  await t.test('one key sent 50 times to both is one effect and one answer', async () => {
    const key = randomUUID()
    const body = phoned('同一个键')
    const answers = await inParallel(SAME_KEY, SAME_KEY, index =>
      patiently(() => desk.post(base(index), '/api/staff/work-orders', body, key)),
    )
    const statuses = tally(answers.map(({ status }) => status))
    assert.deepEqual(
      Object.keys(statuses).filter(status => status !== '201' && status !== '409'),
      [],
      JSON.stringify(statuses),
    )
    const ids = new Set(answers.filter(({ status }) => status === 201).map(({ json }) => json.id))
    assert.equal(ids.size, 1)
    const orders = await db.one<{ n: number }>(
      counting('same', `select count(*) as n from city.work_order where body like '%同一个键'`),
    )
    assert.equal(orders.n, 1)
  })

  await t.test('the journal has every entry once, in one sequence, and its export verifies', async () => {
    const journal = counting(
      'journal',
      'select count(*) as entries, count(idx) as numbered, count(distinct idx) as places, max(idx) as last from city.journal_entry',
    )
    type Row = { entries: number; numbered: number; places: number; last: number }
    await eventually('every entry numbered', 10_000, async () => {
      const { entries, numbered } = await db.one<Row>(journal)
      return entries === numbered
    })
    const { entries, places, last } = await db.one<Row>(journal)
    assert.ok(entries >= WRITERS + 5)
    assert.equal(places, entries)
    assert.equal(last, entries - 1)
    const folder = await mkdtemp(join(tmpdir(), 'linli-bundle-'))
    t.after(() => rm(folder, { recursive: true, force: true }))
    const bundle = join(folder, 'bundle.jsonl')
    const exported = await fetch(`${second.base}/journal/export`)
    assert.equal(exported.status, 200)
    await writeFile(bundle, Buffer.from(await exported.arrayBuffer()))
    const { stdout } = await promisify(execFile)(join(ROOT, 'linli'), ['verify', bundle, '--json'])
    const report = JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}')
    assert.equal(report.verified, true)
    assert.equal(report.entries, entries)
  })

  await t.test('what both wrote together is what the facts give', async () => {
    const { shown } = await recompute(db, instant(Date.now()))
    // The fill's own clocks were set to fire by hand: their next level is not what the facts give.
    assert.deepEqual(
      shown.filter(({ what }) => !/^clock .* next$/.test(what)),
      [],
    )
  })
})
