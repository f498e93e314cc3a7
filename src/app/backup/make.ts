import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Instant, isoOf } from '../../kernel/time.ts'
import { archiveAt } from '../../platform/db/cluster/archive.ts'
import { clusterFolder, copyCluster, passwordOf } from '../../platform/db/cluster/backup.ts'
import type { Database } from '../../platform/db/types.ts'
import { sql } from '../../platform/db/types.ts'
import { assureSystem, prune } from './archive.ts'
import { factsOfAll } from './facts.ts'
import { CLUSTER, COPY, type CopyManifest, wholeOrNothing } from './manifest.ts'

export type From = { readonly url: string; readonly database: Database; readonly data: string }

/**
 * Backs up the private cluster of a data folder while it serves. The keys are not in it: they belong elsewhere.
 * @param from.url of the running cluster  @throws BackupError
 */
export const backUp = (from: From, target: string, now: Instant): Promise<CopyManifest> =>
  wholeOrNothing(target, async making => {
    const cities = await factsOfAll(from.database)
    const copy = await copyCluster(from.url, clusterFolder(from.data).data, join(making, CLUSTER))
    return {
      format: COPY,
      at: isoOf(now),
      postgres: copy.postgres,
      start: copy.start,
      end: copy.end,
      first: copy.first,
      ended: copy.ended,
      password: (await passwordOf(from.data)).trim(),
      cities,
      files: [...copy.files],
    }
  })

const SYSTEM = sql('backup.system', 'select system_identifier::text as id from pg_control_system()')
const SWITCH = sql('backup.switch', 'select pg_switch_wal()::text as at')

export type Based = { readonly told: CopyManifest; readonly folder: string; readonly removed: readonly string[] }

/** `2026-11-25T10-05-30`: a name that sorts by time, in Beijing time as operators read it. */
const nameOf = (now: Instant): string => isoOf(now).slice(0, 19).replaceAll(':', '-')

/**
 * Makes a base backup in an archive, hands the log over up to now, and clears away what is too old.
 * @param keepDays any moment of the last so many days stays restorable
 */
export const backUpBase = async (from: From, folder: string, keepDays: number, now: Instant): Promise<Based> => {
  const { base } = archiveAt(folder)
  await mkdir(base, { recursive: true, mode: 0o700 })
  await assureSystem(folder, (await from.database.publicDb.one<{ id: string }>(SYSTEM)).id)
  const target = join(base, nameOf(now))
  const told = await backUp(from, target, now)
  await from.database.publicDb.rows(SWITCH)
  return { told, folder: target, removed: await prune(folder, keepDays, now) }
}
