import type { Instant } from '../../../kernel/time.ts'
import { type CityQueries, sql } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'

/** What came of the topics of one town, in whole numbers: rates are for whoever shows them. */
export type TownFigures = {
  readonly town: string
  /** Topics that were listed. */
  readonly listed: number
  /** 开会难: meetings held, seats with a voice, who of them came, and how often too few came. */
  readonly meetings: number
  readonly due: number
  readonly present: number
  readonly noQuorum: number
  /** 议事难: topics that came to a meeting with enough people, and those that came to an agreement. */
  readonly talked: number
  readonly resolved: number
  /** 执行难: carried out of those agreed. */
  readonly done: number
  /** Sums of days: from when it came to light to the meeting, and from the meeting to when it was done. */
  readonly daysToMeet: number
  readonly daysToDone: number
  /** Ratings by those who took part, and those of them that say 满意 or 基本满意. */
  readonly rated: number
  readonly satisfied: number
}

const BY_TOWN = sql(
  'deliberation.figures',
  `with chosen as (
     select id, left(area, 9) as town, state from city.deliberation
     where published and raised_at >= $1 and raised_at < $2
   ), met as (
     select c.town, count(*) as meetings, coalesce(sum((f.data ->> 'due')::int), 0) as due,
       coalesce(sum((f.data ->> 'present')::int), 0) as present,
       count(*) filter (where f.data ->> 'verdict' = 'no-quorum') as no_quorum,
       count(distinct c.id) filter (where f.data ->> 'verdict' <> 'no-quorum') as talked,
       count(distinct c.id) filter (where f.data ->> 'verdict' = 'passed') as resolved,
       count(distinct c.id) filter (where f.data ->> 'verdict' = 'passed' and c.state ->> 'doneOn' is not null) as done
     from chosen as c join city.deliberation_fact as f on f.topic = c.id and f.action = 'conclude' group by 1
   ), took as (
     select town, count(*) as listed,
       coalesce(sum((state ->> 'meetingOn')::date - (state ->> 'foundOn')::date)
         filter (where state ->> 'verdict' = 'passed'), 0) as days_to_meet,
       coalesce(sum((state ->> 'doneOn')::date - (state ->> 'meetingOn')::date)
         filter (where state ->> 'doneOn' is not null), 0) as days_to_done
     from chosen group by 1
   ), said as (
     select c.town, count(*) as rated, count(*) filter (where r.score >= 2) as satisfied
     from chosen as c join city.deliberation_rating as r on r.topic = c.id group by 1
   )
   select took.town, took.listed, coalesce(met.meetings, 0) as meetings, coalesce(met.due, 0) as due,
     coalesce(met.present, 0) as present, coalesce(met.no_quorum, 0) as "noQuorum", coalesce(met.talked, 0) as talked,
     coalesce(met.resolved, 0) as resolved, coalesce(met.done, 0) as done, took.days_to_meet as "daysToMeet",
     took.days_to_done as "daysToDone", coalesce(said.rated, 0) as rated, coalesce(said.satisfied, 0) as satisfied
   from took left join met using (town) left join said using (town) order by 1`,
)

/** Town by town, of topics raised in a period, its end not counted in. Grows with the topics of the period. */
export const figuresByTown = (db: CityQueries, from: Instant, to: Instant): Promise<readonly TownFigures[]> =>
  db.rows<TownFigures>(BY_TOWN, [ts(from), ts(to)])
