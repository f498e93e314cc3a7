import { spawn, spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, readlinkSync, renameSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { release, totalmem } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { Account } from './account.ts'
import { freshSockets, socketHost } from './sockets.ts'

/** A server process on a data folder. */
export type Running = { readonly pid: number; readonly port: number }

const USER = 'linli'
const LOG_BYTES_MAX = 10 * 1024 * 1024
const START_MS_MAX = 120_000
const STOP_MS_MAX = 8_000
const PORT_TRIES_MAX = 5
const POLL_MS = 25

const wait = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

/** Whether the process runs; one that ended and waits to be collected does not. */
export const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return !/^\d+ \(.*\) [ZX]/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

export const urlOf = (port: number, password: string, database: string, host = '127.0.0.1'): string =>
  `postgres://${USER}:${password}@${host}:${port}/${database}`

/** The server of this data folder, as its pid file and the process table tell. */
export const runningOn = (data: string): Running | undefined => {
  const file = join(data, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const lines = readFileSync(file, 'utf8').split('\n')
  const [pid, port] = [Number(lines[0]), Number(lines[3])]
  if (!Number.isInteger(pid) || pid <= 0 || !alive(pid)) return undefined
  try {
    // A server works in its data folder; any other process of that number has taken the number over.
    if (readlinkSync(`/proc/${pid}/cwd`) === data) return { pid, port }
  } catch {
    return undefined
  }
  return undefined
}

/** After a crash the pid file stays behind; when its number now belongs to some other process, PostgreSQL would not start. */
export const forgetStale = (data: string): void => {
  if (runningOn(data) === undefined) rmSync(join(data, 'postmaster.pid'), { force: true })
}

const environment = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }

/** Makes the data folder; its server asks everybody for the password. @param passwordFile readable for the account */
export const initialise = (
  bin: string,
  account: Account,
  data: string,
  passwordFile: string,
  durable: boolean,
): void => {
  const made = spawnSync(
    join(bin, 'initdb'),
    [
      ...['-D', data, '-U', USER, '--encoding=UTF8', '--locale=C', '--auth=scram-sha-256', `--pwfile=${passwordFile}`],
      ...['--data-checksums', ...(durable ? [] : ['--no-sync'])],
    ],
    { ...account, cwd: '/', env: environment, encoding: 'utf8' },
  )
  if (made.status !== 0) throw new Error(`initdb: ${made.error?.message ?? made.stderr}`)
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() =>
        address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })

const MIB = 2 ** 20
const [BUFFERS_MIB_MIN, BUFFERS_MIB_MAX] = [128, 2048]

/** An eighth of the machine's memory for pages of the database; the system keeps the rest of them, and Linli the rest. */
const buffersMiB = (durable: boolean): number =>
  durable ? Math.min(BUFFERS_MIB_MAX, Math.max(BUFFERS_MIB_MIN, Math.floor(totalmem() / MIB / 8))) : BUFFERS_MIB_MIN

/** Since Linux 5.8 a failed write is told to whoever asks for the whole file system; elsewhere it is asked for file by file. */
const tellsOfAll = (): boolean => {
  const [major = 0, minor = 0] = release().split('.').map(Number)
  return process.platform === 'linux' && (major > 5 || (major === 5 && minor >= 8))
}

const settings = (
  port: number,
  sockets: string | undefined,
  durable: boolean,
  more: Readonly<Record<string, string>>,
): readonly string[] =>
  Object.entries({
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: sockets ?? '',
    // One that forces nothing to disk serves tests: the servers of several files at once, each with its pools.
    max_connections: durable ? '80' : '200',
    shared_buffers: `${buffersMiB(durable)}MB`,
    effective_cache_size: `${Math.max(BUFFERS_MIB_MIN, Math.floor(totalmem() / MIB / 2))}MB`,
    // Below this a common word's matches are kept by page instead of by row, and every row of the page is read again.
    work_mem: '16MB',
    // Photos write some megabytes a second at a busy hour: a checkpoint every few minutes, not every minute.
    max_wal_size: '4GB',
    checkpoint_timeout: '15min',
    fsync: durable ? 'on' : 'off',
    full_page_writes: durable ? 'on' : 'off',
    // After a crash everything is forced to disk first: thousands of files one by one on a busy disk are ten seconds.
    recovery_init_sync_method: tellsOfAll() ? 'syncfs' : 'fsync',
    synchronous_commit: durable ? 'on' : 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    jit: 'off',
    // Details quote what people typed; the log keeps the message and the statement's text only.
    log_error_verbosity: 'terse',
    ...more,
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`])

const openLog = (file: string): number => {
  if (existsSync(file) && statSync(file).size > LOG_BYTES_MAX) renameSync(file, `${file}.1`)
  return openSync(file, 'a', 0o600)
}

/** Whether the server answers with our password: yes, not yet (starting or recovering), or never. */
export const answers = async (url: string): Promise<'yes' | 'not-yet' | 'refused'> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('select 1')
    return 'yes'
  } catch (error) {
    return error instanceof pg.DatabaseError && error.code !== '57P03' ? 'refused' : 'not-yet'
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** The server's shortest way from here: its socket when it answers there, else TCP. */
export const nearestUrl = async (data: string, port: number, password: string, database: string): Promise<string> => {
  const host = socketHost(data, port)
  if (host === undefined) return urlOf(port, password, database)
  const url = urlOf(port, password, database, host)
  return (await answers(url)) === 'yes' ? url : urlOf(port, password, database)
}

const spawned = async (
  bin: string,
  account: Account,
  data: string,
  log: string,
  port: number,
  durable: boolean,
  more: Readonly<Record<string, string>>,
): Promise<number> => {
  const sockets = freshSockets(data, account)
  const out = openLog(log)
  // Of a session of its own: Ctrl-C in the terminal is for Linli, which then stops its server in order.
  const child = spawn(join(bin, 'postgres'), ['-D', data, ...settings(port, sockets, durable, more)], {
    ...account,
    cwd: '/',
    env: environment,
    detached: true,
    stdio: ['ignore', out, out],
  })
  closeSync(out)
  const pid = await new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('spawn', () => resolve(child.pid ?? 0))
  })
  child.unref()
  return pid
}

/** What a start may be given besides. */
export type Launch = {
  /** The port to keep (after a crash, so that pools find it again); without it a free one. */
  readonly port?: number | undefined
  /** Server settings that win over ours. */
  readonly settings?: Readonly<Record<string, string>>
  /** A recovery that replays days of log takes its time. */
  readonly startMsMax?: number
}

/** Starts the server and waits until it answers, recovery included. */
export const launch = async (
  bin: string,
  account: Account,
  data: string,
  log: string,
  password: string,
  durable: boolean,
  { port, settings: more = {}, startMsMax = START_MS_MAX }: Launch = {},
): Promise<Running> => {
  for (let tries = 1; tries <= PORT_TRIES_MAX; tries++) {
    forgetStale(data)
    const at = port ?? (await freePort())
    const pid = await spawned(bin, account, data, log, at, durable, more)
    for (let waited = 0; waited < startMsMax && alive(pid); waited += POLL_MS) {
      if ((await answers(urlOf(at, password, 'postgres'))) === 'yes') return { pid, port: at }
      await wait(POLL_MS)
    }
    // The port was taken meanwhile, or backends of a killed server still hold its memory for a moment.
    if (alive(pid)) await shutDown(pid)
    await wait(200 * tries)
  }
  throw new Error(`PostgreSQL 没有启动,原因见日志 ${log}`)
}

/** Fast shutdown: open transactions are rolled back, everything committed is on disk. */
export const shutDown = async (pid: number): Promise<void> => {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (!alive(pid)) return
    process.kill(pid, signal)
    for (let waited = 0; waited < STOP_MS_MAX && alive(pid); waited += POLL_MS) await wait(POLL_MS)
  }
  if (alive(pid)) throw new Error(`PostgreSQL (pid ${pid}) 没有停止`)
}
