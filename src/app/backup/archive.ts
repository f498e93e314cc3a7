import { existsSync } from 'node:fs'
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DAY_MS, type Instant, instant, isoOf, parseInstant } from '../../kernel/time.ts'
import { archiveAt } from '../../platform/db/cluster/archive.ts'
import { BackupError } from '../../platform/db/cluster/backup.ts'
import { COPY, type CopyManifest, manifestOf } from './manifest.ts'

/** A base backup of an archive; `ended` is the moment from which on it can be restored. */
export type Base = { readonly folder: string; readonly told: CopyManifest; readonly ended: Instant }

/** Whether a folder is an archive (log and bases) and not a single backup. */
export const isArchive = (folder: string): boolean => existsSync(archiveAt(folder).base)

/** The whole base backups of an archive, oldest first. */
export const basesOf = async (folder: string): Promise<readonly Base[]> => {
  const { base } = archiveAt(folder)
  const names = (await readdir(base).catch(() => [])).filter(name => /^[\dT-]+$/.test(name)).toSorted()
  const bases: Base[] = []
  for (const name of names) {
    const told = await manifestOf(join(base, name))
    if (told.format !== COPY || told.ended === undefined) continue
    const ended = parseInstant(told.ended)
    if (ended !== undefined) bases.push({ folder: join(base, name), told, ended })
  }
  return bases
}

/** The newest base that was consistent at a moment. @throws BackupError, with what can be restored instead */
export const baseFor = async (folder: string, until: Instant | undefined): Promise<Base> => {
  const bases = await basesOf(folder)
  const found = bases.findLast(({ ended }) => until === undefined || ended <= until)
  if (found !== undefined) return found
  const [oldest] = bases
  throw new BackupError(
    oldest === undefined
      ? `${folder} 里还没有基础备份。请先运行 ./linli backup --base。`
      : `最早只能恢复到 ${isoOf(oldest.ended)}:更早的基础备份没有,或已按保留天数清理。`,
  )
}

const SEGMENT = /^[0-9A-F]{24}\.gz$/
/** Pieces of log of one size, counted through; the first eight digits of a name are its timeline. */
const SEGMENTS_PER_LOG = 256
const numberOf = (name: string): number =>
  Number.parseInt(name.slice(8, 16), 16) * SEGMENTS_PER_LOG + Number.parseInt(name.slice(16, 24), 16)

/** The pieces of log an archive holds, by name. */
export const piecesOf = async (folder: string): Promise<readonly string[]> =>
  (await readdir(archiveAt(folder).wal).catch(() => [])).filter(name => SEGMENT.test(name)).toSorted()

/** Numbers of the pieces missing between the first one needed and the newest, at most `most`. */
export const gapsAfter = (pieces: readonly string[], first: string, most = 5): readonly number[] => {
  const numbers = new Set(pieces.map(numberOf))
  const newest = Math.max(...numbers)
  const gaps: number[] = []
  for (let n = numberOf(first); n < newest && gaps.length < most; n++) if (!numbers.has(n)) gaps.push(n)
  return gaps
}

const SYSTEM_FILE = 'system'

/** An archive is of one database: the log of another would never fit. @throws BackupError */
export const assureSystem = async (folder: string, id: string): Promise<void> => {
  const file = join(folder, SYSTEM_FILE)
  const known = existsSync(file) ? (await readFile(file, 'utf8')).trim() : undefined
  if (known === undefined) await writeFile(file, `${id}\n`, { mode: 0o600 })
  else if (known !== id) throw new BackupError(`${folder} 是另一个数据库的归档(${known})。请给这个数据库另指一个目录。`)
}

/**
 * Clears away what nobody needs any more. Kept are the bases of the last `keepDays` days and the newest one before
 * them, so that every moment of those days can be restored, and all log from the oldest kept base on.
 * @returns names of what was removed
 */
export const prune = async (folder: string, keepDays: number, now: Instant): Promise<readonly string[]> => {
  const { wal } = archiveAt(folder)
  const bases = await basesOf(folder)
  const since = instant(now - keepDays * DAY_MS)
  const oldestKept = Math.max(
    0,
    bases.findLastIndex(({ ended }) => ended < since),
  )
  const first = bases[oldestKept]?.told.first
  if (first === undefined) return []
  const removed: string[] = []
  for (const { folder: old } of bases.slice(0, oldestKept)) {
    // Under another name first: half a base must not look like one.
    await rename(old, `${old}.old`)
    await rm(`${old}.old`, { recursive: true, force: true })
    removed.push(old)
  }
  for (const name of await piecesOf(folder)) {
    if (numberOf(name) >= numberOf(first)) continue
    await rm(join(wal, name), { force: true })
    removed.push(name)
  }
  return removed
}
