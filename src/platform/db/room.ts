import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { isRaised, raise, settle } from '../alarms.ts'
import { type Loop, startLoop } from '../jobs/loop.ts'
import { isFull } from './errors.ts'
import { type Database, type PublicDb, sql } from './types.ts'

/**
 * PostgreSQL that cannot write its log stops altogether, and then nobody can read either. So writing stops before: while
 * less than this is free where a private cluster lives, writes are refused and the rest is left to the log.
 */
export const RESERVE_BYTES = 64 * 1024 ** 2
/** Room comes back in steps; writing begins again when there is some of it. */
const ENOUGH_BYTES = 2 * RESERVE_BYTES
const LOOK_EVERY_MS = 1_000

const SCRATCH = sql('db.room-scratch', 'create temporary table linli_room (data bytea) on commit drop')
/** Of chance, so that nothing is compressed away, and stored outside the row. */
const FILL = sql(
  'db.room-fill',
  `insert into linli_room select decode(string_agg(md5(random()::text), ''), 'hex')
   from generate_series(1, 64) as page, generate_series(1, 4096) as piece group by page`,
)

class Enough extends Error {}

/** Whether PostgreSQL can put four megabytes on its disk; nothing of them stays. */
export const hasRoom = async (db: PublicDb): Promise<boolean> => {
  try {
    await db.tx(async tx => {
      await tx.run(SCRATCH)
      await tx.run(FILL)
      throw new Enough()
    })
  } catch (error) {
    if (error instanceof Enough) return true
    if (isFull(error)) return false
    throw error
  }
  return true
}

const freeIn = async (folder: string): Promise<number> => {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

/** The least that is free where a cluster keeps its tables and its log; undefined when that cannot be seen from here. */
const freeFor = async (home: string | undefined): Promise<number | undefined> => {
  if (home === undefined) return undefined
  const data = join(home, 'data')
  return Math.min(await freeIn(data), await freeIn(join(data, 'pg_wal')))
}

/**
 * Raises `storage-full` before the disk of a private cluster is full, and ends it, however it was raised, when there is
 * room again: nobody has to restart anything.
 * @param home of the private cluster; undefined for a PostgreSQL elsewhere, whose disk is only known by what it says
 */
export const watchRoom = (database: Database, home: string | undefined): Loop =>
  startLoop(
    LOOK_EVERY_MS,
    async () => {
      const free = await freeFor(home)
      if (free !== undefined && free < RESERVE_BYTES) return raise('storage-full')
      if (!isRaised('storage-full') || (free !== undefined && free < ENOUGH_BYTES)) return
      if (await hasRoom(database.publicDb)) settle('storage-full')
    },
    // A database that is away is told by whoever needs it, and says nothing about its disk.
    () => undefined,
  )
