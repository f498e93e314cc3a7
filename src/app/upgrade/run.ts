import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { noteUpgraded, recordUpgrade } from '../../features/operations/index.ts'
import { type Instant, instant, isoOf } from '../../kernel/time.ts'
import { archiveOf } from '../../platform/db/cluster/archive.ts'
import { clusterFolder } from '../../platform/db/cluster/backup.ts'
import { openDatabase } from '../../platform/db/database.ts'
import { migrate } from '../../platform/db/migrate.ts'
import type { Database } from '../../platform/db/types.ts'
import { backUpGiven } from '../backup/dump.ts'
import { backUp, backUpBase } from '../backup/make.ts'
import { noteBackup } from '../backup/note.ts'
import { examine } from '../doctor.ts'
import { databaseBytes, freeBytes } from '../health/machine.ts'
import { openServer } from '../installation.ts'
import { modules } from '../modules.ts'
import type { Settings } from '../settings.ts'
import { ROOT } from '../version.ts'
import { faultsOfCode, PackageError } from './package.ts'
import { type Plan, planOf } from './plan.ts'

export type UpgradeOptions = {
  readonly dryRun: boolean
  /** Where the backup before the steps goes. */
  readonly backup: string | undefined
  /** The operator has made one by other means. */
  readonly ownBackup: boolean
  /** Go on although the check-up found something wrong. */
  readonly despite: boolean
  readonly say: (line: string) => void
}

export type Upgraded = Plan & { readonly backup: string | null; readonly done: boolean }

const KEEP_DAYS = 14
/** A copy is as large as the database, and its log comes on top. */
const ROOM_TIMES = 1.2
const MEGABYTE = 1024 * 1024

const stamp = (now: Instant): string => isoOf(now).slice(0, 19).replaceAll(':', '-')

const checkCode = async (say: UpgradeOptions['say']): Promise<void> => {
  const faults = await faultsOfCode(ROOT)
  if (faults === undefined) say('代码来自源码目录,没有清单可核对。')
  else if (faults.length > 0)
    throw new PackageError(`代码与安装包的清单不符:\n${faults.join('\n')}\n请重新安装这个版本。`)
  else say('代码与安装包的清单一致。')
}

const checkUp = async (settings: Settings, { despite, say }: UpgradeOptions): Promise<void> => {
  const wrong = (await examine(settings)).filter(({ health }) => health === 'fail')
  for (const { what, found, next } of wrong) say(`✖ ${what}: ${found}\n    怎么办: ${next}`)
  if (wrong.length > 0 && !despite) throw new PackageError('体检有问题,先处理再升级;确知无关时加 --despite-doctor。')
}

type Way = { readonly kind: 'own' | 'base' | 'copy' | 'dump'; readonly folder: string }

/** Into the archive when the log is kept, else into a folder of its own. */
const wayOf = (settings: Settings, { backup, ownBackup }: UpgradeOptions, now: Instant): Way => {
  if (ownBackup) return { kind: 'own', folder: '' }
  const given = settings.databaseUrl !== undefined
  const archive = given || backup !== undefined ? undefined : archiveOf(clusterFolder(settings.data).home)
  if (archive !== undefined) return { kind: 'base', folder: archive }
  const folder = backup ?? join(settings.data, 'before-upgrade', stamp(now))
  return { kind: given ? 'dump' : 'copy', folder }
}

const nearest = (folder: string): string => (existsSync(folder) ? folder : nearest(dirname(folder)))

const checkRoom = async (database: Database, { kind, folder }: Way): Promise<void> => {
  if (kind === 'own') return
  const needed = (await databaseBytes(database.publicDb)) * ROOM_TIMES
  const free = (await freeBytes(nearest(folder))) ?? 0
  if (free < needed)
    throw new PackageError(
      `备份约需 ${Math.ceil(needed / MEGABYTE)} MB,${folder} 所在的盘只剩 ${Math.floor(free / MEGABYTE)} MB。请用 --backup 另指一个目录。`,
    )
}

const backUpFirst = async (
  from: { readonly url: string; readonly database: Database; readonly data: string },
  { kind, folder }: Way,
  now: Instant,
): Promise<string | null> => {
  if (kind === 'own') return null
  if (kind === 'base') {
    const based = await backUpBase(from, folder, KEEP_DAYS, now)
    await noteBackup(from.data, {
      at: isoOf(now),
      folder,
      bytes: based.told.files.reduce((sum, { size }) => sum + size, 0),
    })
    return based.folder
  }
  await mkdir(dirname(folder), { recursive: true, mode: 0o700 })
  const told = kind === 'dump' ? await backUpGiven(from, folder, now) : await backUp(from, folder, now)
  await noteBackup(from.data, { at: isoOf(now), folder, bytes: told.files.reduce((sum, { size }) => sum + size, 0) })
  return folder
}

/** Everything is looked at before anything is changed. @throws PackageError with what to do */
const looked = async (settings: Settings, url: string, database: Database, options: UpgradeOptions): Promise<Plan> => {
  const plan = await planOf(url, database)
  if (plan.unknown.length > 0)
    throw new PackageError(
      `数据库已由更新的版本(${plan.from ?? '未知'})升级过,这个版本(${plan.to})不认识其中 ${plan.unknown.length} 步:` +
        `${plan.unknown.slice(0, 5).join('、')}。请用更新的版本,或从升级前的备份恢复到另一处。`,
    )
  await checkCode(options.say)
  await checkUp(settings, options)
  return plan
}

/**
 * Brings the database of an installation to this version: looks, backs up, applies what waits, and records it. It runs
 * beside the server of the version before; nothing is restarted.
 * @throws PackageError, BackupError, MigrationError in words
 */
export const upgrade = async (settings: Settings, options: UpgradeOptions): Promise<Upgraded> => {
  const now = instant(Date.now())
  const { url, cluster } = await openServer(settings, { beside: true, say: options.say })
  const database = openDatabase(url, { max: 4 })
  try {
    const plan = await looked(settings, url, database, options)
    const way = wayOf(settings, options, now)
    await checkRoom(database, way)
    if (options.dryRun) return { ...plan, backup: way.kind === 'own' ? null : way.folder, done: false }
    const backup = await backUpFirst({ url, database, data: settings.data }, way, now)
    if (backup !== null) options.say(`已备份到 ${backup}`)
    const applied = await migrate(url, modules)
    const steps = applied.map(({ scope, module, name }) => `${scope} ${module}/${name}`)
    await noteUpgraded(database.publicDb, { ...plan, steps, backup }, now)
    for (const { code } of await database.cities())
      await database
        .city(code)
        .tx(tx => recordUpgrade(tx, { ...plan, steps: applied.map(step => `${step.module}/${step.name}`) }, now))
    return { ...plan, steps, backup, done: true }
  } finally {
    await database.close()
    await cluster?.stop()
  }
}
