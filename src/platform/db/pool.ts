import pg from 'pg'
import { choosingAmong, hostsOf } from './hosts.ts'
import { types } from './values.ts'

export type PoolOptions = {
  /** Most connections of this process. */
  readonly max?: number
  /** A statement longer than this is stopped. */
  readonly statementMsMax?: number
  /** A statement outside a transaction longer than this is stopped: READ_MS_MAX where requests are served. */
  readonly readMsMax?: number
  /** Longer than this nothing waits for a lock. */
  readonly lockMsMax?: number
  /** A transaction left open by a crashed verb is ended by the server after this. */
  readonly idleMsMax?: number
  /** Hears of idle connections that broke; the next query opens a new one. */
  readonly onLost?: (error: Error) => void
}

const CONNECT_MS_MAX = 5_000
const IDLE_MS_MAX = 60_000
export const STATEMENT_MS_MAX = 15_000
/** What a request reads outside a transaction: longer, and it asks for too much (docs/concepts/web-safety.md). */
export const READ_MS_MAX = 5_000

/** @param url `postgres://…`, of one server or, separated by commas, of a server and its standbys; what the pool needs besides is decided here */
export const openPool = (url: string, options: PoolOptions = {}): pg.Pool => {
  const hosts = hostsOf(url)
  const pool = new pg.Pool({
    connectionString: hosts[0] ?? url,
    ...(hosts.length > 1 ? choosingAmong(hosts) : {}),
    max: options.max ?? 20,
    types,
    statement_timeout: options.readMsMax ?? options.statementMsMax ?? STATEMENT_MS_MAX,
    // Said once, as a connection opens: each setting within a transaction would be a statement more for every one of them.
    ...(options.lockMsMax === undefined ? {} : { lock_timeout: options.lockMsMax }),
    ...(options.idleMsMax === undefined ? {} : { idle_in_transaction_session_timeout: options.idleMsMax }),
    connectionTimeoutMillis: CONNECT_MS_MAX,
    idleTimeoutMillis: IDLE_MS_MAX,
    keepAlive: true,
    application_name: 'linli',
  })
  // Without a listener a connection the server closes would end the process.
  pool.on('error', error => options.onLost?.(error))
  return pool
}
