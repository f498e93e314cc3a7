import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { workOf } from '../../bench/support/explain.ts'
import { listening, type Sent } from '../../bench/support/record.ts'
import { at, stage } from '../../src/features/work-order/testing.ts'
import { type Instant, instant } from '../../src/kernel/time.ts'
import { types } from '../../src/platform/db/values.ts'
import { deliver } from '../../src/platform/jobs/deliver.ts'
import { emit } from '../../src/platform/jobs/emit.ts'
import { waiting } from '../../src/platform/jobs/store.ts'

const NOW = at('2026-11-24 10:00')
const EVENT = { topic: 'nobody', key: 'k', payload: { words: '路灯不亮'.repeat(20) }, at: NOW }

const SEEN = `select pg_snapshot_xmin(pg_current_snapshot()) <= $1::text::xid8 or exists (select from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid() and backend_xmin is not null) as seen`
/**
 * Waits for whoever may still see what was deleted, such as statistics being taken: behind them nothing can be cleared
 * away. A transaction that writes in any database of the cluster, as another test's city being filled, is one of them.
 */
const unseen = async (client: pg.Client): Promise<void> => {
  const { rows } = await client.query('select pg_current_xact_id()::text as mark')
  for (const end = Date.now() + 120_000; Date.now() < end; )
    if (!(await client.query(SEEN, [rows[0].mark])).rows[0].seen) return
    else await new Promise(resolve => setTimeout(resolve, 100))
}

test('what was handed on, and is not cleared away yet, is not gone through to see that nothing waits', async t => {
  const { city } = await stage(t)
  const client = new pg.Client({ connectionString: city.url, types })
  await client.connect()
  try {
    await city.db.tx(tx => emit(tx, ...Array.from({ length: 10_000 }, () => EVENT)))
    await deliver(city.db, [], NOW, () => assert.fail('nobody was to be told'))
    await unseen(client)
    const sent: Sent[] = []
    const { fresh } = await listening(
      statement => sent.push(statement),
      () => waiting(city.db, NOW),
    )
    assert.equal(fresh, false)
    const [asked] = sent.filter(({ text }) => text.includes('as fresh'))
    assert.ok(asked !== undefined)
    const { pages } = await workOf(client, asked)
    assert.ok(pages <= 100, `${pages} pages`)
  } finally {
    await client.end()
  }
})

test('behind a snapshot that is held, such as a backup’s, handing on does not go through all that was handed on since', async t => {
  const { city } = await stage(t)
  const [holder, client] = [0, 1].map(() => new pg.Client({ connectionString: city.url, types })) as [
    pg.Client,
    pg.Client,
  ]
  await Promise.all([holder.connect(), client.connect()])
  const nobody = (): void => assert.fail('nobody was to be told')
  const second = (count: number): Instant => instant(NOW + count * 1_000)
  const emitted = (count: number): Promise<void> =>
    city.db.tx(tx => emit(tx, ...Array.from({ length: count }, () => EVENT)))
  try {
    await holder.query('begin isolation level repeatable read')
    await holder.query('select 1')
    await emitted(10_000)
    await deliver(city.db, [], second(0), nobody)
    await deliver(city.db, [], second(1), nobody)
    await emitted(3)
    const sent: Sent[] = []
    await listening(
      statement => sent.push(statement),
      () => deliver(city.db, [], instant(second(1) + 10), nobody),
    )
    const looks = sent.filter(({ text }) => text.includes('outbox'))
    assert.equal(looks.length, 3)
    for (const look of looks) {
      const { pages } = await workOf(client, look)
      assert.ok(pages <= 100, `${pages} pages`)
    }
  } finally {
    await Promise.all([holder.end(), client.end()])
  }
})
