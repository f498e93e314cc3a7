import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { workOf } from '../../bench/support/explain.ts'
import { listening, type Sent } from '../../bench/support/record.ts'
import { features } from '../../src/app/features.ts'
import { queuesOf } from '../../src/app/health/queues.ts'
import { importHistory } from '../../src/features/work-order/import/run.ts'
import { at, stage } from '../../src/features/work-order/testing.ts'
import { type Instant, instant, isoOf, MINUTE_MS } from '../../src/kernel/time.ts'
import { sweepClocks } from '../../src/platform/clocks/sweep.ts'
import { sql } from '../../src/platform/db/types.ts'
import { ts, types } from '../../src/platform/db/values.ts'
import { translator } from '../../src/platform/i18n/catalog.ts'
import { hashPassword, TooBusy, verifyPassword } from '../../src/platform/identity/passwords.ts'
import { bytesSource } from '../../src/platform/tables/tables.ts'
import { testServer } from '../../src/platform/testing/server.ts'

const NOW = at('2026-11-24 10:00')

const CLOCKS = sql(
  'test.many-clocks',
  `insert into city.clock (subject, kind, round, turn, name, anchor_at, due_at, running, calendar, detail, escalations, next_at)
   select gen_random_uuid(), 'work-order', 1, 1, 'close', $1, $1, true, '', '{}',
     jsonb_build_array(jsonb_build_object('level', 'late', 'at', to_jsonb($1::timestamptz))), $1
   from generate_series(1, $2)`,
)
const DUE = sql('test.due', 'select count(*) as n from city.clock where next_at <= $1')
const STEPS = sql('test.steps', 'select count(*) as n, count(distinct subject) as subjects from city.clock_step')
const BATCH_MAX = 500

test('R-15 the sweep claims in bounded batches, fires each clock once and none a minute early', async t => {
  const { city } = await stage(t)
  const minute = (count: number): Instant => instant(NOW + count * MINUTE_MS)
  await city.db.run(CLOCKS, [ts(NOW), 1_200])
  await city.db.run(CLOCKS, [ts(minute(1)), 700])
  assert.equal(await sweepClocks(city.db, instant(NOW - 1)), 0)
  const sent: Sent[] = []
  const found = await listening(
    statement => sent.push(statement),
    () => sweepClocks(city.db, NOW),
  )
  assert.equal(found, 1_200)
  const claims = sent.filter(({ text }) => text.includes('for update skip locked'))
  assert.equal(claims.length, Math.ceil(1_200 / BATCH_MAX) + 1)
  for (const { values } of claims) assert.equal(values?.[1], BATCH_MAX)
  assert.equal((await city.db.one<{ n: number }>(DUE, [ts(NOW)])).n, 0)
  // Two at once find the rest: together each once.
  const both = await Promise.all([
    sweepClocks(city.db, minute(1)),
    sweepClocks(city.another().city('442000'), minute(1)),
  ])
  assert.equal(both[0] + both[1], 700)
  assert.deepEqual(await city.db.one(STEPS), { n: 1_900, subjects: 1_900 })
})

test('how far background work is behind is read without going through every open clock', async t => {
  const { city } = await stage(t)
  const client = new pg.Client({ connectionString: city.url, types })
  await client.connect()
  try {
    await city.db.run(CLOCKS, [ts(instant(Date.now() + 365 * 24 * 60 * MINUTE_MS)), 5_000])
    await client.query('analyze')
    const sent: Sent[] = []
    const { clockSeconds } = await listening(
      statement => sent.push(statement),
      () => queuesOf(city.db),
    )
    assert.equal(clockSeconds, 0)
    const [asked] = sent.filter(({ text }) => text.includes('"clockSeconds"'))
    assert.ok(asked !== undefined)
    assert.ok((await workOf(client, asked)).rows <= 500)
  } finally {
    await client.end()
  }
})

test('R-14 sign-ins wait for one hash at a time, other pages do not wait for them, and the queue is bounded', async t => {
  const { city, vault } = await stage(t)
  const server = await testServer(t, city, { modules: features, now: isoOf(NOW), services: { vault } })
  const stored = await hashPassword('一串很长的口令 2026')
  const order: string[] = []
  const tries = Array.from({ length: 80 }, (_, index) =>
    verifyPassword(`口令 ${index}`, stored).then(
      () => order.push('hashed'),
      (error: unknown) => order.push(error instanceof TooBusy ? 'refused' : 'failed'),
    ),
  )
  const page = server.get('/open/work-orders').then(({ status }) => order.push(`page ${status}`))
  await Promise.all([...tries, page])
  assert.equal(order.filter(what => what === 'refused').length, 80 - 64)
  assert.equal(order.filter(what => what === 'hashed').length, 64)
  const before = order.slice(0, order.indexOf('page 200')).filter(what => what === 'hashed').length
  assert.ok(before < 64, `the page came after ${before} of 64 hashes`)
})

const HEADER = '编号,诉求类型,渠道,标题,内容,日期,答复,答复天数,地点'

test('R-17 an import takes as many statements for a batch as for part of one, and a fifth of its rows at most', async t => {
  const { city, vault } = await stage(t)
  const statementsFor = async (source: string, rows: number): Promise<number> => {
    const lines = Array.from(
      { length: rows },
      (_, row) => `${row},投诉,电话,路灯,路灯 ${source} ${row} 不亮,2019-08-05,已修,2,兴文路`,
    )
    const file = bytesSource('a.csv', Buffer.from([HEADER, ...lines].join('\n')))
    let sent = 0
    const done = await listening(
      () => {
        sent += 1
      },
      () => importHistory(city.db, vault, file, NOW, translator('zh-Hans'), { dryRun: false, source }),
    )
    assert.ok(done.ok && done.value.summary.broughtIn === rows)
    return sent
  }
  const [few, batch, many] = [
    await statementsFor('few', 40),
    await statementsFor('batch', 100),
    await statementsFor('many', 400),
  ]
  assert.ok(batch <= few + 2, `${few} statements for 40 rows, ${batch} for 100`)
  assert.ok(many <= 4 * batch, `${batch} statements for a batch, ${many} for four`)
  assert.ok(many <= 400 / 5, `${many} statements for 400 rows`)
})

test('R-17 a batch of an import looks up its own rows, however many of its source came before', async t => {
  const { city, vault } = await stage(t)
  const client = new pg.Client({ connectionString: city.url, types })
  await client.connect()
  try {
    // Statistics from before the import: they know nothing of its source.
    await client.query('analyze')
    const lines = Array.from(
      { length: 2_000 },
      (_, row) => `${row},投诉,电话,路灯,路灯 ${row} 不亮,2019-08-05,已修,2,兴文路`,
    )
    const file = bytesSource('a.csv', Buffer.from([HEADER, ...lines].join('\n')))
    const lookups: Sent[] = []
    await listening(
      statement => void (statement.text.includes('as wanted') && lookups.push(statement)),
      () => importHistory(city.db, vault, file, NOW, translator('zh-Hans'), { dryRun: false, source: 'old' }),
    )
    assert.equal(lookups.length, 20)
    for (const lookup of lookups) assert.ok((await workOf(client, lookup)).rows <= 300)
  } finally {
    await client.end()
  }
})

test('R-17 ids are looked up and numbers taken for a hundred rows at once, however small the batches', async t => {
  const { city, vault } = await stage(t)
  const lines = Array.from(
    { length: 1_000 },
    (_, row) => `${row},投诉,电话,路灯,路灯 ${row} 不亮,2019-08-05,已修,2,兴文路`,
  )
  const file = bytesSource('a.csv', Buffer.from([HEADER, ...lines].join('\n')))
  const sent = { ids: 0, numbers: 0, batches: 0 }
  const read: number[] = []
  const progress = (rows: number): void => void read.push(rows)
  const options = { dryRun: false, source: 'small', batch: 25, progress }
  const done = await listening(
    ({ text }) => {
      if (text.includes('as wanted')) sent.ids += 1
      if (text.includes('number_block')) sent.numbers += 1
      if (text.includes('on conflict (source, external_id)')) sent.batches += 1
    },
    () => importHistory(city.db, vault, file, NOW, translator('zh-Hans'), options),
  )
  assert.ok(done.ok && done.value.summary.broughtIn === 1_000)
  assert.deepEqual(sent, { ids: 10, numbers: 10, batches: 40 })
  assert.deepEqual(read, [...Array.from({ length: 40 }, (_, batch) => 25 * (batch + 1)), 1_000])
})

test('R-19 handles of the process are as many after four hundred requests as after fifty', async t => {
  const { city, vault, cast } = await stage(t)
  const server = await testServer(t, city, { modules: features, now: isoOf(NOW), services: { vault } })
  const desk = server.as(cast.deskLead)
  const paths = ['/api/work-orders', '/api/work-orders/count', '/api/me', '/open/work-orders', '/', '/nothing-here']
  const ask = async (count: number): Promise<number> => {
    for (let index = 0; index < count; index++) await desk.get(paths[index % paths.length] ?? '/')
    return process.getActiveResourcesInfo().filter(name => name !== 'Immediate').length
  }
  const before = await ask(50)
  assert.ok((await ask(400)) <= before + 2)
})
