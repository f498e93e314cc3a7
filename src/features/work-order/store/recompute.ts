import type { Instant } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import type { Columns, Round } from '../rules/project.ts'
import type { Fact, OrderState } from '../rules/state.ts'
import { type FactRow, factOf } from './facts.ts'

/** An order as stored, its columns named as the rules name them. */
export type StoredOrder = Columns & {
  readonly id: string
  readonly no: string
  readonly facts: number
  readonly state: OrderState
  readonly [key: string]: unknown
}

/** A round as stored, with what the figures group by. */
export type StoredRound = Round & {
  readonly order: string
  readonly area: string
  readonly lead: string | null
  readonly kind: string
  readonly channel: string
  readonly [key: string]: unknown
}

/** One state of the city for the whole reading, however long it takes. */
const SNAPSHOT = sql('work-order.recompute-snapshot', 'set transaction isolation level repeatable read, read only')

const ORDERS = sql(
  'work-order.recompute-orders',
  `select id, no, facts, state, step, round, turn, kind, category, urgent, channel, area, lead, units, assignee, requester,
     pending, confidential, published, received_at as "receivedAt", dispatched_at as "dispatchedAt", closed_at as "closedAt",
     archived_at as "archivedAt", next_due_at as "nextDueAt", ended
   from city.work_order where id > $1 order by id limit $2`,
)

const FACTS = sql(
  'work-order.recompute-facts',
  `select order_id, seq, at, action, by_party, by_organisation, by_role, data
   from city.work_order_fact where order_id > $1 and order_id <= $2 order by order_id, seq`,
)

const ROUNDS = sql(
  'work-order.recompute-rounds',
  `select order_id as order, round, area, lead, kind, channel, contact_due_at as "contactDueAt", contacted_at as "contactedAt",
     close_due_at as "closeDueAt", closed_at as "closedAt", resolved, satisfaction
   from city.work_order_round where order_id > $1 and order_id <= $2 order by order_id, round`,
)

const SPAN = sql(
  'work-order.recompute-span',
  'select min(received_at) as first, max(received_at) as last from city.work_order_round',
)

/** Pins what the transaction sees; its first statement. */
export const takeSnapshot = async (tx: Tx): Promise<void> => {
  await tx.run(SNAPSHOT)
}

/** The next orders by id. @param after id of the last one seen */
export const ordersAfter = (db: CityQueries, after: string, limit: number): Promise<readonly StoredOrder[]> =>
  db.rows<StoredOrder>(ORDERS, [after, limit])

/** Facts by order, of the orders after `after` up to `upTo`. */
export const factsBetween = async (
  db: CityQueries,
  after: string,
  upTo: string,
): Promise<ReadonlyMap<string, readonly Fact[]>> => {
  const facts = new Map<string, Fact[]>()
  for (const row of await db.rows<FactRow>(FACTS, [after, upTo])) {
    const known = facts.get(row.order_id)
    if (known === undefined) facts.set(row.order_id, [factOf(row)])
    else known.push(factOf(row))
  }
  return facts
}

export const roundsBetween = async (
  db: CityQueries,
  after: string,
  upTo: string,
): Promise<ReadonlyMap<string, readonly StoredRound[]>> =>
  Map.groupBy(await db.rows<StoredRound>(ROUNDS, [after, upTo]), row => row.order)

/** The first and last receipt of all rounds; undefined when there is none. */
export const spanOfRounds = async (
  db: CityQueries,
): Promise<{ readonly first: Instant; readonly last: Instant } | undefined> => {
  const { first, last } = await db.one<{ first: Instant | null; last: Instant | null }>(SPAN)
  return first === null || last === null ? undefined : { first, last }
}
