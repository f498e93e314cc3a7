import type { Instant } from '../../../kernel/time.ts'
import type { OrderClock } from './clocks.ts'
import { workOrder } from './definition.ts'
import type { Satisfaction } from './kinds.ts'
import type { OrderState } from './state.ts'

/** The clocks that count for an order now: those of its running turn, and not taken off. */
export const currentClocks = (clocks: readonly OrderClock[], state: OrderState): readonly OrderClock[] =>
  clocks.filter(clock => clock.round === state.round && clock.cancelledAt === undefined)

/** The nearest due that still runs; lists are ordered by it. Null when nothing runs. */
export const nextDue = (clocks: readonly OrderClock[]): Instant | null => {
  const dues = clocks.flatMap(clock =>
    clock.due !== undefined && clock.stoppedAt === undefined && clock.cancelledAt === undefined
      ? [clock.due.dueAt]
      : [],
  )
  return dues.length === 0 ? null : (Math.min(...dues) as Instant)
}

/** Due of the close clock that runs, if one does. */
export const closeDue = (clocks: readonly OrderClock[]): Instant | undefined =>
  clocks.find(clock => clock.name === 'close' && clock.stoppedAt === undefined && clock.cancelledAt === undefined)?.due
    ?.dueAt

export type Columns = {
  readonly step: OrderState['step']
  readonly round: number
  readonly turn: number
  readonly kind: OrderState['kind']
  readonly category: string
  readonly urgent: boolean
  readonly channel: OrderState['channel']
  readonly area: string
  readonly lead: string | null
  /** Lead and assisting units: those whose lists show the order. */
  readonly units: readonly string[]
  readonly assignee: string | null
  readonly requester: string | null
  readonly pending: string | null
  readonly confidential: boolean
  readonly published: boolean
  readonly receivedAt: Instant
  readonly dispatchedAt: Instant | null
  readonly closedAt: Instant | null
  readonly archivedAt: Instant | null
  readonly nextDueAt: Instant | null
  readonly ended: boolean
}

/** What the row of an order shows of its state and clocks: lists filter and sort by these. */
export const columnsOf = (state: OrderState, clocks: readonly OrderClock[]): Columns => ({
  step: state.step,
  round: state.round,
  turn: state.turn,
  kind: state.kind,
  category: state.category,
  urgent: state.urgent,
  channel: state.channel,
  area: state.area,
  lead: state.lead?.id ?? null,
  units: [...(state.lead === null ? [] : [state.lead.id]), ...state.assists.map(unit => unit.id)],
  assignee: state.assignee,
  requester: state.requester,
  pending: state.pending?.kind ?? null,
  confidential: state.confidential,
  published: state.published,
  receivedAt: state.receivedAt,
  dispatchedAt: state.dispatchedAt,
  closedAt: state.closedAt,
  archivedAt: state.archivedAt,
  nextDueAt: nextDue(clocks),
  ended: hasEnded(state),
})

export const hasEnded = (state: OrderState): boolean => workOrder.steps[state.step].end === true

/** One round of handling as the rates count it (B-023, B-024). Reopening starts a new one; none is ever taken back. */
export type Round = {
  readonly round: number
  /** When somebody had to have contacted the requester; null when nobody had to. */
  readonly contactDueAt: Instant | null
  readonly contactedAt: Instant | null
  readonly closeDueAt: Instant | null
  readonly closedAt: Instant | null
  /** From the follow-up, when the requester was reached; the requester's own rating goes before it. */
  readonly resolved: boolean | null
  readonly satisfaction: Satisfaction | null
}

const lastOf = (clocks: readonly OrderClock[], name: OrderClock['name'], round: number): OrderClock | undefined =>
  clocks.findLast(clock => clock.name === name && clock.round === round && clock.cancelledAt === undefined)

/** The running round, from the state and the clocks. */
export const roundOf = (state: OrderState, clocks: readonly OrderClock[]): Round => {
  const contact = lastOf(clocks, 'contact', state.round)
  const close = lastOf(clocks, 'close', state.round)
  const reached = state.followUp?.reached === true ? state.followUp : null
  return {
    round: state.round,
    contactDueAt: contact?.due?.dueAt ?? null,
    contactedAt: contact?.stoppedAt ?? null,
    closeDueAt: close?.due?.dueAt ?? null,
    closedAt: close?.stoppedAt ?? null,
    resolved: state.rating?.resolved ?? reached?.resolved ?? null,
    satisfaction: state.rating?.satisfaction ?? reached?.satisfaction ?? null,
  }
}
