import { type CityDb, sql } from '../../platform/db/types.ts'

/** How far a city's background work is behind. Seconds are 0 when nothing waits. */
export type Queues = {
  /** Deliveries given up. */
  readonly dead: number
  /** Age of the oldest event not handed on to its consumers. */
  readonly outboxSeconds: number
  /** How long the delivery that is due longest has been due. */
  readonly deliverySeconds: number
  readonly waiting: number
  /** How long the escalation that is due longest has been due. */
  readonly clockSeconds: number
  /** Journal entries without a place yet, and the age of the oldest. */
  readonly unnumbered: number
  readonly unnumberedSeconds: number
  /** Messages that should have gone out, and how long the oldest has been due. */
  readonly messages: number
  readonly messageSeconds: number
}

const QUEUES = sql(
  'health.queues',
  `select (select count(*) from city.dead_delivery) as dead,
     (select count(*) from city.outbox) + (select count(*) from city.delivery) as waiting,
     (select coalesce(extract(epoch from statement_timestamp() - min(at)), 0)::int from city.outbox) as "outboxSeconds",
     (select coalesce(extract(epoch from statement_timestamp() - min(next_at)), 0)::int from city.delivery
       where next_at <= statement_timestamp()) as "deliverySeconds",
     (select coalesce(extract(epoch from statement_timestamp() - min(next_at)), 0)::int from city.clock
       where next_at <= statement_timestamp()) as "clockSeconds",
     (select count(*) from city.journal_entry where idx is null) as unnumbered,
     (select coalesce(greatest(0, extract(epoch from statement_timestamp() - min(at))), 0)::int from city.journal_entry
       where idx is null) as "unnumberedSeconds",
     (select count(*) from city.message where state = 'waiting' and next_at <= statement_timestamp()) as messages,
     (select coalesce(extract(epoch from statement_timestamp() - min(next_at)), 0)::int from city.message
       where state = 'waiting' and next_at <= statement_timestamp()) as "messageSeconds"`,
)

export const queuesOf = (db: CityDb): Promise<Queues> => db.one<Queues>(QUEUES)

/** From this age on something waits for a worker that is not there. */
export const LATE_SECONDS = 60
