import pg from 'pg'
import { types } from './values.ts'

export type PoolOptions = {
  /** Most connections of this process. */
  readonly max?: number
  /** A statement longer than this is stopped. */
  readonly statementMsMax?: number
  /** Hears of idle connections that broke; the next query opens a new one. */
  readonly onLost?: (error: Error) => void
}

const CONNECT_MS_MAX = 5_000
const IDLE_MS_MAX = 60_000
export const STATEMENT_MS_MAX = 15_000

/** @param url `postgres://…`; what the pool needs besides is decided here */
export const openPool = (url: string, options: PoolOptions = {}): pg.Pool => {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 20,
    types,
    statement_timeout: options.statementMsMax ?? STATEMENT_MS_MAX,
    connectionTimeoutMillis: CONNECT_MS_MAX,
    idleTimeoutMillis: IDLE_MS_MAX,
    keepAlive: true,
    // A transaction sends what does not depend on an answer without waiting for one (transaction.ts).
    pipeline: true,
    application_name: 'linli',
  })
  // Without a listener a connection the server closes would end the process.
  pool.on('error', error => options.onLost?.(error))
  return pool
}
