import type { Instant } from '../../kernel/time.ts'
import { type CityDb, sql, type Tx } from '../db/types.ts'
import { json, ts } from '../db/values.ts'
import type { Consumer } from '../feature.ts'

/** Most events handed on at once. */
const FAN_OUT_MAX = 500

/* Asked by its key for the first there is: what was handed on lies in the table's first pages until it is cleared away. */
const WAITING = sql(
  'jobs.waiting',
  `select (select id from city.outbox where id > $2 order by id limit 1) is not null as fresh,
     array(select distinct consumer from city.delivery where next_at <= $1 order by consumer) as consumers`,
)
/* Deleted by a list of keys: joined to a table that was just full and is empty now, the planner would read all its pages. */
const FAN_OUT = sql(
  'jobs.fan-out',
  `with taken as (
     delete from city.outbox where id = any (array(
       select id from city.outbox where id > $5 order by id limit ${FAN_OUT_MAX} for update skip locked))
     returning id, topic, key, payload, at),
   made as (
     insert into city.delivery (consumer, event, topic, key, payload, at, next_at)
     select consumer.id, taken.id, taken.topic, taken.key, taken.payload, taken.at, $3
     from taken join unnest($1::text[], $2::text[], $4::jsonb[]) as consumer (id, topic, actions)
       on consumer.topic = taken.topic and (consumer.actions is null or consumer.actions ? (taken.payload ->> 'action'))
     returning consumer)
   select (select count(*) from taken) as events, (select coalesce(max(id), 0) from taken) as highest,
     array(select distinct consumer from made order by consumer) as consumers`,
)
/*
 * The first of its key that is due: not behind one that waits or runs, nor behind an event not handed on yet. Queues
 * are empty one moment and full the next, so no statistics fit: the inner query with its lock and OFFSET 0 keep the
 * planner to looking row by row, in order, with one index entry for each question, whatever it believes of the sizes.
 */
const CLAIM = sql(
  'jobs.claim',
  `select event, topic, key, payload, at from (
     select * from city.delivery where consumer = $1 and next_at <= $2 order by event for update skip locked
   ) as mine
   where not exists (select from city.delivery as before
       where before.consumer = mine.consumer and before.key = mine.key and before.event < mine.event offset 0)
     and not exists (select from city.outbox as before where before.key = mine.key and before.id < mine.event offset 0)
   limit 1`,
)
const DONE = sql('jobs.done', 'delete from city.delivery where consumer = $1 and event = $2')
const FAILED = sql(
  'jobs.failed',
  `update city.delivery set attempts = attempts + 1, last_error = $3,
     next_at = $4::timestamptz + interval '1 second' * power(5, attempts)
   where consumer = $1 and event = $2 returning attempts`,
)
const BURY = sql(
  'jobs.bury',
  `with gone as (delete from city.delivery where consumer = $1 and event = $2 returning *)
   insert into city.dead_delivery (consumer, event, topic, key, payload, at, attempts, last_error, died_at)
   select consumer, event, topic, key, payload, at, attempts, coalesce(last_error, ''), $3 from gone`,
)
const DEAD = sql(
  'jobs.dead',
  `select consumer, event, topic, key, at, attempts, last_error as error, died_at as died
   from city.dead_delivery order by event, consumer limit $1`,
)
const REVIVE = sql(
  'jobs.revive',
  `with back as (delete from city.dead_delivery where consumer = $1 and event = $2 returning *)
   insert into city.delivery (consumer, event, topic, key, payload, at, next_at)
   select consumer, event, topic, key, payload, at, $3 from back`,
)

const DISCARD = sql('jobs.discard', 'delete from city.dead_delivery where consumer = $1 and event = $2')

export type Delivery = {
  readonly event: number
  readonly topic: string
  readonly key: string
  readonly payload: unknown
  readonly at: Instant
}

/** Whether events with an id beyond `after` wait to be handed on, and which consumers have something due. */
export const waiting = (
  db: CityDb,
  now: Instant,
  after = 0,
): Promise<{ readonly fresh: boolean; readonly consumers: readonly string[] }> => db.one(WAITING, [ts(now), after])

/** How many events were handed on, the highest of their ids (0: there were none), and to whom. */
export type HandedOn = { readonly events: number; readonly highest: number; readonly consumers: readonly string[] }

/** Hands events with an id beyond `after` on to their consumers (all there are); an event without one is done with. */
export const fanOut = (db: CityDb, consumers: readonly Consumer[], now: Instant, after = 0): Promise<HandedOn> =>
  db.one<HandedOn>(FAN_OUT, [
    consumers.map(({ id }) => id),
    consumers.map(({ topic }) => topic),
    ts(now),
    consumers.map(({ actions }) => (actions === undefined ? null : json(actions))),
    after,
  ])

export const claim = (tx: Tx, consumer: string, now: Instant): Promise<Delivery | undefined> =>
  tx.maybe<Delivery>(CLAIM, [consumer, ts(now)])

export const done = (tx: Tx, consumer: string, event: number): void => tx.write(DONE, [consumer, event])

/** Puts a delivery off, longer each time; returns the attempts made. */
export const failed = async (tx: Tx, consumer: string, event: number, why: string, now: Instant): Promise<number> =>
  (await tx.maybe<{ attempts: number }>(FAILED, [consumer, event, why, ts(now)]))?.attempts ?? 0

export const bury = (tx: Tx, consumer: string, event: number, now: Instant): Promise<number> =>
  tx.run(BURY, [consumer, event, ts(now)])

export type DeadDelivery = {
  readonly consumer: string
  readonly event: number
  readonly topic: string
  readonly key: string
  readonly at: Instant
  readonly attempts: number
  readonly error: string
  readonly died: Instant
}

/** Deliveries given up, oldest first, for the operator. */
export const deadDeliveries = (db: CityDb, limit: number): Promise<readonly DeadDelivery[]> =>
  db.rows<DeadDelivery>(DEAD, [limit])

/** Puts a delivery back, with all its attempts before it. False when it is not among the dead. */
export const revive = async (tx: Tx, consumer: string, event: number, now: Instant): Promise<boolean> =>
  (await tx.run(REVIVE, [consumer, event, ts(now)])) === 1

/** Gives a delivery up for good. False when it is not among the dead. */
export const discard = async (tx: Tx, consumer: string, event: number): Promise<boolean> =>
  (await tx.run(DISCARD, [consumer, event])) === 1
