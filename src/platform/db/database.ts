import { randomInt } from 'node:crypto'
import { cityDb, cityOf, publicDb } from './city-db.ts'
import { openPool, type PoolOptions, STATEMENT_MS_MAX } from './pool.ts'
import { wallsOf } from './roles.ts'
import type { TransactionOptions } from './transaction.ts'
import { type CityDb, type CityRecord, type Database, sql } from './types.ts'

const CITIES = sql('db.cities', 'select code, schema, name, demo from public.city order by code')

export type DatabaseOptions = PoolOptions & { readonly random?: () => number }

const CHANCES = 2 ** 32
/** For the pause of a transaction that is tried again. */
const chance = (): number => randomInt(CHANCES) / CHANCES
const LOCK_MS_MAX = 10_000
const IDLE_IN_TRANSACTION_MS_MAX = 30_000

/** Opens a pool on a database; nothing is asked yet, and a server that is down is only noticed by the first query. */
export const openDatabase = (url: string, options: DatabaseOptions = {}): Database => {
  let closing: Promise<void> | undefined
  // Connections we close ourselves are not lost.
  const onLost = (error: Error): void => {
    if (closing === undefined) options.onLost?.(error)
  }
  const { statementMsMax = STATEMENT_MS_MAX, lockMsMax = LOCK_MS_MAX, readMsMax = statementMsMax } = options
  const pool = openPool(url, { ...options, lockMsMax, idleMsMax: IDLE_IN_TRANSACTION_MS_MAX, onLost })
  const limits: TransactionOptions = {
    statementMsMax: readMsMax === statementMsMax ? null : statementMsMax,
    random: options.random ?? chance,
  }
  const shared = publicDb(pool, limits)
  const walls = wallsOf(pool)
  const known = new Map<string, CityDb>()
  return {
    publicDb: shared,
    city: code => {
      const db = known.get(code) ?? cityDb(pool, cityOf(code), limits, walls)
      known.set(code, db)
      return db
    },
    cities: () => shared.rows<CityRecord>(CITIES),
    connections: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.asking }),
    close: () => {
      closing ??= pool.end()
      return closing
    },
  }
}
