import type pg from 'pg'
import { DatabaseUnavailable, isRetryable, translate } from './errors.ts'
import type { Send } from './queries.ts'
import type { Transaction } from './types.ts'

export type TransactionOptions = {
  readonly statementMsMax: number
  readonly lockMsMax: number
  /** A transaction left open by a crashed verb is ended by the server after this. */
  readonly idleMsMax: number
  /** 0 ≤ random() < 1, to keep two losers of a deadlock from meeting again. */
  readonly random: () => number
}

export const RETRIES_MAX = 5
const RETRY_MS_FIRST = 10

const begin = (o: TransactionOptions): string =>
  `begin; set local statement_timeout = ${o.statementMsMax}; set local lock_timeout = ${o.lockMsMax}; ` +
  `set local idle_in_transaction_session_timeout = ${o.idleMsMax}`

type Work<T> = (send: Send, hooks: Transaction) => Promise<T>

const once = async <T>(pool: pg.Pool, options: TransactionOptions, work: Work<T>): Promise<T> => {
  const client = await pool.connect().catch(error => Promise.reject(translate('connect', error)))
  let broken = false
  // A connection that dies between two statements says so here; the next statement then fails.
  const onError = (): void => {
    broken = true
  }
  client.on('error', onError)
  let over = false
  let tail: Promise<unknown> = Promise.resolve()
  const queue = <R>(send: () => Promise<R>): Promise<R> => {
    const next = tail.then(send)
    tail = next.catch(() => undefined)
    return next
  }
  const ask = (label: string, query: pg.QueryConfig): Promise<pg.QueryResult> =>
    queue(() =>
      client.query(query).catch(error => {
        const ours = translate(label, error)
        if (ours instanceof DatabaseUnavailable) broken = true
        throw ours
      }),
    )
  const hints: (() => void)[] = []
  const send: Send = (statement, values) => {
    if (over) throw new Error(`${statement.name ?? 'query'}: the transaction is over`)
    return ask(statement.name ?? 'built query', { ...statement, values: [...values] })
  }
  try {
    await ask('begin', { text: begin(options) })
    const value = await work(send, {
      afterCommit: hint => {
        hints.push(hint)
      },
    })
    over = true
    const end = await ask('commit', { text: 'commit' }).catch(error =>
      Promise.reject(error instanceof DatabaseUnavailable ? new DatabaseUnavailable(error.message, true) : error),
    )
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

const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

/** BEGIN, work, COMMIT on one connection; a deadlock or a serialization failure is tried again. */
export const transaction = async <T>(pool: pg.Pool, options: TransactionOptions, work: Work<T>): Promise<T> => {
  for (let tries = 1; tries < RETRIES_MAX; tries++) {
    try {
      return await once(pool, options, work)
    } catch (error) {
      if (!isRetryable(error)) throw error
      await pause(RETRY_MS_FIRST * 2 ** tries * (0.5 + options.random()))
    }
  }
  return once(pool, options, work)
}
