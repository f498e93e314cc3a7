import { dataOf } from '../../../kernel/procedure/fact.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { json, ts } from '../../../platform/db/values.ts'
import type { Columns, Round } from '../rules/project.ts'
import type { Fact, OrderState } from '../rules/state.ts'
import type { SeenBy } from './facts.ts'
import type { NewOrder } from './orders.ts'

/**
 * What was brought in before, of these ids of a source. Each is looked up by itself: of a source that came up since the
 * last statistics the planner believes that it has one row, and reads all of it for every batch.
 */
const KNOWN = sql(
  'work-order.imported',
  `select found.external_id, found.id, found.no from unnest($2::text[]) as wanted (id)
   cross join lateral (select external_id, id, no from city.work_order
     where source = $1 and external_id = wanted.id and external_id <> '' limit 1) as found`,
)

export type Known = { readonly external_id: string; readonly id: string; readonly no: string }

export const knownOf = (db: CityQueries, source: string, ids: readonly string[]): Promise<readonly Known[]> =>
  db.rows<Known>(KNOWN, [source, ids])

/** Each pair of source and id once, whoever imports at the same time; what was there already is not given back. */
const ORDERS = sql(
  'work-order.insert-many',
  `insert into city.work_order
     (id, no, version, facts, step, round, turn, kind, category, urgent, channel, area, units, confidential, published,
      received_at, closed_at, archived_at, next_due_at, ended, locality, state, place, title, body, source, external_id,
      track_hash, search)
   select o.id, o.no, o.facts, o.facts, o.step, o.round, o.turn, o.kind, o.category, o.urgent, o.channel, o.area, '{}',
      o.confidential, o.published, o.received_at, o.closed_at, o.archived_at, o.next_due_at, o.ended, o.locality, o.state,
      o.place, o.title, o.body, o.source, o.external_id, decode(o.track_hash, 'hex'), array_to_tsvector(o.lexemes)
   from jsonb_to_recordset($1::jsonb) as o(id uuid, no text, facts int, step text, round int, turn int, kind text,
      category text, urgent boolean, channel text, area text, confidential boolean, published boolean,
      received_at timestamptz, closed_at timestamptz, archived_at timestamptz, next_due_at timestamptz, ended boolean,
      locality text, state jsonb, place text, title text, body text, source text, external_id text, track_hash text,
      lexemes text[])
   on conflict (source, external_id) where external_id <> '' do nothing returning id`,
)

const FACTS = sql(
  'work-order.insert-facts',
  `insert into city.work_order_fact (order_id, seq, at, action, by_party, by_organisation, by_role, data, note, seen_by, leaf)
   select f.order_id, f.seq, f.at, f.action, f.by_party, f.by_organisation, f.by_role, f.data, f.note, f.seen_by, decode(f.leaf, 'hex')
   from jsonb_to_recordset($1::jsonb) as f(order_id uuid, seq int, at timestamptz, action text, by_party uuid,
     by_organisation uuid, by_role text, data jsonb, note text, seen_by text, leaf text)`,
)

const ROUNDS = sql(
  'work-order.insert-rounds',
  `insert into city.work_order_round (order_id, round, area, kind, channel, received_at, contact_due_at, contacted_at,
     close_due_at, closed_at, resolved, satisfaction)
   select r.order_id, r.round, r.area, r.kind, r.channel, r.received_at, r.contact_due_at, r.contacted_at, r.close_due_at,
     r.closed_at, r.resolved, r.satisfaction
   from jsonb_to_recordset($1::jsonb) as r(order_id uuid, round int, area text, kind text, channel text,
     received_at timestamptz, contact_due_at timestamptz, contacted_at timestamptz, close_due_at timestamptz,
     closed_at timestamptz, resolved boolean, satisfaction text)`,
)

const at = (when: Columns['closedAt']): string | null => (when === null ? null : ts(when))

export type HistoricOrder = {
  readonly order: NewOrder
  readonly facts: number
  readonly columns: Columns
  readonly state: OrderState
}

const orderRow = ({ order, facts, columns, state }: HistoricOrder) => ({
  id: order.id,
  no: order.no,
  facts,
  step: columns.step,
  round: columns.round,
  turn: columns.turn,
  kind: columns.kind,
  category: columns.category,
  urgent: columns.urgent,
  channel: columns.channel,
  area: columns.area,
  confidential: columns.confidential,
  published: columns.published,
  received_at: ts(columns.receivedAt),
  closed_at: at(columns.closedAt),
  archived_at: at(columns.archivedAt),
  next_due_at: at(columns.nextDueAt),
  ended: columns.ended,
  locality: state.locality,
  state,
  place: order.place,
  title: order.title,
  body: order.body,
  source: order.source,
  external_id: order.externalId,
  track_hash: order.trackHash.toString('hex'),
  lexemes: order.lexemes,
})

/** Writes orders nobody here has acted on yet. Returns the ids of those that were new. */
export const insertHistory = async (tx: Tx, orders: readonly HistoricOrder[]): Promise<ReadonlySet<string>> =>
  new Set((await tx.rows<{ id: string }>(ORDERS, [json(orders.map(orderRow))])).map(({ id }) => id))

export type HistoricFact = {
  readonly order: string
  readonly fact: Fact
  readonly note: string
  readonly seenBy: SeenBy
  readonly leaf: string
}

export const insertFacts = async (tx: Tx, facts: readonly HistoricFact[]): Promise<void> => {
  const rows = facts.map(({ order, fact, note, seenBy, leaf }) => ({
    order_id: order,
    seq: fact.seq,
    at: ts(fact.at),
    action: fact.action,
    by_party: fact.by.party,
    by_organisation: fact.by.organisation,
    by_role: fact.by.role,
    data: dataOf(fact),
    note,
    seen_by: seenBy,
    leaf,
  }))
  await tx.run(FACTS, [json(rows)])
}

export const insertRounds = async (
  tx: Tx,
  rounds: readonly { readonly order: string; readonly state: OrderState; readonly round: Round }[],
): Promise<void> => {
  const rows = rounds.map(({ order, state, round }) => ({
    order_id: order,
    round: round.round,
    area: state.area,
    kind: state.kind,
    channel: state.channel,
    received_at: ts(state.receivedAt),
    contact_due_at: at(round.contactDueAt),
    contacted_at: at(round.contactedAt),
    close_due_at: at(round.closeDueAt),
    closed_at: at(round.closedAt),
    resolved: round.resolved,
    satisfaction: round.satisfaction,
  }))
  await tx.run(ROUNDS, [json(rows)])
}
