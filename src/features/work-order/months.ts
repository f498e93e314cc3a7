import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { dateOf } from '../../kernel/time.ts'
import { may, officeFor } from '../../platform/access/access.ts'
import type { Tx } from '../../platform/db/types.ts'
import { append } from '../../platform/journal/append.ts'
import { pathOfCity } from '../directory/index.ts'
import type { Env } from './commands.ts'
import { type Figures, figuresOf, monthPeriod } from './figures.ts'
import { policy } from './policy.ts'
import { PUBLISH } from './rules/basis.ts'
import { setMonthLeaf, takeMonth } from './store/months.ts'

export type Published = { readonly month: string; readonly leaf: string; readonly figures: Figures }

const NOBODY: ReadonlySet<string> = new Set()

/** The counts of a month as they go into the journal: integers only, so that anyone can compare them. */
const counted = ({ all, byKind, byChannel, byTown }: Figures) => {
  const line = ({ group, closed, reopened, rates }: Figures['all']) => ({
    group,
    closed,
    reopened,
    rounds: rates.rounds,
    response: [rates.response.part, rates.response.whole],
    resolution: [rates.resolution.part, rates.resolution.whole],
    satisfaction: [rates.satisfaction.part, rates.satisfaction.whole],
    onTime: [rates.onTime.part, rates.onTime.whole],
  })
  return { all: line(all), byKind: byKind.map(line), byChannel: byChannel.map(line), byTown: byTown.map(line) }
}

/**
 * Publishes the figures of a month that is over (B-025): kept as they stand now, with an entry in the journal, and
 * never replaced. A month published twice is refused; what changes later shows as the difference to today's figures.
 */
export const publishMonth = async (tx: Tx, env: Env, month: string): Promise<Result<Published, readonly Refusal[]>> => {
  const subject = { area: pathOfCity(tx.city), relations: () => NOBODY }
  if (!may(policy, 'publishMonth', env.actor, subject))
    return refuse([{ tag: 'not-yours', values: { action: 'publish' } }])
  const period = monthPeriod(month)
  if (period === undefined || period.to >= dateOf(env.now))
    return refuse([{ tag: 'month-not-over', values: { month }, basis: PUBLISH, pointer: '/params/month' }])
  const figures = await figuresOf(tx, period, env.now)
  const taken = await takeMonth(tx, month, env.now, figures)
  if (!taken) return refuse([{ tag: 'month-published', values: { month }, basis: PUBLISH, pointer: '/params/month' }])
  const { leaf } = await append(tx, {
    stream: `work-order-month/${month}`,
    seq: 1,
    verb: 'publish-month',
    at: env.now,
    actor: env.actor,
    office: officeFor(policy, 'publishMonth', env.actor, subject),
    data: { month, from: period.from, to: period.to, ...counted(figures) },
  })
  await setMonthLeaf(tx, month, leaf)
  return ok({ month, leaf, figures })
}
