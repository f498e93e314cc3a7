import { type Expression, sql as raw, type SqlBool } from 'kysely'
import type { Instant } from '../../../kernel/time.ts'
import { ts } from '../../../platform/db/values.ts'

/** The rates of the figures page, and which of their rounds: all that count, those that meet it, those that miss it. */
export const RATES = ['response', 'resolution', 'satisfaction', 'onTime'] as const
export const PARTS = ['whole', 'part', 'missed'] as const

export type Behind = {
  readonly rate: (typeof RATES)[number]
  readonly part: (typeof PARTS)[number]
  /** Received in this period, the end not included. */
  readonly from: Instant | undefined
  readonly to: Instant | undefined
  /** What was due before this counts, done or not. */
  readonly asOf: Instant
}

const at = (instant: Instant) => raw<Instant>`${ts(instant)}::timestamptz`

/** The same conditions as the counts in figures.ts. */
const CONDITIONS: Readonly<
  Record<Behind['rate'], (asOf: Instant) => { readonly whole: Expression<SqlBool>; readonly part: Expression<SqlBool> }>
> = {
  response: asOf => ({
    whole: raw`r.contact_due_at is not null and (r.contacted_at is not null or r.contact_due_at < ${at(asOf)})`,
    part: raw`r.contacted_at <= r.contact_due_at`,
  }),
  resolution: () => ({ whole: raw`r.resolved is not null`, part: raw`r.resolved` }),
  satisfaction: () => ({
    whole: raw`r.satisfaction is not null`,
    part: raw`r.satisfaction in ('very-satisfied', 'satisfied', 'basically-satisfied')`,
  }),
  onTime: asOf => ({
    whole: raw`r.close_due_at is not null and (r.closed_at is not null or r.close_due_at < ${at(asOf)})`,
    part: raw`r.closed_at <= r.close_due_at`,
  }),
}

/** Whether the round `r` is one of those a rate is counted from. */
export const countsFor = (rate: Behind['rate'], asOf: Instant): Expression<SqlBool> => CONDITIONS[rate](asOf).whole

/** Whether an order has a round behind a figure: `id` is the order's. */
export const hasRound = ({ rate, part, from, to, asOf }: Behind): Expression<SqlBool> => {
  const { whole, part: met } = CONDITIONS[rate](asOf)
  const where: readonly Expression<SqlBool>[] = [
    whole,
    ...(part === 'whole' ? [] : part === 'part' ? [met] : [raw<SqlBool>`(${met}) is not true`]),
    ...(from === undefined ? [] : [raw<SqlBool>`r.received_at >= ${at(from)}`]),
    ...(to === undefined ? [] : [raw<SqlBool>`r.received_at < ${at(to)}`]),
  ]
  return raw<SqlBool>`work_order.id in (select r.order_id from city.work_order_round as r where ${raw.join(where, raw` and `)})`
}
