import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, open, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Instant, instant, isoOf } from '../../kernel/time.ts'
import { cityOf } from '../../platform/db/city-db.ts'
import { BackupError, clusterFolder, faultsOf } from '../../platform/db/cluster/backup.ts'
import { startCluster } from '../../platform/db/cluster/cluster.ts'
import { openDatabase } from '../../platform/db/database.ts'
import { openPool } from '../../platform/db/pool.ts'
import { rolesOf } from '../../platform/db/roles.ts'
import { findTool, toolConnection } from '../../platform/db/tools.ts'
import { type PublicDb, sql } from '../../platform/db/types.ts'
import { ensureRoles } from '../../platform/db/walls.ts'
import { type CityCheck, checkCity, factsOfAll } from './facts.ts'
import type { From } from './make.ts'
import { DUMP, DUMP_FILE, type DumpManifest, wholeOrNothing } from './manifest.ts'

const VERSION = sql(
  'backup.version',
  "select current_setting('server_version') as version, current_setting('server_version_num')::int / 10000 as major",
)
const EMPTY = sql(
  'backup.empty',
  "select not exists (select from pg_class as c join pg_namespace as n on n.oid = c.relnamespace where n.nspname = 'public') as empty",
)
const OUTPUT_BYTES_MAX = 16 * 1024 * 1024

const versionOf = (db: PublicDb): Promise<{ version: string; major: number }> => db.one(VERSION)

const shown = (url: string): string => toolConnection(url).url

const tool = async (name: string, major: number, byHand: string): Promise<string> => {
  const program = await findTool(name, major, process.env.LINLI_PG_BIN)
  if (program !== undefined) return program
  throw new BackupError(
    `本机没有 ${name}(需要 ${major} 或更新的版本;已找过 LINLI_PG_BIN、/usr/lib/postgresql 和 PATH)。` +
      `请安装 postgresql-client-${major},或在有它的机器上运行:\n  ${byHand}\n做法见 docs/recipes/back-up-and-restore.md。`,
  )
}

const run = async (program: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<void> => {
  try {
    await promisify(execFile)(program, [...args], {
      env: { PATH: '/usr/bin:/bin', ...env },
      maxBuffer: OUTPUT_BYTES_MAX,
    })
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error)
    throw new BackupError(`${program} 失败:\n${said.slice(-2_000)}`)
  }
}

const sha256Of = async (path: string): Promise<string> => {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece)
  return hash.digest('hex')
}

/**
 * Backs a given database up with its own `pg_dump`, while it serves. The facts of the cities are taken before, so the
 * dump holds at least these.
 * @throws BackupError in words what to run when the program is not here
 */
export const backUpGiven = async (
  { url, database }: Omit<From, 'data'>,
  target: string,
  now: Instant,
): Promise<DumpManifest> => {
  const { version, major } = await versionOf(database.publicDb)
  const program = await tool('pg_dump', major, `pg_dump --format=custom --file=${DUMP_FILE} '${shown(url)}'`)
  return wholeOrNothing(target, async making => {
    const cities = await factsOfAll(database)
    const file = join(making, DUMP_FILE)
    const connection = toolConnection(url)
    await run(
      program,
      ['--format=custom', '--no-owner', `--file=${file}`, `--dbname=${connection.url}`],
      connection.env,
    )
    const handle = await open(file, 'r+')
    await handle.sync().finally(() => handle.close())
    const { size } = await stat(file)
    const files = [{ path: DUMP_FILE, size, sha256: await sha256Of(file) }]
    return { format: DUMP, at: isoOf(now), postgres: version, cities, files }
  })
}

/** A dump names the roles of its cities and does not hold them: they belong to the server. */
const makeRoles = async (url: string, cities: DumpManifest['cities']): Promise<void> => {
  const pool = openPool(url, { max: 1 })
  try {
    for (const { code } of cities) {
      const { schema } = cityOf(code)
      if (!(await ensureRoles(pool, schema)))
        throw new BackupError(
          `所给的登录名不能建数据库角色。请数据库管理员先执行: ${rolesOf(schema)
            .map(role => `create role ${role} nologin;`)
            .join(' ')}`,
        )
    }
  } finally {
    await pool.end()
  }
}

/**
 * Puts a dump into an empty database and compares.
 * @throws BackupError when the dump is damaged or the database is not empty
 */
export const restoreGiven = async (folder: string, told: DumpManifest, url: string): Promise<readonly CityCheck[]> => {
  const faults = await faultsOf(folder, told.files)
  if (faults.length > 0) throw new BackupError(`备份已损坏,不能恢复:\n${faults.join('\n')}\n请换一份备份。`)
  const database = openDatabase(url, { max: 4 })
  try {
    const { major } = await versionOf(database.publicDb)
    const { empty } = await database.publicDb.one<{ empty: boolean }>(EMPTY)
    if (!empty) throw new BackupError('所给的数据库不是空的。恢复只写进空的数据库,请另建一个。')
    const program = await tool('pg_restore', major, `pg_restore --no-owner --dbname='${shown(url)}' ${DUMP_FILE}`)
    await makeRoles(url, told.cities)
    const connection = toolConnection(url)
    const args = ['--no-owner', '--exit-on-error', `--dbname=${connection.url}`, join(folder, DUMP_FILE)]
    await run(program, args, connection.env)
    const checks: CityCheck[] = []
    for (const was of told.cities)
      checks.push(await checkCity(database.city(was.code), was, instant(Date.parse(told.at))))
    return checks
  } finally {
    await database.close()
  }
}

/** Puts a dump into a private database of its own for the time of comparing. */
export const verifyGiven = async (
  folder: string,
  told: DumpManifest,
  say: (line: string) => void,
): Promise<readonly CityCheck[]> => {
  const scratch = await mkdtemp(join(tmpdir(), 'linli-verify-'))
  const { home } = clusterFolder(scratch)
  try {
    const cluster = await startCluster({ data: scratch, binaries: process.env.LINLI_PG_BIN, say })
    try {
      return await restoreGiven(folder, told, cluster.url)
    } finally {
      await cluster.stop()
    }
  } finally {
    await rm(home, { recursive: true, force: true })
    await rm(scratch, { recursive: true, force: true })
  }
}
