import type { Instant } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'

/** What was counted for a town (or the whole city, `area` its path) and a topic; `''` for all of them. */
export type FigureRow = {
  readonly area: string
  readonly topic: string
  /** In the register and not left. */
  readonly volunteers: number
  /** Of those, with a recorded service in the last year. */
  readonly active: number
  readonly services: number
  readonly minutes: number
  readonly at: Instant
}

const CLEAR = sql('volunteering.clear-figures', 'delete from city.volunteer_figure')
/** People count where they live, services where they were done. */
const COUNT = sql(
  'volunteering.count-figures',
  `insert into city.volunteer_figure (area, topic, volunteers, active, services, minutes, at)
   with people as (
     select left(area, 9) as area, count(*) as volunteers,
       count(*) filter (where exists (select from city.volunteer_service s where s.volunteer = v.id and s.state = 'recorded'
         and s.from_at > $1::timestamptz - interval '1 year')) as active
     from city.volunteer v where state <> 'left' group by 1),
   done as (
     select left(area, 9) as area, topic, count(*) as services, sum(minutes) as minutes, count(distinct volunteer) as active
     from city.volunteer_service where state = 'recorded' group by 1, 2),
   lines as (
     select area, '' as topic, volunteers, active, 0::bigint as services, 0::bigint as minutes from people
     union all select area, '', 0, 0, sum(services), sum(minutes) from done group by area
     union all select area, topic, 0, active, services, minutes from done)
   select area, topic, sum(volunteers), sum(active), sum(services), sum(minutes), $1 from lines group by area, topic`,
)
const ALL = sql(
  'volunteering.figures',
  `select area, topic, volunteers, active, services, minutes, at from city.volunteer_figure order by area, topic`,
)

/** Counts everything anew, in the caller's transaction. */
export const countFigures = async (tx: Tx, now: Instant): Promise<number> => {
  await tx.run(CLEAR)
  return tx.run(COUNT, [ts(now)])
}

export const figures = (db: CityQueries): Promise<readonly FigureRow[]> => db.rows<FigureRow>(ALL)
