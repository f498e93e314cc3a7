import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import pg from 'pg'
import { inDatabase, onServer } from '../../src/platform/testing/template.ts'
import { eventually } from '../chaos/support.ts'
import { dataFolder, freePort, ROOT } from '../e2e/support/server.ts'

/** A database of its own on the run's server, which is not safe against power cuts. */
const ownDatabase = async (t: { after: (done: () => unknown) => void }, name: string): Promise<string> => {
  const given = process.env.LINLI_TEST_DATABASE_URL
  assert.ok(given !== undefined, 'run by tools/test.ts')
  await onServer(given, `drop database if exists ${name} with (force)`)
  await onServer(given, `create database ${name} template template0`)
  t.after(() => onServer(given, `drop database if exists ${name} with (force)`))
  return inDatabase(given, name)
}

test('U-K2 not ready while the structure is brought up, and /status says so', async t => {
  const url = await ownDatabase(t, `observe_${process.pid}`)
  const holder = new pg.Client({ connectionString: url })
  holder.on('error', () => undefined)
  await holder.connect()
  for (const statement of [
    'create table public.migration_lock (id integer primary key)',
    'insert into public.migration_lock values (1)',
    'begin',
    'select id from public.migration_lock for update',
  ])
    await holder.query(statement)
  const data = await dataFolder()
  const port = await freePort()
  const base = `http://127.0.0.1:${port}`
  const env = { ...process.env, PORT: String(port), DATABASE_URL: url, LINLI_ACCEPT_LOSS: '', LINLI_ARCHIVE: '' }
  const child = spawn(`${ROOT}/linli`, ['start', '--data', data], { env, stdio: 'ignore' })
  t.after(() => void child.kill('SIGKILL'))
  const status = async (path: string): Promise<number> =>
    fetch(`${base}${path}`, { headers: { accept: 'application/json' } }).then(
      answer => answer.status,
      () => 0,
    )
  await eventually('alive', 60_000, async () => (await status('/livez')) === 200)
  const ready = await fetch(`${base}/readyz`, { headers: { accept: 'application/json' } })
  assert.deepEqual([ready.status, (await ready.json()).type], [503, '/problems/migrating'])
  assert.ok(Number(ready.headers.get('retry-after')) > 0)
  assert.equal(await status('/api/work-orders'), 503)
  assert.match(await (await fetch(`${base}/status`)).text(), /正在启动或升级/)
  await holder.query('commit')
  await holder.end()

  await t.test('nor on a database that a power cut would hurt, unless that was accepted', async () => {
    await eventually('brought up', 60_000, async () => {
      const answer = await fetch(`${base}/readyz`, { headers: { accept: 'application/json' } })
      return answer.status === 503 && (await answer.json()).type === '/problems/unsafe'
    })
    assert.equal(await status('/livez'), 200)
    assert.equal((await fetch(`${base}/`)).status, 200, 'what is asked is still answered')
  })

  await t.test('with the database away /status comes out and says what does not work', async () => {
    const name = new URL(url).pathname.slice(1)
    const server = String(process.env.LINLI_TEST_DATABASE_URL)
    await onServer(server, `alter database ${name} allow_connections false`)
    await onServer(server, `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`)
    await eventually('noticed', 30_000, async () => /不正常/.test(await (await fetch(`${base}/status`)).text()))
    const page = await (await fetch(`${base}/status`)).text()
    assert.match(page, /中山市/)
    assert.match(page, /tel:12345/)
    assert.match(await (await fetch(`${base}/metrics`)).text(), /linli_database_up 0/)
    await onServer(server, `alter database ${name} allow_connections true`)
    await eventually('healed', 30_000, async () => /一切正常/.test(await (await fetch(`${base}/status`)).text()))
  })
  child.kill('SIGTERM')
  await once(child, 'exit')
})
