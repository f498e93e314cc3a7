import { type Instant, instant, parseInstant } from '../../kernel/time.ts'
import type { Context } from '../../platform/http/types.ts'
import type { ClockProps } from '../../platform/ui/parts/clock.tsx'
import { calendarOf } from '../calendar/index.ts'
import type { DetailOut, FactOut, ItemOut } from './api.ts'
import type { Reader } from './reads.ts'
import type { ClockName } from './rules/clocks.ts'
import { workOrder } from './rules/definition.ts'
import type { Action, Step } from './rules/state.ts'
import { shownClock } from './shown-clock.ts'

/** One line of what happened, in the reader's words. */
export type ShownFact = {
  readonly seq: number
  readonly at: Instant
  readonly title: string
  readonly by: string
  readonly note: string
  /** Addresses of the photos, without their variant. */
  readonly photos: readonly string[]
  readonly leaf: string
}

/** An order as its page shows it: words, not codes. */
export type ShownOrder = {
  readonly id: string
  readonly no: string
  readonly title: string
  readonly body: string
  readonly step: string
  readonly says: string
  readonly ended: boolean
  readonly kind: string
  readonly category: string
  readonly urgent: boolean
  readonly late: boolean
  readonly where: string
  readonly channel: string
  readonly lead: string | null
  readonly receivedAt: Instant
  readonly clocks: readonly ClockProps[]
  readonly facts: readonly ShownFact[]
  readonly may: readonly string[]
  readonly rated: boolean
  readonly published: boolean
  /** Receipt of the first fact: what the requester was given. */
  readonly leaf: string
}

/** In the order in which they fall due. */
const CLOCKS: readonly string[] = ['contact', 'arrive', 'close', 'followUp'] satisfies readonly ClockName[]

const at = (iso: string): Instant => parseInstant(iso) ?? instant(0)

/** Moves among staff that say nothing to whoever asked. */
const INNER: ReadonlySet<string> = new Set<Action>([
  'assign',
  'recuse',
  'waiveAssist',
  'refuseExtension',
  'refusePause',
])

const words = (ctx: Context, fact: FactOut, order: DetailOut): string => {
  const action = ctx.t(`work-order:action.${fact.action}`)
  const { satisfaction, resolved, lead } = fact.data as {
    readonly satisfaction?: string | null
    readonly resolved?: boolean | null
    readonly lead?: { readonly id: string }
  }
  if (fact.action === 'rate' && satisfaction != null) {
    const level = ctx.t(`work-order:satisfaction.${satisfaction}`)
    return ctx.t(`work-order:timeline.${resolved === true ? 'ratedSolved' : 'ratedUnsolved'}`, { level })
  }
  if (fact.action === 'contact')
    return ctx.t(`work-order:timeline.${fact.data.reached === false ? 'notReached' : 'reached'}`)
  const sent = fact.action === 'dispatch' || fact.action === 'designate'
  return sent && order.leadName !== null && lead?.id === order.lead
    ? ctx.t('work-order:timeline.sentTo', { action, unit: order.leadName })
    : action
}

const shownFact = (ctx: Context, fact: FactOut, order: DetailOut, reader: Reader | 'receipt'): ShownFact => ({
  seq: fact.seq,
  at: at(fact.at),
  title: words(ctx, fact, order),
  by: [
    ctx.t(`work-order:by.${fact.role}`),
    fact.organisation ?? '',
    fact.onBehalf === null ? '' : ctx.t('work-order:timeline.onBehalf', { name: fact.onBehalf }),
  ]
    .filter(part => part !== '')
    .join(' '),
  // What was published is the page itself.
  note: fact.action === 'publish' ? '' : fact.note,
  photos: reader === 'receipt' ? [] : fact.photos.map(photo => `/api/work-orders/${order.id}/photos/${photo}`),
  leaf: fact.leaf,
})

/** Everything a page shows of an order. */
export const shownOrder = async (ctx: Context, order: DetailOut, reader: Reader | 'receipt'): Promise<ShownOrder> => {
  const calendar = await calendarOf(ctx.db)
  const step = order.step as Step
  return {
    id: order.id,
    no: order.no,
    title: order.title,
    body: order.body,
    step: ctx.t(`work-order:step.${step}`),
    says: ctx.t(`work-order:says.${step}`),
    ended: workOrder.steps[step].end === true,
    kind: ctx.t(`work-order:kind.${order.kind}`),
    category: ctx.t(`work-order:category.${order.category}`),
    urgent: order.urgent,
    late: order.late,
    where: [order.areaName, order.place].filter(part => part !== '').join(' '),
    channel: ctx.t(`work-order:channel.${order.channel}`),
    lead: order.leadName,
    receivedAt: at(order.receivedAt),
    clocks: order.clocks
      .toSorted((one, other) => CLOCKS.indexOf(one.name) - CLOCKS.indexOf(other.name))
      .map(clock => shownClock(ctx, clock, calendar)),
    facts: order.facts
      .filter(fact => reader === 'staff' || !INNER.has(fact.action))
      .map(fact => shownFact(ctx, fact, order, reader)),
    may: order.may,
    rated: order.facts
      .slice(order.facts.findLastIndex(fact => fact.action === 'reopen') + 1)
      .some(fact => fact.action === 'rate'),
    published: order.published,
    leaf: order.facts[0]?.leaf ?? '',
  }
}

/** A line of a list of orders. */
export type ShownItem = {
  readonly id: string
  readonly no: string
  readonly title: string
  readonly step: string
  readonly tone: 'ok' | 'warn' | 'late' | 'plain'
  readonly urgent: boolean
  readonly category: string
  readonly where: string
  readonly receivedAt: Instant
  /** The running clock that falls due first. */
  readonly nearest: { readonly name: string; readonly dueAt: Instant; readonly late: boolean } | null
}

const DONE: ReadonlySet<string> = new Set<Step>(['closed', 'followed-up', 'archived'])

/** The tone of a step: done, under way, or over without a result. */
export const toneOf = (step: string, late: boolean): ShownItem['tone'] =>
  late ? 'late' : DONE.has(step) ? 'ok' : workOrder.steps[step as Step].end === true ? 'plain' : 'warn'

export const shownItem = (ctx: Context, item: ItemOut, title = item.title): ShownItem => {
  const running = item.clocks
    .flatMap(clock =>
      clock.dueAt !== null && (clock.state === 'running' || clock.state === 'overdue')
        ? [{ ...clock, dueAt: at(clock.dueAt) }]
        : [],
    )
    .sort((one, other) => one.dueAt - other.dueAt)[0]
  return {
    id: item.id,
    no: item.no,
    title,
    step: ctx.t(`work-order:step.${item.step}`),
    tone: toneOf(item.step, false),
    urgent: item.urgent,
    category: ctx.t(`work-order:category.${item.category}`),
    where: item.areaName,
    receivedAt: at(item.receivedAt),
    nearest:
      running === undefined
        ? null
        : { name: ctx.t(`work-order:clock.${running.name}`), dueAt: running.dueAt, late: running.state === 'overdue' },
  }
}
