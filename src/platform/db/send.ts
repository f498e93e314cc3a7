import type pg from 'pg'
import { traced } from '../trace/trace.ts'
import { type Answer, type Asked, sendTogether } from './bundle.ts'
import { DatabaseUnavailable, isStalePlan, translate } from './errors.ts'
import type { Send } from './queries.ts'
import { BEGIN, COMMIT, type Prelude, ROLLBACK, settled } from './transaction.ts'

/** As many as a pool may have connections with a plan of before the migration, each met once. */
const STALE_MAX = 20

const DATABASE = { 'db.system.name': 'postgresql' } as const

/** Asks again when a plan was made before a migration: the pool has let that connection go, and with it the plan. */
const withFreshPlan =
  (send: Send): Send =>
  (statement, values) =>
    traced(statement.name ?? 'built query', 'statement', DATABASE, async () => {
      for (let tries = 1; ; tries++) {
        try {
          return await send(statement, values)
        } catch (error) {
          if (!isStalePlan(error) || tries > STALE_MAX) throw error
        }
      }
    })

type Waiting = {
  readonly statement: Parameters<Send>[0]
  readonly values: readonly unknown[]
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: unknown) => void
}

const labelOf = ({ statement }: Waiting): string => statement.name ?? 'built query'

const askedBy = ({ statement, values }: Waiting): Asked => ({ ...statement, values })

/** Sends statements on one connection, behind the settings of their reader, and tells each what became of it. */
const deliver = async (pool: pg.Pool, prelude: Prelude | undefined, group: readonly Waiting[]): Promise<void> => {
  const failed = (error: unknown): void => {
    for (const one of group) one.reject(translate(labelOf(one), error))
  }
  const settings = await prelude?.().catch(error => ({ error: error as unknown }))
  if (settings !== undefined && 'error' in settings) return failed(settings.error)
  const client = await pool.connect().catch(error => void failed(error))
  if (client === undefined) return
  let broken = false
  const onError = (): void => {
    broken = true
  }
  client.on('error', onError)
  const first = settings === undefined ? [] : [BEGIN, ...settings.map(settled)]
  const last = settings === undefined ? [] : [COMMIT]
  const outcomes = await sendTogether(client, [...first, ...group.map(askedBy), ...last])
  const ours = outcomes.map((outcome, index) => {
    if (outcome.kind === 'done') return outcome
    const one = group[index - first.length]
    return { ...outcome, error: translate(one === undefined ? 'settings' : labelOf(one), outcome.error) }
  })
  const wrong = ours.find(outcome => outcome.kind === 'failed')
  if (wrong?.kind === 'failed') {
    broken ||= wrong.error instanceof DatabaseUnavailable || isStalePlan(wrong.error)
    // The server has passed the COMMIT over.
    if (!broken && settings !== undefined) {
      const [ended] = await sendTogether(client, [ROLLBACK])
      broken ||= ended?.kind !== 'done'
    }
  }
  client.off('error', onError)
  client.release(broken)
  const [at, end] = [wrong === undefined ? -1 : ours.indexOf(wrong), first.length + group.length]
  // Before the first of them, or after the last: none of them holds.
  if (wrong?.kind === 'failed' && (at < first.length || at >= end)) return failed(wrong.error)
  for (const [index, one] of group.entries()) {
    const outcome = ours[first.length + index]
    if (outcome?.kind === 'done') one.resolve(outcome.answer)
    else if (outcome?.kind === 'failed') one.reject(outcome.error)
    // The one before it failed, and this one had no part in that.
    else void deliver(pool, prelude, [one])
  }
}

/** Reads that hold no lock: what goes with one of them is not held up by it, and may be asked again. */
const READS = /^\s*select\b(?!.*\bfor (?:no key )?(?:update|share|key share)\b)/is

/** Each statement by itself, as the system. */
export const sendBy = (pool: pg.Pool): Send =>
  withFreshPlan(
    (statement, values) =>
      new Promise((resolve, reject) => void deliver(pool, undefined, [{ statement, values, resolve, reject }])),
  )

/**
 * Statements of one reader, each led by their role and settings. What a request reads within one turn of the loop goes
 * together: one connection, one set of settings, one answer.
 */
export const sendAs = (pool: pg.Pool, prelude: Prelude): Send => {
  let waiting: Waiting[] = []
  const flush = (): void => {
    const group = waiting
    waiting = []
    void deliver(pool, prelude, group)
  }
  return withFreshPlan(
    (statement, values) =>
      new Promise((resolve, reject) => {
        const one: Waiting = { statement, values, resolve, reject }
        if (statement.name === undefined || !READS.test(statement.text)) void deliver(pool, prelude, [one])
        else if (waiting.push(one) === 1) process.nextTick(flush)
      }),
  )
}
