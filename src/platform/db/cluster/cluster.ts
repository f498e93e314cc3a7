import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { type Account, serverAccount } from './account.ts'
import { archiveSettings, chosenArchive } from './archive.ts'
import { type Binaries, findBinaries, MAJOR_MIN } from './binaries.ts'
import { clusterHome, type Home } from './home.ts'
import { lockFolder } from './lock.ts'
import { alive, answers, initialise, launch, nearestUrl, type Running, runningOn, shutDown, urlOf } from './server.ts'

export type ClusterOptions = {
  /** The data folder of Linli; the cluster goes to `postgres` in it, or to a folder the server can reach. */
  readonly data: string
  /** False only for tests: nothing is then forced to disk. */
  readonly durable?: boolean
  /** `embedded`, or a folder of server binaries, instead of the search. */
  readonly binaries?: string | undefined
  /** Where the log is kept for restoring any moment; `off` ends it, and without a wish the last one holds. */
  readonly archive?: string | undefined
  /** Server settings for this start only: those of a recovery. */
  readonly recovery?: { readonly settings: Readonly<Record<string, string>>; readonly startMsMax: number }
  /** Hears, in words, what an operator should know. */
  readonly say?: (line: string) => void
}

export type Cluster = {
  /** Of the database `linli`; the password is in it, so it is not for logs. */
  readonly url: string
  readonly home: Home
  readonly binaries: Binaries
  /** The server's process; another one after a crash. */
  readonly pid: () => number
  /** How it came up: made now, started, or found running after its Linli had been killed. */
  readonly began: 'created' | 'started' | 'adopted'
  /** Stops the server and frees the folder. */
  readonly stop: () => Promise<void>
}

const DATABASE = 'linli'
const WATCH_MS = 500

const passwordIn = (home: string): string => {
  const file = join(home, 'password')
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 })
  return readFileSync(file, 'utf8').trim()
}

/** Into a folder of another name first: a data folder that bears its name is complete. */
const create = (bin: string, account: Account, home: string, password: string, durable: boolean): void => {
  const [making, passwordFile] = [join(home, 'data.new'), join(home, 'password.new')]
  rmSync(making, { recursive: true, force: true })
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (account !== undefined) chownSync(passwordFile, account.uid, account.gid)
  try {
    initialise(bin, account, making, passwordFile, durable)
  } finally {
    rmSync(passwordFile, { force: true })
  }
  renameSync(making, join(home, 'data'))
}

const majorIn = (data: string): number | undefined => {
  const file = join(data, 'PG_VERSION')
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) : undefined
}

/**
 * A page's first change after a checkpoint goes to the log whole: compressed, where the server was built for it. Said of
 * the database, for a server that cannot would not start with it on its command line.
 */
const COMPRESSING = `select 'lz4' = any (setting.enumvals) as able,
    exists (select from pg_db_role_setting as said join pg_database as base on base.oid = said.setdatabase
      where base.datname = $1 and 'wal_compression=lz4' = any (said.setconfig)) as done
  from pg_settings as setting where setting.name = 'wal_compression'`

const ensureDatabase = async (port: number, password: string): Promise<void> => {
  const client = new pg.Client({ connectionString: urlOf(port, password, 'postgres') })
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE])
    if (rowCount === 0) await client.query(`create database ${DATABASE}`)
    const { rows } = await client.query<{ able: boolean; done: boolean }>(COMPRESSING, [DATABASE])
    if (rows[0]?.able === true && !rows[0].done)
      await client.query(`alter database ${DATABASE} set wal_compression = 'lz4'`)
  } finally {
    await client.end()
  }
}

/** How the running server keeps its log. */
const keepsBy = async (url: string): Promise<string> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query("select current_setting('archive_command') as command")
    return String(rows[0]?.command)
  } finally {
    await client.end()
  }
}

/** A server left over by a killed Linli is taken over when it answers and keeps its log as is wished, else stopped. */
const adopt = async (data: string, password: string, command: string | undefined): Promise<Running | undefined> => {
  const orphan = runningOn(data)
  if (orphan === undefined) return undefined
  const url = urlOf(orphan.port, password, 'postgres')
  if ((await answers(url)) === 'yes' && (command ?? '(disabled)') === (await keepsBy(url))) return orphan
  await shutDown(orphan.pid)
  return undefined
}

const missing = (wanted: number | undefined): Error =>
  new Error(
    wanted === undefined
      ? `没有找到 PostgreSQL ${MAJOR_MIN} 或更新的服务端程序。请安装 postgresql(apt-get install postgresql),或设 DATABASE_URL。`
      : `数据目录属于 PostgreSQL ${wanted},本机没有这个版本的服务端程序。请安装它,或用 DATABASE_URL 指向已升级的数据库。`,
  )

/**
 * The database of a data folder whose Linli is running, for verbs used beside it; undefined when none runs.
 */
export const runningCluster = async (folder: string): Promise<string | undefined> => {
  const home = clusterHome(folder, serverAccount()).folder
  if (!existsSync(join(home, 'password'))) return undefined
  const data = join(realpathSync(home), 'data')
  const running = runningOn(data)
  if (running === undefined) return undefined
  const url = await nearestUrl(data, running.port, passwordIn(home), DATABASE)
  return (await answers(url)) === 'yes' ? url : undefined
}

/**
 * The private PostgreSQL of a data folder: found or made, started or taken over, watched, and stopped with `stop`.
 * Whatever was killed with `kill -9`, Linli or the server, the next start recovers without help.
 * @throws ClusterInUse when another Linli keeps the folder
 */
export const startCluster = async (options: ClusterOptions): Promise<Cluster> => {
  const { durable = true, say = () => undefined } = options
  const account = serverAccount()
  const home = clusterHome(options.data, account)
  const folder = realpathSync(home.folder)
  const lock = await lockFolder(folder)
  try {
    const data = join(folder, 'data')
    if (home.moved) say(`数据目录 ${options.data} 不能由 PostgreSQL 的账户进入,数据库放在 ${folder}`)
    const wanted = majorIn(data)
    const binaries = await findBinaries(account, wanted, folder, options.binaries)
    if (binaries === undefined) throw missing(wanted)
    const password = passwordIn(folder)
    const log = join(folder, 'postgres.log')
    if (wanted === undefined) create(binaries.folder, account, folder, password, durable)
    const archive = archiveSettings(folder, chosenArchive(folder, account, options.archive))
    const orphan = await adopt(data, password, archive.archive_command)
    const { recovery } = options
    let running =
      orphan ??
      (await launch(binaries.folder, account, data, log, password, durable, {
        ...recovery,
        settings: { ...archive, ...recovery?.settings },
      }))
    const began = orphan !== undefined ? 'adopted' : wanted === undefined ? 'created' : 'started'
    await ensureDatabase(running.port, password)
    const url = await nearestUrl(data, running.port, password, DATABASE)

    let stopping = false
    let healing: Promise<void> = Promise.resolve()
    const heal = async (): Promise<void> => {
      say(`PostgreSQL (pid ${running.pid}) 意外停止,正在重新启动`)
      running = await launch(binaries.folder, account, data, log, password, durable, {
        port: running.port,
        settings: archive,
      })
      say(`PostgreSQL 已恢复 (pid ${running.pid})`)
    }
    let busy = false
    const watch = setInterval(() => {
      if (busy || stopping || alive(running.pid)) return
      busy = true
      healing = heal()
        .catch(error => say(String(error)))
        .finally(() => {
          busy = false
        })
    }, WATCH_MS)
    watch.unref()

    const stop = async (): Promise<void> => {
      if (stopping) return
      stopping = true
      clearInterval(watch)
      await healing
      await shutDown(running.pid)
      await lock.release()
    }
    return { url, home, binaries, pid: () => running.pid, began, stop }
  } catch (error) {
    await lock.release()
    throw error
  }
}
