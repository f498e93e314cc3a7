import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { addCity } from '../../src/app/cities.ts'
import { CALENDAR_CHANGED } from '../../src/features/calendar/index.ts'
import { instant } from '../../src/kernel/time.ts'
import { emit } from '../../src/platform/jobs/emit.ts'
import { testCity } from '../../src/platform/testing/database.ts'
import { score } from '../../src/platform/testing/score.ts'
import { startOtlp } from '../../src/platform/trace/otlp.ts'
import { traced } from '../../src/platform/trace/trace.ts'
import { eventually, openBehind, PLACE, staff } from '../chaos/support.ts'
import { startServer } from '../e2e/support/server.ts'
import { startCollector } from './collector.ts'

const CITY = '442000'
const TRACE = '0af7651916cd43dd8448eb211c80319c'
const PARENT = `00-${TRACE}-b7ad6b7169203331-01`

/** What people type, and what must not be found anywhere an operator or a collector reads. */
const SEEDS = [
  '欧阳测试娜',
  '13912345678',
  '440106199001011234',
  '幸福里九栋八零八房',
  'zhangsan@example.org',
  '密语梧桐',
]

test('U-K2 a request, its transaction, its job: one trace, statement names only, and no personal data anywhere', async t => {
  const collector = await startCollector()
  t.after(collector.close)
  const server = await startServer({
    demo: false,
    env: { LINLI_TRACES: collector.url, OTEL_TRACES_SAMPLER_ARG: '1', LINLI_LOG: 'info' },
  })
  t.after(() => server.stop())
  const behind = await openBehind(t, server.data)
  await addCity(behind.installation, CITY)
  const desk = await staff(behind, 'deskOperator')
  const [name, phone, id, address, mail, word] = SEEDS
  const report = {
    text: `${name}来电,电话${phone},身份证${id},住${address},邮箱${mail}。${word}`,
    area: PLACE,
    place: address,
    channel: 'phone',
    caller: { name, phone },
  }
  const sent = await fetch(`${server.base}/api/staff/work-orders`, {
    method: 'POST',
    body: JSON.stringify(report),
    headers: {
      cookie: desk.cookie,
      traceparent: PARENT,
      'content-type': 'application/json',
      'idempotency-key': 'observe-1',
      'user-agent': `${word}`.replace(/[^ -~]/g, 'x'),
    },
  })
  const answer = await sent.text()
  assert.ok([201, 400].includes(sent.status), answer)
  if (sent.status === 400) {
    const { caller: _caller, ...rest } = report
    assert.equal((await desk.post(server.base, '/api/staff/work-orders', rest)).status, 201)
  }
  for (const seed of SEEDS) {
    await fetch(`${server.base}/api/work-orders?q=${encodeURIComponent(seed)}`, {
      headers: { cookie: desk.cookie, traceparent: PARENT },
    })
    await fetch(`${server.base}/nobody/${encodeURIComponent(seed)}`)
  }
  await fetch(`${server.base}/staff/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ _key: 'k1', username: 'zhangsan', password: `${word}12345678`, next: '' }),
  })
  const at = instant(Date.now())
  const changed = { topic: CALENDAR_CHANGED, key: 'calendar', payload: { from: '2026-01-01', version: 1 }, at }
  await behind.db.tx(tx => emit(tx, changed))
  await eventually('a job is traced', 20_000, async () =>
    collector.spans().some(span => span.name === 'job work-order.calendar'),
  )

  await t.test('one trace from the caller to the transaction', () => {
    const spans = collector.spans()
    const request = spans.find(span => span.traceId === TRACE && span.kind === 2)
    assert.ok(request !== undefined, 'the caller’s trace goes on')
    assert.equal(request.parentSpanId, 'b7ad6b7169203331')
    const inner = spans.filter(span => span.parentSpanId === request.spanId || span.traceId === TRACE)
    assert.ok(
      inner.some(({ name: of }) => of === 'transaction' || of.includes('.')),
      'what it asked of the database',
    )
    const statements = spans.flatMap(span => span.attributes.filter(({ key }) => key === 'linli.statements'))
    assert.ok(statements.length > 0)
    assert.doesNotMatch(JSON.stringify(statements), /select |insert into|\$1/i)
  })

  await t.test('every line of the log has its trace, its route, and its time', () => {
    const lines = server
      .log()
      .split('\n')
      .filter(line => line.includes('"answered"'))
      .map(line => JSON.parse(line))
    assert.ok(lines.length > 5)
    for (const line of lines) {
      assert.match(line.traceId, /^[0-9a-f]{32}$/)
      assert.match(line.requestId, /^[0-9a-f-]{36}$/)
      assert.equal(typeof line.route, 'string')
      assert.ok(line.ms >= 0)
      for (const never of ['url', 'query', 'ip', 'remoteAddress', 'body', 'headers']) assert.ok(!(never in line), never)
    }
    assert.ok(lines.some(line => line.traceId === TRACE))
  })

  await t.test('figures of requests, refusals, queues, disk and database', async () => {
    await server.cli('backup', `${server.data}-backup`)
    t.after(() =>
      import('node:fs/promises').then(({ rm }) => rm(`${server.data}-backup`, { recursive: true, force: true })),
    )
    await new Promise(resolve => setTimeout(resolve, 5_100))
    const text = await (await fetch(`${server.base}/metrics`)).text()
    for (const figure of [
      /linli_request_seconds_bucket\{le="0\.1",route="[\w.-]+",status="20\d"\} \d/,
      /linli_refusals_total\{route="account\.[\w-]+",tag="[\w-]+"\} 1/,
      /linli_outbox_lag_seconds\{city="442000"\} \d/,
      /linli_delivery_lag_seconds\{city="442000"\} \d/,
      /linli_clock_lag_seconds\{city="442000"\} \d/,
      /linli_journal_waiting\{city="442000"\} \d/,
      /linli_dead_deliveries\{city="442000"\} 0/,
      /linli_database_up 1/,
      /linli_database_bytes [1-9]/,
      /linli_disk_free_bytes [1-9]/,
      /linli_backup_age_seconds \d/,
      /linli_pool_connections\{state="total"\} [1-9]/,
    ])
      assert.match(text, figure)
    const leaks = SEEDS.filter(seed => [text, server.log(), collector.text()].some(place => place.includes(seed)))
    score('seeded-leak hits', leaks.length, SEEDS.length * 3)
    assert.deepEqual(leaks, [])
  })
})

test('U-K2 what goes out carries the trace; without a collector nothing is measured', async t => {
  const collector = await startCollector()
  t.after(collector.close)
  let heard: string | undefined
  const other = createServer((request, response) => {
    heard = String(request.headers.traceparent)
    response.end('ok')
  }).listen(0, '127.0.0.1')
  await once(other, 'listening')
  t.after(() => other.close())
  const address = `http://127.0.0.1:${(other.address() as AddressInfo).port}/secret?phone=13912345678`

  const city = await testCity(t)
  const write = (): Promise<unknown> => city.db.tx(tx => tx.rows({ name: 't.one', text: 'select 1 as one' }))
  const time = async (): Promise<number> => {
    const begun = performance.now()
    for (let n = 0; n < 300; n++) await traced('job t', 'job', {}, write)
    return (performance.now() - begun) / 300
  }
  await time()
  const off = await time()
  assert.deepEqual(collector.spans(), [])
  const tracing = startOtlp({ endpoint: collector.url, ratio: 1, version: 'test' })
  const on = await time()
  await traced('job out', 'job', {}, async () => (await fetch(address)).text())
  await tracing.flush()
  await tracing.stop()
  const out = collector.spans().find(span => span.name.startsWith('GET 127.0.0.1'))
  assert.ok(out !== undefined)
  assert.equal(heard, `00-${out.traceId}-${out.spanId}-01`)
  assert.doesNotMatch(collector.text(), /secret|13912345678/)
  const nothing = performance.now()
  for (let n = 0; n < 100_000; n++) await traced('x', 'job', {}, async () => n)
  const each = ((performance.now() - nothing) / 100_000) * 1000
  t.diagnostic(
    `a transaction: ${off.toFixed(3)} ms without, ${on.toFixed(3)} ms with every one traced; a call without a collector ${each.toFixed(2)} µs`,
  )
  const before = collector.spans().length
  await time()
  assert.equal(collector.spans().length, before, 'stopped means stopped')
})
