import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import pg from 'pg'
import { addCity } from '../../src/app/cities.ts'
import { serverAccount } from '../../src/platform/db/cluster/account.ts'
import { score } from '../../src/platform/testing/score.ts'
import { eventually, newMark, openBehind, phoned, staff } from '../chaos/support.ts'
import { freePort, startServer } from '../e2e/support/server.ts'

const DEEP = process.env.LINLI_DEEP === '1'
const CITY = '442000'
const PASSWORD = 'standby1'
const DEBIAN = '/usr/lib/postgresql'
/** The programs a standby needs; the packaged PostgreSQL has only the server. */
const BIN = existsSync(DEBIAN)
  ? readdirSync(DEBIAN)
      .map(version => join(DEBIAN, version, 'bin'))
      .find(folder => existsSync(join(folder, 'pg_basebackup')))
  : undefined

/** As docs/recipes/standby.md writes them. */
const PRIMARY = `
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
wal_level = replica
max_wal_senders = 5
synchronous_commit = on
synchronous_standby_names = 'ANY 1 (linli_standby)'
`

test('U-K3 a streaming standby takes over: nothing acknowledged is lost, Linli finds it by itself', async t => {
  if (!DEEP || BIN === undefined) {
    // The whole needs PostgreSQL's own programs and a minute; that the recipe says what is tried holds every time.
    const { readFileSync } = await import('node:fs')
    const recipe = readFileSync(join(import.meta.dirname, '../../docs/recipes/standby.md'), 'utf8')
    for (const line of PRIMARY.trim().split('\n').slice(2)) assert.ok(recipe.includes(line), line)
    return
  }
  const account = serverAccount()
  const folder = await mkdtemp(join(tmpdir(), 'linli-standby-'))
  chmodSync(folder, 0o755)
  t.after(() => rm(folder, { recursive: true, force: true }))
  const own = (path: string): string => {
    mkdirSync(path, { mode: 0o700 })
    if (account !== undefined) chownSync(path, account.uid, account.gid)
    return path
  }
  const [one, two] = [own(join(folder, 'one')), own(join(folder, 'two'))]
  const [portOne, portTwo] = [await freePort(), await freePort()]
  const program = (name: string, args: readonly string[]): void =>
    void execFileSync(join(BIN, name), [...args], {
      ...account,
      cwd: '/',
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', PGPASSWORD: PASSWORD },
      stdio: 'pipe',
    })
  const passwordFile = join(folder, 'password')
  writeFileSync(passwordFile, PASSWORD)
  chmodSync(passwordFile, 0o644)
  program('initdb', [
    '-D',
    one,
    '-U',
    'linli',
    '--encoding=UTF8',
    '--locale=C',
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--data-checksums',
  ])
  const serve = async (data: string, port: number): Promise<ReturnType<typeof spawn>> => {
    const child = spawn(join(BIN, 'postgres'), ['-D', data, '-p', String(port)], {
      ...account,
      cwd: '/',
      stdio: 'ignore',
    })
    t.after(() => void child.kill('SIGKILL'))
    const url = `postgres://linli:${PASSWORD}@127.0.0.1:${port}/postgres`
    await eventually(`${port} answers`, 30_000, async () => {
      const client = new pg.Client({ connectionString: url })
      try {
        await client.connect()
        return true
      } catch {
        return false
      } finally {
        await client.end().catch(() => undefined)
      }
    })
    return child
  }
  const ask = async (port: number, text: string): Promise<pg.QueryResult> => {
    const client = new pg.Client({ connectionString: `postgres://linli:${PASSWORD}@127.0.0.1:${port}/postgres` })
    await client.connect()
    try {
      return await client.query(text)
    } finally {
      await client.end()
    }
  }
  // The names of the standby come last: until it is there, nobody would get an answer.
  writeFileSync(join(one, 'conf.txt'), '')
  execFileSync('/bin/sh', [
    '-c',
    `printf '%s' "$1" >>"$2"`,
    'sh',
    PRIMARY.replace(/^synchronous_standby_names.*$/m, ''),
    join(one, 'postgresql.conf'),
  ])
  const primary = await serve(one, portOne)
  await ask(portOne, 'create database linli')
  program('pg_basebackup', [
    '-d',
    `host=127.0.0.1 port=${portOne} user=linli application_name=linli_standby`,
    '-D',
    two,
    '-R',
    '-X',
    'stream',
    '-C',
    '-S',
    'linli_standby',
  ])
  const standby = await serve(two, portTwo)
  await ask(portOne, "alter system set synchronous_standby_names = 'ANY 1 (linli_standby)'")
  await ask(portOne, 'select pg_reload_conf()')
  await eventually('it streams', 20_000, async () =>
    (await ask(portOne, 'select sync_state from pg_stat_replication')).rows.some(row => row.sync_state === 'quorum'),
  )

  const databaseUrl = `postgres://linli:${PASSWORD}@127.0.0.1:${portOne},127.0.0.1:${portTwo}/linli?target_session_attrs=read-write`
  const server = await startServer({ demo: false, databaseUrl, env: { LINLI_ACCEPT_LOSS: '' } })
  t.after(() => server.stop())
  const behind = await openBehind(t, server.data, databaseUrl)
  await addCity(behind.installation, CITY)
  const desk = await staff(behind, 'deskOperator')
  const acknowledged: string[] = []
  let [over, gone, back] = [false, 0, 0]
  const write = async (): Promise<void> => {
    while (!over) {
      const mark = newMark()
      const answer = await desk.post(server.base, '/api/staff/work-orders', phoned(mark)).catch(() => undefined)
      if (answer?.status === 201) {
        acknowledged.push(mark)
        if (gone > 0 && back === 0) back = performance.now()
      } else await new Promise(resolve => setTimeout(resolve, 50))
    }
  }
  const writers = Array.from({ length: 4 }, write)
  await eventually('writing', 30_000, async () => acknowledged.length >= 40)

  gone = performance.now()
  primary.kill('SIGKILL')
  await once(primary, 'exit')
  // What whoever watches does: the primary is certainly down, so the standby is told to take over, and nobody is to be waited for.
  await ask(portTwo, 'select pg_promote(true, 30)')
  await ask(portTwo, 'alter system reset synchronous_standby_names')
  await ask(portTwo, "alter system set synchronous_standby_names = ''")
  await ask(portTwo, 'select pg_reload_conf()')
  const promoted = performance.now()
  await eventually('served again', 60_000, async () => back > 0)
  await new Promise(resolve => setTimeout(resolve, 2_000))
  over = true
  await Promise.all(writers)
  await eventually('ready', 30_000, async () => (await fetch(`${server.base}/readyz`)).status === 200)
  const marks = {
    name: 't.marks',
    text: `select substring(body from '标记[a-p]+') as mark, count(*) as n from city.work_order group by 1`,
  }
  const look = (): Promise<readonly { mark: string; n: number }[]> => behind.db.rows<{ mark: string; n: number }>(marks)
  // The test's own connections broke too; whoever asks again finds the new server.
  const rows = await look().catch(look)
  const found = new Map(rows.map(({ mark, n }) => [mark, n]))
  const lost = acknowledged.filter(mark => found.get(mark) === undefined)
  score('acked writes lost', lost.length, acknowledged.length)
  t.diagnostic(
    `${acknowledged.length} acknowledged, ${lost.length} lost; promoted after ${Math.round(promoted - gone)} ms, first write after ${Math.round(back - gone)} ms`,
  )
  assert.deepEqual(lost, [])
  standby.kill('SIGINT')
})
