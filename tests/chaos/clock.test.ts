import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { addCity } from '../../src/app/cities.ts'
import { HOUR_MS, type Instant, instant, MINUTE_MS } from '../../src/kernel/time.ts'
import { sql } from '../../src/platform/db/types.ts'
import { digitsOf, requestCode } from '../../src/platform/identity/codes.ts'
import { testCity } from '../../src/platform/testing/database.ts'
import { score } from '../../src/platform/testing/score.ts'
import { dataFolder, startServer } from '../e2e/support/server.ts'
import { type Answered, eventually, newMark, openBehind, phoned, staff } from './support.ts'

/** Where the wall clock of the process goes; the database's stays. */
const JUMPS = [
  ['12 hours back', -12 * HOUR_MS],
  ['25 hours forward', 25 * HOUR_MS],
  ['into the next year', 400 * 24 * HOUR_MS],
  ['and home again', 0],
] as const
const PRELOAD = join(import.meta.dirname, 'support/clock.ts')
const ANSWER_MS_MAX = 60_000

const MOMENTS = sql(
  'test.moments',
  `select subject, round, turn, name, anchor_at, due_at from city.clock where subject = $1 order by round, turn, name`,
)

test('R-9 the wall clock of a running process jumps, and nothing moves with it', { timeout: 240_000 }, async t => {
  const city = await testCity(t)
  const data = await dataFolder()
  t.after(() => rm(data, { recursive: true, force: true }))
  const behind = await openBehind(t, data, city.url)
  const { db, installation } = behind
  await addCity(installation, db.city.code)
  const now = (): Instant => instant(Date.now())
  const [desk, idle] = await Promise.all([staff(behind, 'deskOperator'), staff(behind, 'deskLead')])
  const expire = sql(
    'test.expire',
    `update city.session set seen_at = now() - interval '31 minutes', idle_until = now() - interval '1 minute' where party = $1`,
  )
  await db.run(expire, [idle.party])
  // A code that ran out five minutes ago.
  const asked = await requestCode(
    db,
    installation.vault,
    { phone: '13700005678', purpose: 'sign-in' },
    instant(now() - 10 * MINUTE_MS),
    async () => undefined,
  )
  assert.ok(asked.ok)
  const { request } = asked.value
  const digits = digitsOf(installation.vault, request)

  const file = join(data, 'clock')
  writeFileSync(file, '0')
  const env = { NODE_OPTIONS: `--import=${PRELOAD}`, LINLI_TEST_CLOCK: file }
  const server = await startServer({ demo: false, databaseUrl: city.url, env }, data)
  t.after(() => server.kill())
  const get = async (who: { readonly cookie: string }, path: string): Promise<number> =>
    (await fetch(`${server.base}${path}`, { headers: { cookie: who.cookie } })).status
  const tryCode = async (): Promise<Answered> => {
    const answer = await fetch(`${server.base}/api/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      body: JSON.stringify({ request, digits }),
    })
    return { status: answer.status, json: (await answer.json()) as Record<string, unknown> }
  }

  const made = await desk.post(server.base, '/api/staff/work-orders', phoned(newMark()))
  assert.equal(made.status, 201)
  const order = String(made.json.id)
  const dues = await db.rows(MOMENTS, [order])
  // One escalation is due in the database's next seconds, one in twenty hours of it.
  await db.run(sql('test.quiet', 'update city.clock set next_at = null'))
  const arm = sql(
    'test.arm',
    `update city.clock set next_at = now() + $2::interval, escalations = jsonb_build_array(jsonb_build_object('level', $3::text, 'at', now() + $2::interval))
     where ctid = (select ctid from city.clock where subject = $1 and next_at is null order by name limit 1)`,
  )
  const later = await desk.post(server.base, '/api/staff/work-orders', phoned(newMark()))
  await db.run(sql('test.quiet', 'update city.clock set next_at = null'))
  await db.run(arm, [String(later.json.id), '20 hours', 'supervise'])
  const steps = sql('test.steps', 'select count(*) as n from city.clock_step')

  for (const [index, [what, offset]] of JUMPS.entries()) {
    await t.test(what, async () => {
      await db.run(arm, [order, '1 second', `level-${index}`])
      writeFileSync(file, String(offset))
      assert.equal(await get(desk, '/api/me/sessions'), 200, 'who was signed in still is')
      assert.equal(await get(idle, '/api/me/sessions'), 401, 'who had been signed out by idling stays out')
      const code = await tryCode()
      assert.match(String(code.json.type), /code-(expired|used)/)
      const answer = await desk.post(server.base, '/api/staff/work-orders', phoned(newMark()))
      assert.equal(answer.status, 201, JSON.stringify(answer.json))
      const { off } = await db.one<{ off: number }>(
        sql(
          'test.off',
          'select abs(extract(epoch from now() - received_at))::int as off from city.work_order where id = $1',
        ),
        [String(answer.json.id)],
      )
      assert.ok(off * 1000 < ANSWER_MS_MAX, `received at a time ${off} s off`)
      assert.deepEqual(await db.rows(MOMENTS, [order]), dues, 'dues are stored instants')
      await eventually('the due escalation fires', 30_000, async () => (await db.one<{ n: number }>(steps)).n > index)
    })
  }

  await t.test('each escalation once, none before its time', async () => {
    const { n } = await db.one<{ n: number }>(steps)
    score('effects doubled', Math.max(0, n - JUMPS.length), JUMPS.length)
    assert.equal(n, JUMPS.length)
  })

  await t.test('the journal is in the order of its sequence, and so are its times', async () => {
    await eventually('every entry has its place', 10_000, async () => {
      const { rest } = await db.one<{ rest: number }>(
        sql('test.rest', 'select count(*) - count(idx) as rest from city.journal_entry'),
      )
      return rest === 0
    })
    const entries = await db.rows<{ at: Instant; stream: string; seq: number }>(
      sql('test.entries', 'select at, stream, seq from city.journal_entry order by idx'),
    )
    const last = new Map<string, number>()
    for (const { stream, seq } of entries) {
      assert.ok(seq > (last.get(stream) ?? 0))
      last.set(stream, seq)
    }
    assert.ok(entries.every(({ at }) => Math.abs(at - Date.now()) < 5 * MINUTE_MS))
  })

  await t.test('what took how long is measured by the monotonic clock', async () => {
    const lines = server
      .log()
      .split('\n')
      .flatMap(line => (line.includes('"ms":') ? [Number(/"ms":(-?\d+)/.exec(line)?.[1])] : []))
    assert.ok(lines.length > 10)
    assert.deepEqual(
      lines.filter(ms => ms < 0 || ms > ANSWER_MS_MAX),
      [],
    )
    const metrics = await (await fetch(`${server.base}/metrics`)).text()
    const sums = [...metrics.matchAll(/^linli_request_seconds_sum.* ([\d.e+-]+)$/gm)].map(([, sum]) => Number(sum))
    assert.ok(sums.length > 0 && sums.every(sum => sum >= 0 && sum * 1000 < ANSWER_MS_MAX))
  })

  await t.test('what ran out is over for good, even if the database’s own clock is put back', async () => {
    await eventually('it has been marked', 40_000, async () => {
      const { n } = await db.one<{ n: number }>(
        {
          name: 'test.over',
          text: `select (select count(*) from city.session where party = $1 and revoked_at is not null)
            + (select count(*) from city.one_time_code where used_at is not null and phone_sealed is null) as n`,
        },
        [idle.party],
      )
      return n === 2
    })
  })
})
