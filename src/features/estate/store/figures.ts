import type { LocalDate } from '../../../kernel/time.ts'
import { type CityQueries, sql } from '../../../platform/db/types.ts'

/** 交叉任职 of one place on a day: who of the committees in term serves elsewhere as well. Whole numbers only. */
export type CrossFigures = {
  readonly area: string
  readonly estates: number
  readonly assemblies: number
  readonly committees: number
  readonly members: number
  /** Committees with at least one member who serves elsewhere. */
  readonly withCross: number
  readonly residentsCommittee: number
  readonly residentsRepresentative: number
  readonly partyBranch: number
  readonly propertyParty: number
}

const CROSS = sql(
  'estate.cross',
  `select left(e.area, $2::int) as area, count(distinct e.id) as estates,
     count(distinct e.id) filter (where e.assembly_on is not null) as assemblies,
     count(distinct t.id) as committees, count(m.id) as members,
     count(distinct t.id) filter (where cardinality(m.posts) > 0) as "withCross",
     count(m.id) filter (where 'residents-committee' = any(m.posts)) as "residentsCommittee",
     count(m.id) filter (where 'residents-representative' = any(m.posts)) as "residentsRepresentative",
     count(m.id) filter (where 'party-branch' = any(m.posts)) as "partyBranch",
     count(m.id) filter (where 'property-party' = any(m.posts)) as "propertyParty"
   from city.estate as e
   left join city.estate_term as t on t.estate = e.id and t.from_day <= $3 and t.to_day >= $3
   left join city.estate_member as m on m.term = t.id and m.from_day <= $3 and (m.to_day is null or m.to_day > $3)
   where e.area >= $1 and e.area < $1 || '~' group by 1 order by 1`,
)

/** Place by place: towns of the city, or communities of a town. @param digits of the codes it is counted by: 9 or 12 */
export const crossFigures = (
  db: CityQueries,
  within: string,
  digits: 9 | 12,
  on: LocalDate,
): Promise<readonly CrossFigures[]> => db.rows<CrossFigures>(CROSS, [within, digits, on])
