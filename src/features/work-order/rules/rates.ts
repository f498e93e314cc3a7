import type { Instant } from '../../../kernel/time.ts'
import type { Round } from './project.ts'

/** A rate is never shown without its parts, its date and a way to the rows behind it. */
export type Rate = { readonly part: number; readonly whole: number }

export type Rates = {
  readonly response: Rate
  readonly resolution: Rate
  readonly satisfaction: Rate
  readonly onTime: Rate
  readonly rounds: number
}

const SATISFIED: readonly (string | null)[] = ['very-satisfied', 'satisfied', 'basically-satisfied']

const rate = (rounds: readonly Round[], counts: (round: Round) => boolean, good: (round: Round) => boolean): Rate => {
  const whole = rounds.filter(counts)
  return { part: whole.filter(good).length, whole: whole.length }
}

/**
 * The three rates (三率, B-023) by the definitions of B-024, over rounds of handling, not over orders: closing an
 * order early and reopening it counts twice, once badly.
 *
 * - response: contacted in time, of those whose contact was due by `asOf` or made;
 * - resolution: resolved, of those where the requester was reached and said so;
 * - satisfaction: basically satisfied or better, of those who rated; not reached and refused do not count;
 * - on time: closed in time, of those closed or overdue at `asOf`.
 */
export const ratesOf = (rounds: readonly Round[], asOf: Instant): Rates => ({
  response: rate(
    rounds,
    ({ contactDueAt, contactedAt }) => contactDueAt !== null && (contactedAt !== null || contactDueAt < asOf),
    ({ contactDueAt, contactedAt }) => contactedAt !== null && contactDueAt !== null && contactedAt <= contactDueAt,
  ),
  resolution: rate(
    rounds,
    round => round.resolved !== null,
    round => round.resolved === true,
  ),
  satisfaction: rate(
    rounds,
    round => round.satisfaction !== null,
    round => SATISFIED.includes(round.satisfaction),
  ),
  onTime: rate(
    rounds,
    ({ closeDueAt, closedAt }) => closeDueAt !== null && (closedAt !== null || closeDueAt < asOf),
    ({ closeDueAt, closedAt }) => closedAt !== null && closeDueAt !== null && closedAt <= closeDueAt,
  ),
  rounds: rounds.length,
})
