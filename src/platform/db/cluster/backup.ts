import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { chmod, chown, copyFile, lstat, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { serverAccount } from './account.ts'
import { clusterHome } from './home.ts'

/** One file of a backup; `path` is relative to its folder. */
export type BackedUp = { readonly path: string; readonly size: number; readonly sha256: string }

export type Copied = {
  readonly files: readonly BackedUp[]
  /** Log positions between which the copy was made; it is consistent from `end` on. */
  readonly start: string
  readonly end: string
  /** The first piece of log that the copy needs, and the moment from which on it is consistent, by the server's clock. */
  readonly first: string
  readonly ended: string
  readonly postgres: string
}

/** A copy cannot be made or used, for a reason an operator can do something about. */
export class BackupError extends Error {
  override readonly name = 'BackupError'
}

/** Contents the server makes anew, or that would be wrong in a copy: PostgreSQL 15, "Making a base backup", low-level API. */
const EMPTIED: ReadonlySet<string> = new Set([
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
])
const LEFT_OUT = /^(postmaster\.(pid|opts)|backup_label|tablespace_map|pg_internal\.init)$|^pgsql_tmp/
const CHUNK = 1024 * 1024

const isGone = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'

/** Copies what can be read at this moment, forces it to disk and says what was written. Gone meanwhile: undefined. */
const copied = async (from: string, to: string, path: string): Promise<BackedUp | undefined> => {
  const source = await open(from, 'r').catch(error => (isGone(error) ? undefined : Promise.reject(error)))
  if (source === undefined) return undefined
  const target = await open(to, 'w', 0o600)
  const hash = createHash('sha256')
  const piece = Buffer.allocUnsafe(CHUNK)
  let size = 0
  try {
    for (;;) {
      const { bytesRead } = await source.read(piece, 0, CHUNK, size)
      if (bytesRead === 0) break
      hash.update(piece.subarray(0, bytesRead))
      await target.write(piece, 0, bytesRead, size)
      size += bytesRead
    }
    await target.sync()
  } finally {
    await source.close()
    await target.close()
  }
  return { path, size, sha256: hash.digest('hex') }
}

const copyTree = async (from: string, to: string, path: string): Promise<readonly BackedUp[]> => {
  await mkdir(join(to, path), { recursive: true, mode: 0o700 })
  if (EMPTIED.has(path)) return []
  const files: BackedUp[] = []
  const entries = await readdir(join(from, path), { withFileTypes: true }).catch(error =>
    isGone(error) ? [] : Promise.reject(error),
  )
  for (const entry of entries) {
    if (LEFT_OUT.test(entry.name)) continue
    const inner = path === '' ? entry.name : `${path}/${entry.name}`
    if (entry.isSymbolicLink())
      throw new BackupError(`数据库目录中有链接 ${inner}:表空间不能这样备份,请用 pg_basebackup。`)
    if (entry.isDirectory()) files.push(...(await copyTree(from, to, inner)))
    else {
      const file = await copied(join(from, inner), join(to, inner), inner)
      if (file !== undefined) files.push(file)
    }
  }
  return files
}

const written = async (folder: string, path: string, text: string): Promise<BackedUp> => {
  await writeFile(join(folder, path), text, { mode: 0o600, flush: true })
  return { path, size: Buffer.byteLength(text), sha256: createHash('sha256').update(text).digest('hex') }
}

/** Write-ahead log from the first segment needed to the last, and the histories of timelines. */
const copyLog = async (from: string, to: string, first: string, last: string): Promise<readonly BackedUp[]> => {
  const files: BackedUp[] = []
  for (const name of (await readdir(join(from, 'pg_wal'))).toSorted()) {
    const needed = /^[0-9A-F]{24}$/.test(name) ? name >= first && name <= last : name.endsWith('.history')
    const file = needed
      ? await copied(join(from, 'pg_wal', name), join(to, 'pg_wal', name), `pg_wal/${name}`)
      : undefined
    if (file !== undefined) files.push(file)
  }
  if (!files.some(({ path }) => path === `pg_wal/${last}`))
    throw new BackupError('备份期间的日志段不全,这次备份不能用。请重试。')
  return files
}

/**
 * Copies a running private cluster into `to`, a folder that does not exist, while it goes on serving. The copy recovers
 * by itself when a server is started on it, to a state at or after the end of the copying.
 *
 * @param url of the running cluster, its owner
 * @param data its data folder
 * @throws BackupError
 */
export const copyCluster = async (url: string, data: string, to: string): Promise<Copied> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const one = async <R extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<R> => {
    const [row] = (await client.query<R>(text, [...values])).rows
    if (row === undefined) throw new Error('one row was expected')
    return row
  }
  try {
    // The slot keeps the log that the copy needs; it goes with this connection, also when we are killed.
    await one(`select pg_create_physical_replication_slot($1, true, true)`, [`linli_backup_${process.pid}`])
    const { lsn: start, first } = await one<{ lsn: string; first: string }>(
      `select lsn, pg_walfile_name(lsn) as first from pg_backup_start('linli', true) as lsn`,
    )
    const files = [...(await copyTree(data, to, ''))]
    const {
      lsn: end,
      labelfile,
      last,
    } = await one<{ lsn: string; labelfile: string; last: string }>(
      `select lsn, labelfile, pg_walfile_name(lsn) as last from pg_backup_stop(false)`,
    )
    files.push(...(await copyLog(data, to, first, last)))
    files.push(await written(to, 'backup_label', labelfile))
    const { version, ended } = await one<{ version: string; ended: string }>(
      `select current_setting('server_version') as version,
         to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as ended`,
    )
    return { files, start, end, first, ended, postgres: version }
  } finally {
    await client.end()
  }
}

/** Where the private cluster of a data folder lies: its own folder, and the server's data in it. */
export const clusterFolder = (data: string): { readonly home: string; readonly data: string } => {
  const home = clusterHome(data, serverAccount()).folder
  return { home, data: join(home, 'data') }
}

const sha256Of = async (path: string): Promise<string> => {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece)
  return hash.digest('hex')
}

/** What is wrong with the files of a copy, in words, at most `most` lines: missing, of another size, altered. */
export const faultsOf = async (folder: string, files: readonly BackedUp[], most = 20): Promise<readonly string[]> => {
  const faults: string[] = []
  for (const { path, size, sha256 } of files) {
    if (faults.length >= most) break
    const found = await lstat(join(folder, path)).catch(() => undefined)
    if (found === undefined) faults.push(`缺少文件 ${path}`)
    else if (found.size !== size) faults.push(`${path} 应为 ${size} 字节,实为 ${found.size}`)
    else if ((await sha256Of(join(folder, path))) !== sha256) faults.push(`${path} 的内容变了`)
  }
  return faults
}

const EMPTY_FOLDERS = ['pg_wal/archive_status', ...EMPTIED] as const

/**
 * Puts a copy where the private cluster of `data` will look for it. Nothing is overwritten, and until the copy is
 * whole it bears another name.
 * @throws BackupError when a cluster is there already
 */
export const putBack = async (folder: string, files: readonly BackedUp[], data: string): Promise<void> => {
  const account = serverAccount()
  const { home, data: final } = clusterFolder(data)
  if (existsSync(final)) throw new BackupError(`${data} 里已经有数据库。恢复只写进空的数据目录,请用 --data 另指一个。`)
  const making = join(home, 'data.new')
  await rm(making, { recursive: true, force: true })
  const own = async (path: string): Promise<void> => {
    if (account !== undefined) await chown(path, account.uid, account.gid)
  }
  const made = new Set<string>()
  const folderAt = async (path: string): Promise<void> => {
    if (made.has(path)) return
    if (path !== '.') await folderAt(dirname(path))
    made.add(path)
    await mkdir(join(making, path), { recursive: true, mode: 0o700 })
    await own(join(making, path))
  }
  for (const path of EMPTY_FOLDERS) await folderAt(path)
  // Folders without files, such as pg_tblspc, are part of what a server needs.
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (entry.isDirectory()) await folderAt(join(entry.parentPath, entry.name).slice(folder.length + 1))
  for (const { path } of files) {
    await folderAt(dirname(path))
    await copyFile(join(folder, path), join(making, path))
    await chmod(join(making, path), 0o600)
    await own(join(making, path))
  }
  await rename(making, final)
}

/** The password with which the copied cluster's owner signs in; it belongs to the copy. */
export const passwordOf = (data: string): Promise<string> =>
  readFile(join(clusterFolder(data).home, 'password'), 'utf8')

export const setPasswordOf = (data: string, password: string): Promise<void> =>
  writeFile(join(clusterFolder(data).home, 'password'), password, { mode: 0o600 })
