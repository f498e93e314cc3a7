import type pg from 'pg'
import { noteStatement, traced } from '../trace/trace.ts'
import { type Answer, type Asked, sendTogether } from './bundle.ts'
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

/** What every transaction of one reader begins with: the statements that set role and settings, or none. */
export type Prelude = () => Promise<readonly string[]>

/** A setting for the rest of the transaction. */
export const settled = (text: string): Asked => ({ text, silent: true })

export const BEGIN: Asked = { name: 'db.begin', text: 'begin' }
export const COMMIT: Asked = { name: 'db.commit', text: 'commit' }
export const ROLLBACK: Asked = { name: 'db.rollback', text: 'rollback' }

type Work<T> = (sends: Sends, hooks: Transaction) => Promise<T>

type Waiting = {
  readonly label: string
  readonly asked: Asked
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: unknown) => void
}

/**
 * Gathers what is sent within one turn of the loop, and while the last of it is on its way, so that it leaves in one
 * write and is answered in one.
 */
const inTurns = (client: pg.PoolClient): ((label: string, asked: Asked) => Promise<Answer>) => {
  let waiting: Waiting[] = []
  let away = false
  const flush = async (): Promise<void> => {
    const group = waiting
    waiting = []
    const outcomes = await sendTogether(
      client,
      group.map(({ asked }) => asked),
    )
    let first: unknown
    for (const [index, { label, resolve, reject }] of group.entries()) {
      const outcome = outcomes[index]
      if (outcome?.kind === 'done') resolve(outcome.answer)
      else {
        first ??= translate(label, outcome?.error)
        reject(first)
      }
    }
    away = waiting.length > 0
    if (away) await flush()
  }
  return (label, asked) =>
    new Promise((resolve, reject) => {
      waiting.push({ label, asked, resolve, reject })
      if (away) return
      away = true
      process.nextTick(() => void flush())
    })
}

/**
 * One try. Statements go out in the order in which they are asked for, those of one turn together; once one has failed
 * the server refuses the rest, and the first failure is the one that is told.
 */
const once = async <T>(pool: pg.Pool, work: Work<T>, settings: readonly string[]): Promise<T> => {
  const client = await pool.connect().catch(error => Promise.reject(translate('connect', error)))
  let broken = false
  // A connection that dies between two statements says so here; the next statement then fails.
  const onError = (): void => {
    broken = true
  }
  client.on('error', onError)
  let over = false
  let unheard: { readonly error: unknown } | undefined
  const sent = inTurns(client)
  const ask = async (label: string, asked: Asked, heard = true): Promise<Answer> => {
    noteStatement(label)
    try {
      return await sent(label, asked)
    } catch (ours) {
      // A connection keeps its stale plans; the next try must not meet them again.
      if (ours instanceof DatabaseUnavailable || isStalePlan(ours)) broken = true
      // Noted here and not by whoever catches: the answer of the next statement may come in the same packet.
      if (!heard) unheard ??= { error: ours }
      throw unheard?.error ?? ours
    }
  }
  const later = (label: string, asked: Asked): void => void ask(label, asked, false).catch(() => undefined)
  const inTime = (name: string | undefined): string => {
    if (over) throw new Error(`${name ?? 'query'}: the transaction is over`)
    return name ?? 'built query'
  }
  const hints: (() => void)[] = []
  const sends: Sends = {
    send: (statement, values) => ask(inTime(statement.name), { ...statement, values }),
    later: (statement, values) => later(inTime(statement.name), { ...statement, values }),
  }
  try {
    later('begin', BEGIN)
    for (const text of settings) later('settings', settled(text))
    const value = await work(sends, {
      afterCommit: hint => {
        hints.push(hint)
      },
    })
    over = true
    const end = await ask('commit', COMMIT).catch(error =>
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
      await ask('rollback', ROLLBACK).catch(() => {
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
  const { statementMsMax } = options
  const limits = statementMsMax === null ? [] : [`set local statement_timeout = ${statementMsMax}`]
  const settings = [...limits, ...((await prelude?.()) ?? [])]
  for (let tries = 1; tries < RETRIES_MAX; tries++) {
    try {
      return await once(pool, work, settings)
    } catch (error) {
      if (!isRetryable(error)) throw error
      await pause(RETRY_MS_FIRST * 2 ** tries * (0.5 + options.random()))
    }
  }
  return once(pool, work, settings)
}

/** BEGIN, work, COMMIT on one connection; a deadlock or a serialization failure is tried again. */
export const transaction = <T>(
  pool: pg.Pool,
  options: TransactionOptions,
  work: Work<T>,
  prelude?: Prelude,
): Promise<T> => traced('transaction', 'transaction', DATABASE, () => again(pool, options, work, prelude))
