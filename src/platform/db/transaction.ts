import type { Writable } from 'node:stream'
import type pg from 'pg'
import { noteStatement, traced } from '../trace/trace.ts'
import { DatabaseUnavailable, isRetryable, isStalePlan, translate } from './errors.ts'
import type { Sends } from './queries.ts'
import type { Transaction } from './types.ts'

export type TransactionOptions = {
  /** A statement longer than this is stopped; null for the limit of what is asked outside of transactions. */
  readonly statementMsMax: number | null
  /** 0 ≤ random() < 1, to keep two losers of a deadlock from meeting again. */
  readonly random: () => number
}

export const RETRIES_MAX = 5
const RETRY_MS_FIRST = 10

/** What every transaction of one reader begins with: role and settings, or nothing. */
export type Prelude = () => Promise<string>

const begin = ({ statementMsMax }: TransactionOptions, prelude: string): string =>
  `begin${statementMsMax === null ? '' : `; set local statement_timeout = ${statementMsMax}`}${prelude}`

type Work<T> = (sends: Sends, hooks: Transaction) => Promise<T>

/** What the driver's types leave out: the socket under a client, which pg itself corks while it writes one statement. */
type Wired = { readonly connection: { readonly stream: Pick<Writable, 'cork' | 'uncork' | 'writableCorked'> } }

/** What is sent within one turn of the loop leaves in one write: a system call for each statement costs most of it. */
export const gather = (client: pg.PoolClient): void => {
  const { stream } = (client as unknown as Wired).connection
  if (stream.writableCorked > 0) return
  stream.cork()
  process.nextTick(() => stream.uncork())
}

/**
 * One try. Statements go out as they are asked for, in order, and no statement waits for the answer of the one before;
 * once one has failed the server refuses the rest, and the first failure is the one that is told.
 */
const once = async <T>(pool: pg.Pool, options: TransactionOptions, work: Work<T>, prelude: string): Promise<T> => {
  const client = await pool.connect().catch(error => Promise.reject(translate('connect', error)))
  let broken = false
  // A connection that dies between two statements says so here; the next statement then fails.
  const onError = (): void => {
    broken = true
  }
  client.on('error', onError)
  let over = false
  let unheard: { readonly error: unknown } | undefined
  const ask = async (label: string, query: pg.QueryConfig, heard = true): Promise<pg.QueryResult> => {
    noteStatement(label)
    gather(client)
    try {
      return await client.query(query)
    } catch (error) {
      const ours = translate(label, error)
      // A connection keeps its stale plans; the next try must not meet them again.
      if (ours instanceof DatabaseUnavailable || isStalePlan(ours)) broken = true
      // Noted here and not by whoever catches: the answer of the next statement may come in the same packet.
      if (!heard) unheard ??= { error: ours }
      throw unheard?.error ?? ours
    }
  }
  const later = (label: string, query: pg.QueryConfig): void => void ask(label, query, false).catch(() => undefined)
  const inTime = (name: string | undefined): string => {
    if (over) throw new Error(`${name ?? 'query'}: the transaction is over`)
    return name ?? 'built query'
  }
  const hints: (() => void)[] = []
  const sends: Sends = {
    send: (statement, values) => ask(inTime(statement.name), { ...statement, values: [...values] }),
    later: (statement, values) => later(inTime(statement.name), { ...statement, values: [...values] }),
  }
  try {
    later('begin', { text: begin(options, prelude) })
    const value = await work(sends, {
      afterCommit: hint => {
        hints.push(hint)
      },
    })
    over = true
    const end = await ask('commit', { text: 'commit' }).catch(error =>
      Promise.reject(error instanceof DatabaseUnavailable ? new DatabaseUnavailable(error.message, true) : error),
    )
    if (unheard !== undefined) throw unheard.error
    if (end.command !== 'COMMIT')
      throw new Error('a statement failed, its error was swallowed, and the transaction was rolled back')
    for (const hint of hints) hint()
    return value
  } catch (error) {
    over = true
    if (!broken)
      await ask('rollback', { text: 'rollback' }).catch(() => {
        broken = true
      })
    throw error
  } finally {
    client.off('error', onError)
    client.release(broken)
  }
}

const DATABASE = { 'db.system.name': 'postgresql' } as const

const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

const again = async <T>(
  pool: pg.Pool,
  options: TransactionOptions,
  work: Work<T>,
  prelude: Prelude | undefined,
): Promise<T> => {
  const first = (await prelude?.()) ?? ''
  for (let tries = 1; tries < RETRIES_MAX; tries++) {
    try {
      return await once(pool, options, work, first)
    } catch (error) {
      if (!isRetryable(error)) throw error
      await pause(RETRY_MS_FIRST * 2 ** tries * (0.5 + options.random()))
    }
  }
  return once(pool, options, work, first)
}

/** BEGIN, work, COMMIT on one connection; a deadlock or a serialization failure is tried again. */
export const transaction = <T>(
  pool: pg.Pool,
  options: TransactionOptions,
  work: Work<T>,
  prelude?: Prelude,
): Promise<T> => traced('transaction', 'transaction', DATABASE, () => again(pool, options, work, prelude))
