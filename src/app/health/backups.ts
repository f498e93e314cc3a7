import { parseInstant } from '../../kernel/time.ts'
import type { PublicDb } from '../../platform/db/types.ts'
import type { Backups } from '../../platform/operation.ts'
import { lastBackup, lastVerified } from '../backup/note.ts'
import { archiverOf } from './machine.ts'

/** What this machine knows of its backups: the last one made, the last one tried out, the log handed over. */
export const backupsOf = async (data: string, db: PublicDb): Promise<Backups> => {
  const made = await lastBackup(data)
  const tried = made === undefined ? undefined : await lastVerified(made.folder)
  const [madeAt, triedAt] = [made, tried].map(one => (one === undefined ? undefined : parseInstant(one.at)))
  const archiver = await archiverOf(db)
  return {
    last: made === undefined || madeAt === undefined ? null : { at: madeAt, bytes: made.bytes },
    verified: tried === undefined || triedAt === undefined ? null : { at: triedAt, sound: tried.sound },
    archive: archiver.on ? { lagSeconds: archiver.lagSeconds, failures: archiver.failures } : null,
  }
}
