import { type CityQueries, sql } from '../../../platform/db/types.ts'
import type { Offer } from '../rules/match.ts'

const COLUMNS = `id as volunteer, party, area, reach, skills, languages, wishes, slots, adult_on as "adultOn", guardian, minutes`
const FROM = `(select id, party, area, reach, skills, languages, wishes, slots, (born_on + interval '18 years')::date as adult_on,
  guardian_at is not null as guardian, minutes, state, traits from city.volunteer) as v`

const NEAR = sql(
  'volunteering.offers-near',
  `select ${COLUMNS} from ${FROM} where state = 'active' and slots & $2 <> 0
     and (traits && $1::text[] or reach = 'city') order by minutes, volunteer limit $3`,
)
const FITTING = sql(
  'volunteering.offers-fitting',
  `select ${COLUMNS} from ${FROM} where state = 'active' and traits @> $1::text[]
     and (area = $2 or (area ^@ $3 and reach <> 'community') or reach = 'city') and not (party = any($4::uuid[]))
   order by (area = $2) desc, (area ^@ $3) desc, minutes, volunteer limit $5`,
)

/**
 * Volunteers of some towns, and those who go anywhere in the city, who are free in one of these slots: for matching many
 * needs at once.
 * @param towns nine digits each  @param slots bits  @param most a bound; who has done least comes first
 */
export const offersNear = (
  db: CityQueries,
  towns: readonly string[],
  slots: number,
  most: number,
): Promise<readonly Offer[]> => db.rows<Offer>(NEAR, [towns.map(town => `t:${town}`), slots, most])

/** Volunteers for one need, nearest first: those with all these traits who would come that far. */
export const offersFitting = (
  db: CityQueries,
  traits: readonly string[],
  area: string,
  without: readonly string[],
  most: number,
): Promise<readonly Offer[]> => db.rows<Offer>(FITTING, [traits, area, area.slice(0, 9), without, most])
