import { availableParallelism } from 'node:os'
import pg from 'pg'
import { choosingAmong, hostsOf } from './hosts.ts'
import { Turns } from './turns.ts'
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

/** Two for each processor and one that waits for the disk: measured at two processors (docs/concepts/load.md). */
export const AT_ONCE = Math.max(5, 2 * availableParallelism() + 1)

type Connected = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  done: (release?: unknown) => void,
) => void

/** Connections that are taken in turns. What calls back, as `query` does, asks without one: it is not for requests. */
export class Connections extends pg.Pool {
  private readonly turns = new Turns(AT_ONCE)

  /** How many wait, for their turn or for a connection. */
  get asking(): number {
    return this.turns.waiting + this.waitingCount
  }

  override connect(): Promise<pg.PoolClient>
  override connect(callback: Connected): void
  override connect(callback?: Connected): Promise<pg.PoolClient> | undefined {
    if (callback === undefined) return this.inTurn()
    super.connect(callback)
    return undefined
  }

  private async inTurn(): Promise<pg.PoolClient> {
    const end = await this.turns.take()
    try {
      const client = await super.connect()
      const release = client.release.bind(client)
      client.release = broken => {
        release(broken)
        end()
      }
      return client
    } catch (error) {
      end()
      throw error
    }
  }
}

const CONNECT_MS_MAX = 5_000
const IDLE_MS_MAX = 60_000
export const STATEMENT_MS_MAX = 15_000
/** What a request reads outside a transaction: longer, and it asks for too much (docs/concepts/web-safety.md). */
export const READ_MS_MAX = 5_000

/** @param url `postgres://…`, of one server or, separated by commas, of a server and its standbys; what the pool needs besides is decided here */
export const openPool = (url: string, options: PoolOptions = {}): Connections => {
  const hosts = hostsOf(url)
  const pool = new Connections({
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
