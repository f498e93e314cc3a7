import { instant } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db/types.ts'
import type { Consumer, OutboxEvent } from '../../platform/feature.ts'
import { SYSTEM } from '../../platform/identity/sessions.ts'
import { ORDERS_HANDED_ON, type OrdersHandedOn } from '../work-order/index.ts'
import { nextNoWithin, raise } from './raise.ts'

/** A group of work orders becomes a topic, with the id the desk was told. */
const takeUp = async (tx: Tx, event: OutboxEvent): Promise<void> => {
  const { topic, area, title, text, foundOn, orders, by } = event.payload as OrdersHandedOn
  const now = instant(event.at)
  const no = await nextNoWithin(tx, now)
  const raised = { id: topic, area, origin: 'orders', theme: 'hardship', scope: 'whole', title, text, foundOn } as const
  const done = await raise(tx, { actor: SYSTEM, now }, { ...raised, orders, by }, no)
  if (!done.ok) throw new Error(`a group of orders made no topic: ${done.error.map(({ tag }) => tag).join(' ')}`)
}

/** What deliberation does when something came to pass elsewhere. */
export const consumers: readonly Consumer[] = [{ id: 'deliberation.take-up', topic: ORDERS_HANDED_ON, handle: takeUp }]
