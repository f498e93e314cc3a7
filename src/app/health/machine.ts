import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { type PublicDb, sql } from '../../platform/db/types.ts'

/** Bytes that can still be written below a folder; undefined when it is not there. */
export const freeBytes = async (folder: string): Promise<number | undefined> => {
  if (!existsSync(folder)) return undefined
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

export type Archiver = {
  readonly on: boolean
  /** Age of the oldest log that is not handed over; 0 when all of it is. */
  readonly lagSeconds: number
  /** Failures since the last success. */
  readonly failures: number
  /** Pieces of finished log that wait. */
  readonly ready: number
}

const ARCHIVER = sql(
  'health.archiver',
  `select current_setting('archive_mode') <> 'off' as on,
     case when current_setting('archive_mode') = 'off'
         or pg_walfile_name(pg_current_wal_lsn()) <= coalesce(last_archived_wal, '') then 0
       else coalesce(extract(epoch from clock_timestamp() - greatest(last_archived_time, pg_postmaster_start_time())), 0)::int
     end as "lagSeconds",
     case when last_failed_time > coalesce(last_archived_time, '-infinity') then failed_count else 0 end as failures
   from pg_stat_archiver`,
)
const READY = sql(
  'health.archive-ready',
  "select count(*) as ready from pg_ls_archive_statusdir() where name like '%.ready'",
)

/** How the server keeps its log. Who may not list its folder learns the rest. */
export const archiverOf = async (db: PublicDb): Promise<Archiver> => {
  const row = await db.one<Omit<Archiver, 'ready'>>(ARCHIVER)
  const listed = await db.one<{ ready: number }>(READY).catch(() => ({ ready: 0 }))
  return { ...row, ready: listed.ready }
}

const BYTES = sql('health.bytes', 'select pg_database_size(current_database()) as bytes')

export const databaseBytes = async (db: PublicDb): Promise<number> => (await db.one<{ bytes: number }>(BYTES)).bytes
