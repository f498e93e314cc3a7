import type { Instant } from '../../../kernel/time.ts'
import { type CityQueries, sql } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'

/** What came of the decisions of one town's villages, in whole numbers: rates are for whoever shows them. */
export type TownFigures = {
  readonly town: string
  readonly proposed: number
  /** Meetings of all four steps: who should have come, who came, and how often too few came. */
  readonly due: number
  readonly present: number
  readonly meetings: number
  readonly noQuorum: number
  /** Came to a vote, passed, and carried out to the end. */
  readonly voted: number
  readonly passed: number
  readonly done: number
  /** Sums of days, over those that passed and those that were carried out. */
  readonly daysToPass: number
  readonly daysToDone: number
}

const DAY_SECONDS = 86_400

const BY_TOWN = sql(
  'village-decision.figures',
  `with chosen as (
     select id, left(area, 9) as town, step, proposed_at from city.village_decision where proposed_at >= $1 and proposed_at < $2
   ), met as (
     select c.town, count(*) as meetings, sum((f.data -> 'meeting' ->> 'due')::int) as due,
       sum((f.data -> 'meeting' ->> 'present')::int) as present,
       count(*) filter (where f.data ->> 'verdict' = 'no-quorum') as no_quorum
     from chosen as c join city.village_decision_fact as f on f.decision = c.id
     where f.action in ('propose', 'discuss', 'deliberate', 'resolve') group by 1
   ), came as (
     select c.town, count(*) as proposed, count(*) filter (where c.step = 'rejected' or p.at is not null) as voted,
       count(p.at) as passed, count(e.at) as done,
       coalesce(sum(extract(epoch from p.at - c.proposed_at)), 0)::bigint / ${DAY_SECONDS} as days_to_pass,
       coalesce(sum(extract(epoch from e.at - p.at)), 0)::bigint / ${DAY_SECONDS} as days_to_done
     from chosen as c
     left join city.village_decision_fact as p
       on p.decision = c.id and p.action = 'resolve' and p.data ->> 'verdict' = 'passed'
     left join city.village_decision_fact as e on e.decision = c.id and e.action = 'complete'
     group by 1
   )
   select came.town, came.proposed, came.voted, came.passed, came.done, came.days_to_pass as "daysToPass",
     came.days_to_done as "daysToDone", met.due, met.present, met.meetings, met.no_quorum as "noQuorum"
   from came join met using (town) order by 1`,
)

/** Town by town, of decisions proposed in a period, its end not counted in. Grows with the decisions of the period. */
export const figuresByTown = (db: CityQueries, from: Instant, to: Instant): Promise<readonly TownFigures[]> =>
  db.rows<TownFigures>(BY_TOWN, [ts(from), ts(to)])
