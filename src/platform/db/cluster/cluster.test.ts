import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { openDatabase } from '../database.ts'
import { type PublicDb, sql } from '../types.ts'
import { serverAccount } from './account.ts'
import { type Cluster, runningCluster, startCluster } from './cluster.ts'
import { ClusterInUse } from './lock.ts'
import { alive } from './server.ts'

type After = { readonly after: (done: () => Promise<void> | void) => void }

/** A data folder below one that is closed, or not, to other accounts. */
const dataFolder = (t: After, mode: number): string => {
  const parent = mkdtempSync(join(tmpdir(), 'cluster-'))
  chmodSync(parent, mode)
  t.after(() => rmSync(parent, { recursive: true, force: true }))
  return join(parent, 'data')
}

const start = async (
  t: After,
  data: string,
  rest: { readonly binaries?: string; readonly say?: (line: string) => void } = {},
): Promise<Cluster> => {
  const cluster = await startCluster({ data, ...rest })
  t.after(cluster.stop)
  return cluster
}

const asking = async <T>(url: string, work: (db: PublicDb) => Promise<T>): Promise<T> => {
  const database = openDatabase(url, { max: 1 })
  try {
    return await work(database.publicDb)
  } finally {
    await database.close()
  }
}

const until = async (holds: () => boolean | Promise<boolean>, msMax = 20_000): Promise<void> => {
  for (let waited = 0; !(await holds()); waited += 50) {
    assert.ok(waited < msMax, 'it did not happen in time')
    await pause(50)
  }
}

const count = sql('t.count', 'select count(*) as n from public.kept')

test('a private cluster', async t => {
  const data = dataFolder(t, 0o755)
  const said: string[] = []
  let cluster = await startCluster({ data, say: line => said.push(line) })
  t.after(() => cluster.stop())

  await t.test('is durable, checked, UTF-8, sorts Chinese, and listens on this machine only', async () => {
    assert.equal(cluster.began, 'created')
    const settings = await asking(cluster.url, db =>
      db.one(
        sql(
          't.settings',
          `select current_setting('fsync') as fsync, current_setting('full_page_writes') as pages,
             current_setting('synchronous_commit') as commit, current_setting('data_checksums') as checksums,
             current_setting('server_encoding') as encoding, current_setting('listen_addresses') as addresses,
             current_setting('TimeZone') as zone,
             (select setting = case when 'lz4' = any (enumvals) then 'lz4' else 'off' end from pg_settings where name = 'wal_compression') as compressed,
             (select string_agg(name, '' order by name collate "zh-x-icu") from unnest(array['王','李','张']) as name) as sorted`,
        ),
      ),
    )
    assert.deepEqual(settings, {
      fsync: 'on',
      pages: 'on',
      commit: 'on',
      checksums: 'on',
      encoding: 'UTF8',
      addresses: '127.0.0.1',
      zone: 'UTC',
      compressed: true,
      sorted: '李王张',
    })
    assert.ok(Number.parseInt(readFileSync(join(cluster.home.folder, 'data/PG_VERSION'), 'utf8'), 10) >= 15)
    assert.equal(statSync(join(cluster.home.folder, 'password')).mode & 0o077, 0)
  })

  await t.test('is reached by its socket, in a folder closed to others, and by TCP as well', async () => {
    const where = sql('t.where', 'select host(inet_client_addr()) as address')
    assert.deepEqual(await asking(cluster.url, db => db.one(where)), { address: null })
    assert.equal(statSync(join(cluster.home.folder, 'socket')).mode & 0o077, 0)
    const byTcp = Object.assign(new URL(cluster.url), { hostname: '127.0.0.1' }).href
    assert.deepEqual(await asking(byTcp, db => db.one(where)), { address: '127.0.0.1' })
  })

  await t.test('wants its password', async () => {
    const url = new URL(cluster.url)
    url.password = 'guess'
    await assert.rejects(
      asking(url.href, db => db.rows(sql('t.one', 'select 1'))),
      /28P01/,
    )
  })

  await t.test('is refused to a second start, with the pid, and lent to verbs beside it', async () => {
    const second = startCluster({ data })
    await assert.rejects(
      second,
      (error: unknown) =>
        error instanceof ClusterInUse && error.pid === process.pid && error.message.includes(String(process.pid)),
    )
    assert.equal(await runningCluster(data), cluster.url)
    assert.ok(alive(cluster.pid()), 'the first is unharmed')
  })

  await t.test('comes back on the same port, with all that was acknowledged, when its server is killed', async () => {
    await asking(cluster.url, db => db.run(sql('t.make', 'create table public.kept (n integer)')))
    let written = 0
    const insert = sql('t.insert', 'insert into public.kept values ($1)')
    const before = cluster.pid()
    await asking(cluster.url, async db => {
      const killing = pause(300).then(() => process.kill(before, 'SIGKILL'))
      for (let failed = false; !failed; written += failed ? 0 : 1)
        failed = await db.run(insert, [written]).then(
          () => false,
          () => true,
        )
      await killing
    })
    assert.ok(written > 0)
    await until(() => cluster.pid() !== before)
    const { n } = await asking(cluster.url, db => db.one<{ n: number }>(count))
    // The one that was under way may be there too.
    assert.ok(n === written || n === written + 1, `${n} rows of ${written} acknowledged`)
    assert.match(said.join('\n'), /意外停止[\s\S]*已恢复/)
  })

  await t.test('stops in order and starts again with its data', async () => {
    const { n } = await asking(cluster.url, db => db.one<{ n: number }>(count))
    const pid = cluster.pid()
    await cluster.stop()
    assert.equal(alive(pid), false)
    assert.equal(await runningCluster(data), undefined)
    cluster = await startCluster({ data })
    assert.equal(cluster.began, 'started')
    assert.deepEqual(await asking(cluster.url, db => db.one(count)), { n })
  })

  await t.test('starts over a pid file whose number now belongs to somebody else', async () => {
    const file = join(cluster.home.folder, 'data/postmaster.pid')
    const pid = cluster.pid()
    const lines = readFileSync(file, 'utf8')
    await cluster.stop()
    writeFileSync(file, lines.replace(/^\d+/, String(process.pid)))
    assert.equal(alive(pid), false)
    cluster = await startCluster({ data })
    assert.equal(cluster.began, 'started')
  })
})

const OWNER = `
import { startCluster } from '${new URL('./cluster.ts', import.meta.url).href}'
const cluster = await startCluster({ data: process.argv[1] })
process.stdout.write(cluster.pid() + '\\n')
setInterval(() => undefined, 1000)
`

test('a server whose Linli was killed is taken over by the next start', async t => {
  const data = dataFolder(t, 0o755)
  const owner = spawn(process.execPath, ['--input-type=module', '--eval', OWNER, data], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const pid = Number(await new Promise(resolve => owner.stdout.once('data', chunk => resolve(String(chunk).trim()))))
  const gone = new Promise(resolve => owner.once('exit', resolve))
  owner.kill('SIGKILL')
  await gone
  assert.ok(alive(pid), 'the server outlives its owner')
  const cluster = await start(t, data)
  assert.equal(cluster.began, 'adopted')
  assert.equal(cluster.pid(), pid)
  await asking(cluster.url, db => db.rows(sql('t.one', 'select 1')))
  await cluster.stop()
  assert.equal(alive(pid), false)
})

test('an initdb that was interrupted is done again', async t => {
  const data = dataFolder(t, 0o755)
  const first = await startCluster({ data })
  await first.stop()
  renameSync(join(first.home.folder, 'data'), join(first.home.folder, 'data.new'))
  assert.equal((await start(t, data)).began, 'created')
})

test('the npm binaries serve as well, also below a folder that the server cannot enter', async t => {
  const data = dataFolder(t, 0o700)
  const said: string[] = []
  const cluster = await start(t, data, { binaries: 'embedded', say: line => said.push(line) })
  assert.equal(cluster.binaries.origin, 'embedded')
  assert.equal(cluster.binaries.major, 15)
  // Root hands the server to another account, which cannot enter; anybody else runs it himself.
  assert.equal(cluster.home.moved, serverAccount() !== undefined)
  if (cluster.home.moved) {
    t.after(() => rmSync(cluster.home.folder, { recursive: true, force: true }))
    assert.ok(
      said.some(line => line.includes(cluster.home.folder)),
      'it says where the database is',
    )
  }
  const names = sql(
    't.names',
    `select string_agg(name, '' order by name collate "zh-x-icu") as sorted from unnest(array['王','李','张']) as name`,
  )
  assert.deepEqual(await asking(cluster.url, db => db.one(names)), { sorted: '李王张' })
  await cluster.stop()
  const again = await start(t, data, { binaries: 'embedded' })
  assert.equal(again.home.folder, cluster.home.folder, 'it is found again')
  assert.equal(again.began, 'started')
})

test('where no address of a socket fits, the server is reached by TCP', async t => {
  const data = join(dataFolder(t, 0o755), 'so-long-a-name'.repeat(8))
  const cluster = await start(t, data)
  assert.equal(new URL(cluster.url).hostname, '127.0.0.1')
  await asking(cluster.url, db => db.rows(sql('t.one', 'select 1')))
})

test('a lock of a killed server does not stop the next, whoever has its number by now', async t => {
  const data = dataFolder(t, 0o755)
  const cluster = await start(t, data)
  const { port } = new URL(cluster.url)
  const before = cluster.pid()
  const lock = join(cluster.home.folder, 'socket', `.s.PGSQL.${port}.lock`)
  const held = readFileSync(lock, 'utf8')
  const somebody = spawn('sleep', ['60'], { ...serverAccount(), stdio: 'ignore' })
  t.after(() => void somebody.kill())
  process.kill(before, 'SIGSTOP')
  writeFileSync(lock, held.replace(/^\d+/, String(somebody.pid)))
  process.kill(before, 'SIGKILL')
  await until(() => cluster.pid() !== before && alive(cluster.pid()))
  await asking(cluster.url, db => db.rows(sql('t.one', 'select 1')))
})

test('a data folder of a version nobody here has is refused in words', async t => {
  const data = dataFolder(t, 0o755)
  const cluster = await startCluster({ data })
  await cluster.stop()
  writeFileSync(join(cluster.home.folder, 'data/PG_VERSION'), '99\n')
  await assert.rejects(startCluster({ data }), /PostgreSQL 99/)
})
