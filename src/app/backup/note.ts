import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const made = z.object({ at: z.string(), folder: z.string(), bytes: z.number().int() })
const verified = z.object({ at: z.string(), sound: z.boolean() })

export type MadeBackup = z.output<typeof made>
export type VerifiedBackup = z.output<typeof verified>

const LAST = 'last-backup.json'
const VERIFIED = 'verified.json'

const read = async <T>(file: string, shape: z.ZodType<T>): Promise<T | undefined> => {
  if (!existsSync(file)) return undefined
  try {
    return shape.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    return undefined
  }
}

/** Notes in the data folder which backup was made last, for `doctor`, the metrics and the console. */
export const noteBackup = (data: string, backup: MadeBackup): Promise<void> =>
  writeFile(join(data, LAST), `${JSON.stringify(backup)}\n`, { mode: 0o600 })

export const lastBackup = (data: string): Promise<MadeBackup | undefined> => read(join(data, LAST), made)

/** Notes beside a backup, or in an archive, when it was tried out last. A shelf that cannot be written stays as it is. */
export const noteVerified = (folder: string, outcome: VerifiedBackup): Promise<void> =>
  writeFile(join(folder, VERIFIED), `${JSON.stringify(outcome)}\n`, { mode: 0o600 }).catch(() => undefined)

export const lastVerified = (folder: string): Promise<VerifiedBackup | undefined> =>
  read(join(folder, VERIFIED), verified)
