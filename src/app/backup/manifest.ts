import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { BackupError } from '../../platform/db/cluster/backup.ts'
import { cityFacts } from './facts.ts'

/** A copy of the private cluster. */
export const COPY = 'linli-backup/1'
/** A dump of a given database. */
export const DUMP = 'linli-dump/1'
const FILE = 'manifest.json'
export const CLUSTER = 'cluster'
export const DUMP_FILE = 'linli.dump'

const common = {
  at: z.string(),
  postgres: z.string(),
  cities: z.array(cityFacts),
  files: z.array(z.object({ path: z.string(), size: z.number().int(), sha256: z.string() })),
}

const copy = z.object({
  format: z.literal(COPY),
  start: z.string(),
  end: z.string(),
  password: z.string(),
  /** First piece of log needed, and the moment from which on the copy is consistent. Older copies do not say. */
  first: z.string().optional(),
  ended: z.string().optional(),
  ...common,
})
const dump = z.object({ format: z.literal(DUMP), ...common })
const manifest = z.discriminatedUnion('format', [copy, dump])

export type CopyManifest = z.output<typeof copy>
export type DumpManifest = z.output<typeof dump>
export type Manifest = z.output<typeof manifest>

/** The description of a backup. @throws BackupError when the folder is none, or one of a newer Linli */
export const manifestOf = async (folder: string): Promise<Manifest> => {
  const text = await readFile(join(folder, FILE), 'utf8').catch(() => undefined)
  if (text === undefined) {
    const half = existsSync(`${folder}.new`) ? '有一次没有做完的备份(.new),它不能用。' : ''
    throw new BackupError(`${folder} 不是备份:没有 ${FILE}。${half}请指到 ./linli backup 写出的目录。`)
  }
  try {
    return manifest.parse(JSON.parse(text))
  } catch {
    throw new BackupError(`${folder}/${FILE} 读不懂:已损坏,或由更新的邻里写成。请换一份备份,或升级后再试。`)
  }
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

/** Fills a folder beside `target`, describes it, and gives it its name when it is whole; else nothing is left. */
export const wholeOrNothing = async <M extends Manifest>(
  target: string,
  fill: (making: string) => Promise<M>,
): Promise<M> => {
  const making = await emptyTarget(target)
  try {
    const told = await fill(making)
    await writeFile(join(making, FILE), `${JSON.stringify(told, null, 1)}\n`, { mode: 0o600, flush: true })
    await rm(target, { recursive: true, force: true })
    await rename(making, target)
    return told
  } catch (error) {
    await rm(making, { recursive: true, force: true })
    throw error
  }
}
