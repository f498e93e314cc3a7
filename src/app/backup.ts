import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { recompute } from '../features/work-order/index.ts'
import { type Instant, instant, isoOf } from '../kernel/time.ts'
import {
  BackupError,
  clusterFolder,
  copyCluster,
  faultsOf,
  passwordOf,
  putBack,
  setPasswordOf,
} from '../platform/db/cluster/backup.ts'
import { startCluster } from '../platform/db/cluster/cluster.ts'
import { openDatabase } from '../platform/db/database.ts'
import { type CityDb, type Database, sql } from '../platform/db/types.ts'
import { audit } from '../platform/journal/audit.ts'
import { headRow } from '../platform/journal/log-store.ts'

const FORMAT = 'linli-backup/1'
const MANIFEST = 'manifest.json'
const CLUSTER = 'cluster'

const cityFacts = z.object({
  code: z.string(),
  /** The journal's head and the rows of each table when the copying began; the copy holds at least these. */
  size: z.number().int(),
  root: z.string(),
  rows: z.record(z.string(), z.number().int()),
  keys: z.string().nullable(),
})
type CityFacts = z.output<typeof cityFacts>

const manifest = z.object({
  format: z.literal(FORMAT),
  at: z.string(),
  postgres: z.string(),
  start: z.string(),
  end: z.string(),
  password: z.string(),
  cities: z.array(cityFacts),
  files: z.array(z.object({ path: z.string(), size: z.number().int(), sha256: z.string() })),
})
export type Manifest = z.output<typeof manifest>

const TABLES = sql(
  'backup.tables',
  `select table_name as name from information_schema.tables where table_schema = $1 and table_type = 'BASE TABLE' order by 1`,
)
const MARK = sql('backup.vault-mark', 'select fingerprint from city.vault_mark')

/** Tables whose rows come and go by themselves; the others only grow. */
const PASSING: ReadonlySet<string> = new Set([
  'code_quota',
  'delivery',
  'idempotency',
  'one_time_code',
  'outbox',
  'outbox_dead',
  'session',
  'sign_in_link',
  'sign_in_lock',
])

const rowsOf = async (db: CityDb): Promise<Record<string, number>> => {
  const tables = await db.rows<{ name: string }>(TABLES, [db.city.schema])
  const rows: Record<string, number> = {}
  for (const { name } of tables) {
    if (PASSING.has(name)) continue
    rows[name] = (
      await db.one<{ n: number }>(sql(`backup.n.${name}`.slice(0, 40), `select count(*) as n from city."${name}"`))
    ).n
  }
  return rows
}

const factsOf = async (db: CityDb): Promise<CityFacts> => {
  const { size, root } = await headRow(db)
  const mark = await db.maybe<{ fingerprint: string }>(MARK)
  return {
    code: db.city.code,
    size,
    root: root.toString('hex'),
    rows: await rowsOf(db),
    keys: mark?.fingerprint ?? null,
  }
}

const factsOfAll = async (database: Database): Promise<CityFacts[]> => {
  const all: CityFacts[] = []
  for (const { code } of await database.cities()) all.push(await factsOf(database.city(code)))
  return all
}

/** Everything was checked before anything is written: a folder that bears the name of a backup is a whole one. */
const emptyTarget = async (target: string): Promise<string> => {
  if (existsSync(target) && (await readdir(target)).length > 0)
    throw new BackupError(`${target} 不是空目录。每次备份用一个新目录,例如以日期命名。`)
  const making = `${resolve(target)}.new`
  // What a killed backup left is of no use to anybody.
  await rm(making, { recursive: true, force: true })
  await mkdir(making, { recursive: true, mode: 0o700 })
  return making
}

/**
 * Backs up the private cluster of a data folder while it serves. The keys are not in it: they belong elsewhere.
 * @param url of the running cluster  @throws BackupError
 */
export const backUp = async (
  from: { readonly url: string; readonly database: Database; readonly data: string },
  target: string,
  now: Instant,
): Promise<Manifest> => {
  const making = await emptyTarget(target)
  try {
    const cities = await factsOfAll(from.database)
    const copy = await copyCluster(from.url, clusterFolder(from.data).data, join(making, CLUSTER))
    const told: Manifest = {
      format: FORMAT,
      at: isoOf(now),
      postgres: copy.postgres,
      start: copy.start,
      end: copy.end,
      password: (await passwordOf(from.data)).trim(),
      cities,
      files: [...copy.files],
    }
    await writeFile(join(making, MANIFEST), `${JSON.stringify(told, null, 1)}\n`, { mode: 0o600, flush: true })
    await rm(target, { recursive: true, force: true })
    await rename(making, target)
    return told
  } catch (error) {
    await rm(making, { recursive: true, force: true })
    throw error
  }
}

/** The description of a backup. @throws BackupError when the folder is none, or one of a newer Linli */
export const manifestOf = async (folder: string): Promise<Manifest> => {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => undefined)
  if (text === undefined) {
    const half = existsSync(`${folder}.new`) ? '有一次没有做完的备份(.new),它不能用。' : ''
    throw new BackupError(`${folder} 不是备份:没有 ${MANIFEST}。${half}请指到 ./linli backup 写出的目录。`)
  }
  try {
    return manifest.parse(JSON.parse(text))
  } catch {
    throw new BackupError(`${folder}/${MANIFEST} 读不懂:已损坏,或由更新的邻里写成。请换一份备份,或升级后再试。`)
  }
}

const checkedFiles = async (folder: string, { files }: Manifest): Promise<void> => {
  const faults = await faultsOf(join(folder, CLUSTER), files)
  if (faults.length > 0) throw new BackupError(`备份已损坏,不能恢复:\n${faults.join('\n')}\n请换一份备份。`)
}

/** What a restored city shows beside what was written down of it. */
export type CityCheck = {
  readonly code: string
  readonly size: number
  /** The tree of the recorded size has the recorded root, and every later entry fits its hash. */
  readonly journal: boolean
  /** Tables with fewer rows than were recorded. */
  readonly missing: readonly string[]
  /** Differences between what is stored and what the facts give. */
  readonly differences: number
}

const checkCity = async (db: CityDb, was: CityFacts, now: Instant): Promise<CityCheck> => {
  const [whole, upTo] = [await audit(db), await audit(db, { size: was.size, root: Buffer.from(was.root, 'hex') })]
  const rows = await rowsOf(db)
  const missing = Object.entries(was.rows).flatMap(([table, count]) => ((rows[table] ?? 0) < count ? [table] : []))
  const { differences } = await recompute(db, now)
  return {
    code: was.code,
    size: whole.size,
    journal: whole.whole && whole.firstBad === null && upTo.whole,
    missing,
    differences,
  }
}

export const isSound = ({ journal, missing, differences }: CityCheck): boolean =>
  journal && missing.length === 0 && differences === 0

/**
 * Puts a backup into an empty data folder and starts it once, which recovers it; then compares what is there with what
 * was written down: journal root, rows, and every stored due and rate with its facts. The server is stopped again.
 * @throws BackupError when the backup is damaged or the folder is not empty
 */
export const restore = async (
  folder: string,
  data: string,
  options: { readonly keys?: string | undefined; readonly say: (line: string) => void },
): Promise<readonly CityCheck[]> => {
  const told = await manifestOf(folder)
  await checkedFiles(folder, told)
  await putBack(join(folder, CLUSTER), told.files, data)
  await setPasswordOf(data, told.password)
  if (options.keys !== undefined) {
    if (!existsSync(options.keys)) throw new BackupError(`没有密钥目录 ${options.keys}。`)
    await cp(options.keys, join(data, 'keys'), { recursive: true, errorOnExist: true, force: false })
  }
  const cluster = await startCluster({ data, binaries: process.env.LINLI_PG_BIN, say: options.say })
  const database = openDatabase(cluster.url)
  try {
    const checks: CityCheck[] = []
    for (const was of told.cities)
      checks.push(await checkCity(database.city(was.code), was, instant(Date.parse(told.at))))
    return checks
  } finally {
    await database.close()
    await cluster.stop()
  }
}

/** Restores a backup into a folder of its own, compares, and removes the folder. @throws BackupError */
export const verifyBackup = async (folder: string, say: (line: string) => void): Promise<readonly CityCheck[]> => {
  const scratch = await mkdtemp(join(tmpdir(), 'linli-verify-'))
  let home: string | undefined
  try {
    home = clusterFolder(scratch).home
    return await restore(folder, scratch, { say })
  } finally {
    if (home !== undefined) await rm(home, { recursive: true, force: true })
    await rm(scratch, { recursive: true, force: true })
  }
}
