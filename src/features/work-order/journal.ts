import type { Json } from '../../kernel/journal/canonical.ts'
import { dataOf } from '../../kernel/procedure/fact.ts'
import { type Instant, isoOf } from '../../kernel/time.ts'
import type { Actor, Office } from '../../platform/access/types.ts'
import type { Tx } from '../../platform/db/types.ts'
import { type Append, append } from '../../platform/journal/append.ts'
import type { Fact, OrderState } from './rules/state.ts'

export const streamOf = (id: string): string => `work-order/${id}`

/**
 * What of a fact anyone may read for ever. The rest (place, category, who) enters as commitments: it can be shown
 * later for an order that is public, and is never shown for one that is not.
 */
const PUBLIC: ReadonlySet<string> = new Set([
  'procedure',
  'kind',
  'urgent',
  'channel',
  'reason',
  'reached',
  'final',
  'photos',
  'workdays',
  'special',
  'evidence',
  'hasResult',
  'resolved',
  'satisfaction',
  'lead',
  'assists',
  'onList',
  'organisation',
])

const split = (fact: Fact, confidential: boolean): { data: Record<string, Json>; personal: Record<string, Json> } => {
  const data: Record<string, Json> = {}
  const personal: Record<string, Json> = {}
  for (const [key, value] of Object.entries(dataOf(fact))) {
    const target = PUBLIC.has(key) && !confidential ? data : personal
    target[key] = value as Json
  }
  return { data, personal }
}

type Order = { readonly id: string; readonly no: string; readonly state: OrderState }
type FactSaid = {
  readonly actor: Actor
  readonly office: Office | null
  readonly texts: Readonly<Record<string, string>>
  /** When it was written down here, where that is later than when it happened: history of another system. */
  readonly enteredAt?: Instant
}

/** The journal entry of a fact, to be written with others or alone. */
export const entryOf = (order: Order, fact: Fact, said: FactSaid): Append => {
  const { data, personal } = split(fact, order.state.confidential)
  return {
    stream: streamOf(order.id),
    seq: fact.seq,
    verb: fact.action,
    at: fact.at,
    actor: said.actor,
    office: said.office,
    data: { ...data, no: order.no, ...(said.enteredAt !== undefined && { enteredAt: isoOf(said.enteredAt) }) },
    personal: { ...personal, ...said.texts },
  }
}

/** Writes the fact's entry; returns the leaf hash, which is its receipt. */
export const journalFact = async (tx: Tx, order: Order, fact: Fact, said: FactSaid): Promise<string> =>
  (await append(tx, entryOf(order, fact, said))).leaf
