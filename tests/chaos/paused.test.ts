import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { test } from 'node:test'
import { fill } from '../../bench/support/fill.ts'
import { addCity } from '../../src/app/cities.ts'
import { DAY_MS, instant } from '../../src/kernel/time.ts'
import { sql } from '../../src/platform/db/types.ts'
import { testCity } from '../../src/platform/testing/database.ts'
import { score } from '../../src/platform/testing/score.ts'
import { dataFolder, startServer } from '../e2e/support/server.ts'
import { checkStored, startLoad, wait } from './support/load.ts'
import { WITNESS } from './support/witness.ts'
import { eventually, openBehind, phoned, staff, TOWN } from './support.ts'

const DEEP = process.env.LINLI_DEEP === '1'
/** Longer than PostgreSQL waits for a process that sleeps in a transaction (30 s), when deep. */
const PAUSE_MS = DEEP ? 34_000 : 6_000
/** Whoever asked the sleeper waits until it is awake again. */
const SLEEPER_MS_MAX = 150_000
const CLOCKS = DEEP ? 2_000 : 300
const ROWS = DEEP ? 4_000 : 400

const counted = (name: string, text: string) => sql(`test.${name}`, text)

test('R-4 a process that sleeps amid sweeps, a task and a held lock, and wakes, does nothing twice and nothing late', {
  timeout: 300_000,
}, async t => {
  const city = await testCity(t)
  const data = await dataFolder()
  t.after(() => rm(data, { recursive: true, force: true }))
  const behind = await openBehind(t, data, city.url)
  const { db, installation } = behind
  await addCity(installation, db.city.code)
  for (const [at, text] of WITNESS.entries()) await db.run(counted(`witness-${at}`, text))
  await fill(db, installation.vault, { orders: CLOCKS * 2, seed: 7, now: instant(Date.now() - 30 * DAY_MS), days: 12 })
  await db.run(counted('quiet', 'update city.clock set next_at = null'))
  const [desk, lead, handler] = await Promise.all([
    staff(behind, 'deskOperator'),
    staff(behind, 'deskLead'),
    staff(behind, 'unitHandler'),
  ])
  const options = { demo: false, databaseUrl: city.url }
  const sleeper = await startServer(options, data)
  t.after(() => sleeper.kill())

  // An order that only one can sign.
  const made = await desk.post(sleeper.base, '/api/staff/work-orders', phoned('睡'))
  const order = `/api/work-orders/${made.json.id}`
  for (const [verb, body] of [
    ['admit', {}],
    ['dispatch', { lead: handler.unit }],
  ] as const)
    assert.equal((await desk.post(sleeper.base, `${order}/${verb}`, body)).status, 200)

  // A task that has begun in the process that will sleep.
  const header = '编号,诉求类型,渠道,标题,内容,日期,答复,答复天数,地点'
  const rows = Array.from(
    { length: ROWS },
    (_, n) => `${n},投诉,电话,路灯${n},第${n}盏路灯不亮,2019-08-05,已修,2,兴文路`,
  )
  const form = new FormData()
  for (const [field, value] of Object.entries({ source: 'old', area: TOWN })) form.append(field, value)
  form.append('file', new Blob([[header, ...rows].join('\n')]), 'old.csv')
  const ordered = await fetch(`${sleeper.base}/api/work-orders/imports`, {
    method: 'POST',
    headers: { cookie: lead.cookie, 'idempotency-key': randomUUID() },
    body: form,
  })
  assert.equal(ordered.status, 202)
  const imported = counted('imported', `select count(*) as n from city.work_order where source = 'old'`)
  await eventually('the import is under way', 20_000, async () => (await db.one<{ n: number }>(imported)).n > 0)

  // It asks to sign while we hold the order, goes to sleep, and is given the lock in its sleep.
  const signKey = randomUUID()
  let asleepAt = 0
  const signing = await db.tx(async tx => {
    await tx.rows({ name: 'test.hold', text: 'select id from city.work_order where id = $1 for update' }, [
      made.json.id,
    ])
    const sign = handler.post(sleeper.base, `${order}/sign`, {}, signKey, SLEEPER_MS_MAX).catch(() => undefined)
    await wait(400)
    process.kill(sleeper.pid, 'SIGSTOP')
    asleepAt = performance.now()
    return { sign }
  })
  await db.run(
    counted(
      'due',
      `update city.clock set fired = '{remind,supervise}', next_at = due_at where (subject, round, turn, name) in
         (select subject, round, turn, name from city.clock where running and due_at < now() order by subject, round, turn, name limit ${CLOCKS})`,
    ),
  )
  const awake = await startServer(options, data)
  t.after(() => awake.kill())
  const load = startLoad(awake.base, desk, 20)
  t.after(() => load.stop())
  const inTheMeantime = handler.post(awake.base, `${order}/sign`, {})
  if (DEEP)
    await eventually('another process has taken the import over and ended it', 60_000, async () => {
      const { n } = await db.one<{ n: number }>(
        counted('ended', 'select count(*) as n from city.work_order_import where ended_at is not null'),
      )
      return n === 1
    })
  await wait(Math.max(0, PAUSE_MS - (performance.now() - asleepAt)))
  process.kill(sleeper.pid, 'SIGCONT')
  const slept = Math.round(performance.now() - asleepAt)
  const late = await signing.sign
  const other = await inTheMeantime
  await wait(1_000)
  const wishes = await load.stop()
  t.diagnostic(
    `slept ${slept} ms; the sleeper's own answer ${late?.status}, the other's in the meantime ${other.status}; ${wishes.length} writes beside it`,
  )

  await t.test('the lock: signed once, whoever got to it', async () => {
    await handler.post(awake.base, `${order}/sign`, {}, signKey)
    const { n } = await db.one<{ n: number }>(
      {
        name: 'test.signed',
        text: `select count(*) as n from city.work_order_fact where order_id = $1 and action = 'sign'`,
      },
      [made.json.id],
    )
    score('effects doubled', n - 1, 1)
    assert.equal(n, 1)
    assert.equal([late?.status, other.status].filter(status => status === 200).length <= 1, true)
    if (DEEP) assert.equal(late?.status, 503, 'the sleeper was put out of its transaction, and says so')
    else assert.equal(late?.status, 200)
  })

  await t.test('the sweeps: every step, event and message once', async () => {
    await eventually('every clock fired and every message written', 60_000, async () => {
      const { n } = await db.one<{ n: number }>(
        counted(
          'left',
          `select (select count(*) from city.clock where next_at <= now()) + (select count(*) from city.outbox)
             + (select count(*) from city.delivery) as n`,
        ),
      )
      return n === 0
    })
    const seen = await db.one<{ steps: number; events: number; different: number; told: number; once: number }>(
      counted(
        'seen',
        `select (select count(*) from city.clock_step) as steps,
           (select count(*) from city.witness where topic = 'clock.step') as events,
           (select count(distinct payload) from city.witness where topic = 'clock.step') as different,
           (select count(*) from city.notification) as told,
           (select count(distinct (party, dedupe)) from city.notification) as once`,
      ),
    )
    score('effects doubled', seen.events - seen.different + seen.told - seen.once, seen.events + seen.told)
    assert.ok(seen.steps >= CLOCKS, JSON.stringify(seen))
    assert.deepEqual([seen.events, seen.different], [seen.steps, seen.steps])
    assert.equal(seen.told, seen.once)
    assert.equal((await db.one<{ n: number }>(counted('dead', 'select count(*) as n from city.dead_delivery'))).n, 0)
  })

  await t.test('the task: every row once, ended once', async () => {
    const ended = counted(
      'import',
      `select state, attempts, (summary ->> 'broughtIn')::int + (summary ->> 'already')::int as rows,
         (select count(*) from city.work_order where source = 'old') as orders from city.work_order_import`,
    )
    type Ended = { state: string; attempts: number; rows: number; orders: number }
    await eventually('the import has ended', 60_000, async () => (await db.one<Ended>(ended)).state === 'ok')
    const { state, attempts, rows: done, orders } = await db.one<Ended>(ended)
    t.diagnostic(`import: ${attempts} attempts`)
    score('effects doubled', orders - ROWS, ROWS)
    assert.deepEqual({ state, done, orders }, { state: 'ok', done: ROWS, orders: ROWS })
    if (DEEP) assert.ok(attempts > 1, 'it was taken over')
  })

  await t.test('what was acknowledged beside it is there once', () => checkStored(db, wishes, { all: false }))
})
