import type { Instant } from '../../../kernel/time.ts'
import { type CityQueries, sql } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'

/** Counts of one group of rounds. `group` names it: a kind, a channel, a town, or nothing for all. */
export type Counts = {
  readonly by: 'all' | 'kind' | 'channel' | 'town'
  readonly group: string
  readonly rounds: number
  readonly reopened: number
  readonly closed: number
  readonly contact_part: number
  readonly contact_whole: number
  readonly resolved_part: number
  readonly resolved_whole: number
  readonly satisfied_part: number
  readonly satisfied_whole: number
  readonly on_time_part: number
  readonly on_time_whole: number
}

/** The same definitions as rules/rates.ts, which a test holds against this on generated orders. */
const COUNTS = sql(
  'work-order.counts',
  `select case when grouping(r.kind) = 0 then 'kind' when grouping(r.channel) = 0 then 'channel'
       when grouping(left(r.area, 9)) = 0 then 'town' else 'all' end as by,
     coalesce(r.kind, r.channel, left(r.area, 9), '') as "group",
     count(*) as rounds,
     count(*) filter (where r.round > 1) as reopened,
     count(*) filter (where r.closed_at is not null) as closed,
     count(*) filter (where r.contacted_at <= r.contact_due_at) as contact_part,
     count(*) filter (where r.contact_due_at is not null and (r.contacted_at is not null or r.contact_due_at < $3)) as contact_whole,
     count(*) filter (where r.resolved) as resolved_part,
     count(*) filter (where r.resolved is not null) as resolved_whole,
     count(*) filter (where r.satisfaction in ('very-satisfied', 'satisfied', 'basically-satisfied')) as satisfied_part,
     count(*) filter (where r.satisfaction is not null) as satisfied_whole,
     count(*) filter (where r.closed_at <= r.close_due_at) as on_time_part,
     count(*) filter (where r.close_due_at is not null and (r.closed_at is not null or r.close_due_at < $3)) as on_time_whole
   from city.work_order_round r
   where r.received_at >= $1 and r.received_at < $2
     and ($4::text is null or exists (select 1 from city.work_order o where o.id = r.order_id and o.source = $4))
   group by grouping sets ((), (r.kind), (r.channel), (left(r.area, 9)))`,
)

/** Days from receipt to closing, whole calendar days in Asia/Shanghai, in steps people think in. */
const DAYS = sql(
  'work-order.days-to-reply',
  `select least(16, days) as days, count(*) as count from (
     select (r.closed_at at time zone 'Asia/Shanghai')::date - (r.received_at at time zone 'Asia/Shanghai')::date as days
     from city.work_order_round r
     where r.received_at >= $1 and r.received_at < $2 and r.closed_at is not null
       and ($3::text is null or exists (select 1 from city.work_order o where o.id = r.order_id and o.source = $3))
   ) as replied group by 1 order by 1`,
)

type Period = { readonly from: Instant; readonly to: Instant; readonly source: string | null }

export const countsOf = (db: CityQueries, { from, to, source }: Period, asOf: Instant): Promise<readonly Counts[]> =>
  db.rows<Counts>(COUNTS, [ts(from), ts(to), ts(asOf), source])

export const daysToReply = (
  db: CityQueries,
  { from, to, source }: Period,
): Promise<readonly { days: number; count: number }[]> =>
  db.rows<{ days: number; count: number }>(DAYS, [ts(from), ts(to), source])
