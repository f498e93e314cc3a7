import { kebab } from '../../kernel/kebab.ts'
import { type Instant, instant } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db/types.ts'
import type { Consumer, OutboxEvent } from '../../platform/feature.ts'
import { SYSTEM } from '../../platform/identity/sessions.ts'
import { notify } from '../../platform/notify/notify.ts'
import { ORDERS_HANDED_ON, type OrdersHandedOn } from '../work-order/index.ts'
import { TOPIC_CHANGED, type TopicChanged } from './events.ts'
import { nextNoWithin, raise } from './raise.ts'
import type { Action } from './rules/state.ts'

/** A group of work orders becomes a topic, with the id the desk was told. */
const takeUp = async (tx: Tx, event: OutboxEvent): Promise<void> => {
  const { topic, area, title, text, foundOn, orders, by } = event.payload as OrdersHandedOn
  const now = instant(event.at)
  const no = await nextNoWithin(tx, now)
  const raised = { id: topic, area, origin: 'orders', theme: 'hardship', scope: 'whole', title, text, foundOn } as const
  const done = await raise(tx, { actor: SYSTEM, now }, { ...raised, orders, by }, no)
  if (!done.ok) throw new Error(`a group of orders made no topic: ${done.error.map(({ tag }) => tag).join(' ')}`)
}

/** What whoever raised a topic hears about: whether it is taken up, when it meets, and what came of it. */
const TOLD: readonly Action[] = ['screen', 'decline', 'handOver', 'escalate', 'sendDown', 'notice', 'post', 'complete']

const tell = async (tx: Tx, event: OutboxEvent, now: Instant): Promise<void> => {
  const topic = event.payload as TopicChanged
  if (topic.raiser === null) return
  await notify(tx, {
    party: topic.raiser,
    kind: `deliberation:${kebab(topic.action)}`,
    values: { number: topic.no },
    link: `/open/deliberations/${topic.no}`,
    dedupe: `${topic.id}/${topic.seq}`,
    at: now,
  })
}

/** What deliberation does when something came to pass, elsewhere or here. */
export const consumers: readonly Consumer[] = [
  { id: 'deliberation.take-up', topic: ORDERS_HANDED_ON, handle: takeUp },
  { id: 'deliberation.tell', topic: TOPIC_CHANGED, actions: TOLD, handle: tell },
]
