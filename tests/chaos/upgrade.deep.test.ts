import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import pg from 'pg'
import { addCity } from '../../src/app/cities.ts'
import { sql } from '../../src/platform/db/types.ts'
import { testCity } from '../../src/platform/testing/database.ts'
import { dataFolder, freePort, ROOT, startServer } from '../e2e/support/server.ts'
import { startBalancer } from './support/balancer.ts'
import { acknowledged, checkStored, sendAgain, startLoad, wait } from './support/load.ts'
import { copyTree } from './support/tree.ts'
import { openBehind, staff } from './support.ts'

const DEEP = process.env.LINLI_DEEP === '1'
/** How long each stage is under load. */
const STAGE_MS = DEEP ? 30_000 : 1_500
/** Somebody's report reads the table the migration wants, for so long. */
const READER_MS = DEEP ? 10_000 : 2_500
/** No write may wait for a migration longer than its lock_timeout, besides what a write takes anyway. */
const LOCK_MS = 500

test('R-6 a rolling upgrade with a migration, under load: no write fails, and one may go back', {
  timeout: 300_000 + STAGE_MS * 6,
}, async t => {
  const city = await testCity(t)
  const data = await dataFolder()
  t.after(() => rm(data, { recursive: true, force: true }))
  const behind = await openBehind(t, data, city.url)
  const { db } = behind
  await addCity(behind.installation, db.city.code)
  const desk = await staff(behind, 'deskOperator')
  const options = { demo: false, databaseUrl: city.url }
  const tree = copyTree(t)
  tree.migration(
    'features/work-order',
    '0901-expand',
    'alter table city.work_order add column chaos_note text;\n\ncreate index work_order_chaos on city.work_order (chaos_note) where chaos_note is not null;\n',
  )

  const old = await startServer(options, data)
  t.after(() => old.kill())
  const balancer = await startBalancer(old.base)
  t.after(() => balancer.stop())
  const load = startLoad(balancer.base, desk, 50)
  t.after(() => load.stop())
  const wishOf = (): number => load.wishes.length
  while (load.wishes.filter(acknowledged).length < 30) await wait(20)

  /** The longest any write waits while `work` goes on. */
  const slowest = async <T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly ms: number }> => {
    let over = false
    let ms = 0
    const probing = (async () => {
      while (!over) {
        const at = performance.now()
        await desk.post(old.base, '/api/staff/work-orders', {
          text: '路灯不亮。',
          area: '442000001007',
          channel: 'phone',
        })
        ms = Math.max(ms, performance.now() - at)
      }
    })()
    const value = await work()
    over = true
    await probing
    return { value, ms }
  }
  const usual = (await slowest(() => wait(STAGE_MS / 2))).ms

  // While the new one starts, somebody holds the table: the migration has to wait, and nobody else does.
  const reader = new pg.Client({ connectionString: city.url })
  await reader.connect()
  await reader.query('begin')
  await reader.query(`select count(*) from ${db.city.schema}.work_order`)
  const port = await freePort()
  const heard = new Set<string>()
  let watching = true
  const watcher = (async () => {
    while (watching) {
      const answer = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(2_000) }).catch(
        () => undefined,
      )
      if (answer !== undefined)
        heard.add(
          answer.status === 200
            ? 'ready'
            : String(((await answer.json()) as { type: string }).type).replace('/problems/', ''),
        )
      await wait(20)
    }
  })()
  const { value: fresh, ms: during } = await slowest(async () => {
    const starting = startServer({ ...options, root: tree.root, env: { PORT: String(port) } }, data)
    await wait(READER_MS)
    await reader.query('commit')
    await reader.end()
    return starting
  })
  t.after(() => fresh.kill())
  watching = false
  await watcher
  t.diagnostic(
    `slowest write: ${Math.round(usual)} ms before, ${Math.round(during)} ms while the migration waited ${READER_MS} ms for its table; /readyz said ${[...heard].join(', ')}`,
  )

  await t.test('meanwhile the new one says that it migrates, and the old one serves', async () => {
    assert.ok(heard.has('migrating'), [...heard].join(', '))
    assert.ok(during < LOCK_MS * 2 + usual * 4 + 1_000, `a write waited ${during} ms`)
    const { n } = await db.one<{ n: number }>(
      sql(
        'test.column',
        `select count(*) as n from information_schema.columns where table_name = 'work_order' and column_name = 'chaos_note'`,
      ),
    )
    assert.equal(n, 1)
  })

  await t.test('old and new side by side, then the new one alone', async () => {
    balancer.use(old.base, fresh.base)
    await wait(STAGE_MS)
    assert.equal(await old.stopOnly(), 0)
    balancer.use(fresh.base)
    const before = wishOf()
    await wait(STAGE_MS)
    assert.ok(load.wishes.slice(before).some(acknowledged))
  })

  const back = await startServer(options, data)
  t.after(() => back.kill())
  // Only the end of a log is kept, and half a minute of load is longer than that.
  const said = back.log()
  await t.test('back to the old one, which says that the database is ahead of it', async () => {
    balancer.use(fresh.base, back.base)
    await wait(STAGE_MS)
    assert.equal(await fresh.stopOnly(), 0)
    balancer.use(back.base)
    const before = wishOf()
    await wait(STAGE_MS)
    assert.ok(load.wishes.slice(before).some(acknowledged))
    assert.match(said, /数据库比这个版本新 1 步\(work-order\/0901-expand\)/)
  })

  const wishes = await load.stop()
  const statuses = Map.groupBy(wishes, ({ answer }) => answer?.status)
  t.diagnostic(
    `${wishes.length} writes: ${[...statuses].map(([status, all]) => `${status ?? 'no answer'} ${all.length}`).join(', ')}`,
  )
  await checkStored(db, wishes, { all: false })
  // What a client does that heard nothing, or 503: the same again under the same key. None fails.
  await sendAgain(back.base, desk, db, wishes)
  assert.doesNotMatch(`${old.log()}${fresh.log()}${back.log()}`, /"unexpected"/)

  await t.test('after the step that takes away, the old one refuses to start, in words', async () => {
    tree.migration(
      'features/work-order',
      '0902-contract',
      'alter table city.work_order drop column chaos_note;\n',
      'contract',
    )
    const newest = await startServer({ ...options, root: tree.root }, data)
    await newest.stopOnly()
    const refused = await promisify(execFile)(join(ROOT, 'linli'), ['start', '--data', data, '--port', '0'], {
      cwd: ROOT,
      env: { ...process.env, DATABASE_URL: city.url },
    }).catch((error: { readonly code?: number; readonly stderr?: string }) => error)
    assert.ok('code' in refused, 'it did not start')
    assert.equal(refused.code, 1)
    assert.match(String(refused.stderr), /这个版本太旧.*work-order\/0902-contract.*请启动更新的版本/)
  })
})
