import { existsSync } from 'node:fs'
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HOUR_MS, type Instant, instant, isoOf } from '../../kernel/time.ts'
import { serverAccount } from '../../platform/db/cluster/account.ts'
import { archiveAt, askRecovery, recoverySettings } from '../../platform/db/cluster/archive.ts'
import { BackupError, clusterFolder, faultsOf, putBack, setPasswordOf } from '../../platform/db/cluster/backup.ts'
import { startCluster } from '../../platform/db/cluster/cluster.ts'
import { openDatabase } from '../../platform/db/database.ts'
import { ts } from '../../platform/db/values.ts'
import { baseFor, gapsAfter, isArchive, piecesOf } from './archive.ts'
import { type CityCheck, checkCity } from './facts.ts'
import { readableLog } from './log-copy.ts'
import { CLUSTER, COPY, type CopyManifest, manifestOf } from './manifest.ts'

const RECOVERY_MS_MAX = 4 * HOUR_MS

const checkedFiles = async (folder: string, { files }: CopyManifest): Promise<void> => {
  const faults = await faultsOf(join(folder, CLUSTER), files)
  if (faults.length > 0) throw new BackupError(`备份已损坏,不能恢复:\n${faults.join('\n')}\n请换一份备份。`)
}

export type RestoreOptions = {
  readonly keys?: string | undefined
  /** Of an archive: the moment to go back to; undefined for as far as its log reaches. */
  readonly until?: Instant | undefined
  readonly say: (line: string) => void
}

type Source = { readonly folder: string; readonly told: CopyManifest; readonly archive: string | undefined }

const sourceOf = async (folder: string, until: Instant | undefined): Promise<Source> => {
  if (isArchive(folder)) {
    const base = await baseFor(folder, until)
    return { folder: base.folder, told: base.told, archive: folder }
  }
  if (until !== undefined)
    throw new BackupError(`${folder} 是一份单独的备份,没有日志,不能选时刻。请指到带 base 和 wal 的归档目录。`)
  const told = await manifestOf(folder)
  if (told.format !== COPY)
    throw new BackupError(`${folder} 是外部 PostgreSQL 的导出:请用 --database-url 指定一个空的数据库。`)
  return { folder, told, archive: undefined }
}

/** What the server said when it stopped short of the moment asked for. */
const shortOf = async (log: string, asked: Instant): Promise<BackupError | undefined> => {
  const text = await readFile(log, 'utf8').catch(() => '')
  if (!text.includes('recovery ended before configured recovery target was reached')) return undefined
  const last = text.match(/last completed transaction was at log time (.+)/g)?.at(-1) ?? '没有'
  return new BackupError(
    `归档里的日志到不了 ${isoOf(asked)},最后一笔写入: ${last.replace(/^.*log time /, '')}。` +
      '那之后没有写入,或日志还没有归档(最多等五分钟)。请用更早的时刻,或 --until latest。',
  )
}

/** Says what of the log is missing, before a long recovery stops there by itself. */
const wholeLog = async ({ archive, told }: Source): Promise<void> => {
  if (archive === undefined || told.first === undefined) return
  const pieces = await piecesOf(archive)
  const missing = pieces.length === 0 ? [] : gapsAfter(pieces, told.first)
  if (missing.length > 0)
    throw new BackupError(
      `归档的日志有缺口(第 ${missing.join('、')} 段),缺口之后的时刻不能恢复。请用 --until 指定缺口之前的时刻。`,
    )
}

/**
 * Puts a backup into an empty data folder and starts it once, which recovers it; of an archive, up to the moment asked
 * for. Then compares what is there with what was written down: journal root, rows, and every stored due and rate with
 * its facts. The server is stopped again.
 * @throws BackupError when the backup is damaged, the folder is not empty, or the log does not reach that far
 */
export const restore = async (folder: string, data: string, options: RestoreOptions): Promise<readonly CityCheck[]> => {
  const { keys, until, say } = options
  const source = await sourceOf(folder, until)
  const { told, archive } = source
  await checkedFiles(source.folder, told)
  if (until === undefined) await wholeLog(source)
  const account = serverAccount()
  await putBack(join(source.folder, CLUSTER), told.files, data)
  await setPasswordOf(data, told.password)
  if (keys !== undefined) {
    if (!existsSync(keys)) throw new BackupError(`没有密钥目录 ${keys}。`)
    await cp(keys, join(data, 'keys'), { recursive: true, errorOnExist: true, force: false })
  }
  const { home, data: final } = clusterFolder(data)
  const log = archive === undefined ? undefined : await readableLog(archiveAt(archive).wal, home, account)
  if (log !== undefined) askRecovery(final, account)
  try {
    const cluster = await startCluster({
      data,
      binaries: process.env.LINLI_PG_BIN,
      say,
      ...(log !== undefined && {
        recovery: {
          settings: recoverySettings(home, log.folder, until === undefined ? undefined : ts(until)),
          startMsMax: RECOVERY_MS_MAX,
        },
      }),
    })
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
  } catch (error) {
    throw (until === undefined ? undefined : await shortOf(join(home, 'postgres.log'), until)) ?? error
  } finally {
    await log?.forget()
  }
}

/** Restores a backup into a folder of its own, compares, and removes the folder. @throws BackupError */
export const verifyBackup = async (
  folder: string,
  options: Pick<RestoreOptions, 'until' | 'say'>,
): Promise<readonly CityCheck[]> => {
  const scratch = await mkdtemp(join(tmpdir(), 'linli-verify-'))
  let home: string | undefined
  try {
    home = clusterFolder(scratch).home
    return await restore(folder, scratch, options)
  } finally {
    if (home !== undefined) await rm(home, { recursive: true, force: true })
    await rm(scratch, { recursive: true, force: true })
  }
}
