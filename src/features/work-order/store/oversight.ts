import { type Expression, sql as raw, type SqlBool } from 'kysely'
import { DAY_MS, type Instant, instant } from '../../../kernel/time.ts'
import { build } from '../../../platform/db/kysely.ts'
import { type CityQueries, sql } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'
import { inScope, type Scope } from './lists.ts'

/** How one unit stands: what it has open, how much of that is late, and since when. `lead` is null for the desk itself. */
export type UnitLoad = {
  readonly lead: string | null
  readonly open: number
  readonly late: number
  readonly soon: number
  readonly oldest: Instant | null
}

/** Open orders in scope by lead unit: the most late first, then the oldest due. */
export const loadByUnit = (
  db: CityQueries,
  scope: Scope,
  now: Instant,
  soonUntil: Instant,
): Promise<readonly UnitLoad[]> => {
  const at = (instant: Instant) => raw`${ts(instant)}::timestamptz`
  const where: Expression<SqlBool> = raw<SqlBool>`not ended and ${inScope(scope)}`
  const query = build<{ work_order: { lead: string | null } }>()
    .selectFrom('work_order')
    .select([
      'lead',
      raw<number>`count(*)`.as('open'),
      raw<number>`count(*) filter (where next_due_at < ${at(now)})`.as('late'),
      raw<number>`count(*) filter (where next_due_at >= ${at(now)} and next_due_at < ${at(soonUntil)})`.as('soon'),
      raw<Instant | null>`min(next_due_at) filter (where next_due_at < ${at(now)})`.as('oldest'),
    ])
    .where(where)
    .groupBy('lead')
    .orderBy(raw`count(*) filter (where next_due_at < ${at(now)})`, 'desc')
    .orderBy('lead')
    .limit(1000)
  return db.built<UnitLoad>(query.compile() as never)
}

/** A step of escalation that was fired: of which order and clock, and when it was due and done. */
export type FiredStep = {
  readonly order: string
  readonly no: string
  readonly title: string
  readonly step: string
  readonly clock: string
  readonly level: string
  readonly at: Instant
}

const STEPS_SHOWN = 50
/** Older ones have been seen, or are late by far more than a step: so that whoever has none does not look through them all. */
const STEPS_MS = 7 * DAY_MS

/**
 * The latest fifty escalations of the last seven days in scope, newest first. Each step asks for its order with a query
 * of its own: joined, every order of the city would be read and its steps sorted.
 */
export const firedSteps = (db: CityQueries, scope: Scope, now: Instant): Promise<readonly FiredStep[]> => {
  const latest = raw`(
    select s.subject, s.name, s.level, s.fired_at from city.clock_step as s
    where s.fired_at > ${ts(instant(now - STEPS_MS))}::timestamptz
      and (select true from city.work_order where id = s.subject and ${inScope(scope)})
    order by s.fired_at desc limit ${STEPS_SHOWN})`
  const query = raw<FiredStep>`
    select o.id as "order", o.no, o.title, o.step, s.name as clock, s.level, s.fired_at as at
    from ${latest} as s join city.work_order as o on o.id = s.subject order by s.fired_at desc`
  return db.built<FiredStep>(query.compile(build()) as never)
}

const NUMBERS = sql('work-order.numbers', 'select id, no from city.work_order where id = any($1::uuid[])')

/** Numbers of orders by id. */
export const numbersOf = async (db: CityQueries, ids: readonly string[]): Promise<ReadonlyMap<string, string>> =>
  new Map((await db.rows<{ id: string; no: string }>(NUMBERS, [[...new Set(ids)]])).map(({ id, no }) => [id, no]))

const IN_HAND = sql(
  'work-order.in-hand',
  `select assignee, count(*) as open from city.work_order
   where assignee = any($1::uuid[]) and not ended group by assignee`,
)

/** How many open orders each of these people has. */
export const openByAssignee = async (
  db: CityQueries,
  parties: readonly string[],
): Promise<ReadonlyMap<string, number>> =>
  new Map((await db.rows<{ assignee: string; open: number }>(IN_HAND, [parties])).map(row => [row.assignee, row.open]))

const LINKS = sql(
  'work-order.link-counts',
  `select id, count(*) as links from (
     select order_id as id from city.work_order_link where order_id = any($1::uuid[])
     union all select other from city.work_order_link where other = any($1::uuid[])
   ) as ends group by id`,
)

/** How many orders each of these is linked with, for a page of a list. */
export const linkCounts = async (db: CityQueries, ids: readonly string[]): Promise<ReadonlyMap<string, number>> =>
  new Map((await db.rows<{ id: string; links: number }>(LINKS, [ids])).map(row => [row.id, row.links]))
