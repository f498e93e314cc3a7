import type { LocalDate } from '../../kernel/time.ts'
import type { Kind } from './rules/kinds.ts'
import type { Action, Fact, OrderState, Step } from './rules/state.ts'

/** Outbox topic: something was done to an order. */
export const ORDER_CHANGED = 'work-order.changed'

/** What other slices may react to. No personal data: party ids only. */
export type OrderChanged = {
  readonly id: string
  readonly no: string
  readonly action: Action
  readonly seq: number
  readonly step: Step
  readonly round: number
  readonly kind: Kind
  readonly category: string
  readonly area: string
  readonly urgent: boolean
  readonly lead: string | null
  readonly assignee: string | null
  readonly requester: string | null
}

export const changed = (
  order: { readonly id: string; readonly no: string },
  state: OrderState,
  fact: Fact,
): OrderChanged => ({
  id: order.id,
  no: order.no,
  action: fact.action,
  seq: fact.seq,
  step: state.step,
  round: state.round,
  kind: state.kind,
  category: state.category,
  area: state.area,
  urgent: state.urgent,
  lead: state.lead?.id ?? null,
  assignee: state.assignee,
  requester: state.requester,
})

/** Outbox topic: the desk handed a group of orders on as a matter to be deliberated. */
export const ORDERS_HANDED_ON = 'work-order.handed-on'

/** What came of it: the id the topic is to have, where it belongs, and words that everybody may read. */
export type OrdersHandedOn = {
  readonly topic: string
  /** Path of a community, or of a town. */
  readonly area: string
  readonly title: string
  readonly text: string
  /** When the first of the orders was received. */
  readonly foundOn: LocalDate
  readonly orders: readonly { readonly id: string; readonly no: string }[]
  readonly by: { readonly party: string | null; readonly organisation: string | null; readonly role: string }
}
