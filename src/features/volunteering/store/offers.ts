import { type CityQueries, sql } from '../../../platform/db/types.ts'
import type { Offer } from '../rules/match.ts'

const COLUMNS = `id as volunteer, party, area, reach, skills, languages, wishes, slots, (born_on + interval '18 years')::date as "adultOn",
  guardian_at is not null as guardian, minutes`

/** Of each town who has done least, and beside them some who go anywhere: both along an index in this order. */
const NEAR = sql(
  'volunteering.offers-near',
  `(select near.* from unnest($1::text[]) as town cross join lateral (
     select ${COLUMNS} from city.volunteer where substr(area, 1, 9) = town and state = 'active' and slots & $2 <> 0
     order by minutes, id limit $3) as near)
   union all
   (select ${COLUMNS} from city.volunteer where state = 'active' and reach = 'city' and slots & $2 <> 0
     and not substr(area, 1, 9) = any($1::text[]) order by minutes, id limit $4)`,
)
/** Of each ring the first by what they have done: the community, the town, the rest of the city. */
const FITTING = sql(
  'volunteering.offers-fitting',
  `(select ${COLUMNS} from city.volunteer where state = 'active' and traits @> (select array_agg($3 || '|' || w) from unnest($1::text[]) w)
     and area = $2 and not (party = any($4::uuid[])) order by minutes, id limit $5)
   union all
   (select ${COLUMNS} from city.volunteer where state = 'active' and traits @> (select array_agg($3 || '|' || w) from unnest($1::text[]) w) and area <> $2
     and reach <> 'community' and not (party = any($4::uuid[])) order by minutes, id limit $5)
   union all
   (select ${COLUMNS} from city.volunteer where state = 'active' and traits @> (select array_agg('*|' || w) from unnest($1::text[]) w) and not (area ^@ $3)
     and not (party = any($4::uuid[])) order by minutes, id limit $5)`,
)

const FAR_SHARE = 5

/**
 * Volunteers of some towns, and some of those who go anywhere in the city, who are free in one of these slots: for matching
 * many needs at once.
 * @param towns nine digits each  @param slots bits  @param most a bound, shared evenly by the towns; who has
 * done least comes first
 */
export const offersNear = (
  db: CityQueries,
  towns: readonly string[],
  slots: number,
  most: number,
): Promise<readonly Offer[]> => {
  const far = Math.floor(most / FAR_SHARE)
  return db.rows<Offer>(NEAR, [[...towns], slots, Math.floor((most - far) / Math.max(1, towns.length)), far])
}

/** Volunteers for one need, ring by ring: those with all these traits who would come that far. */
export const offersFitting = (
  db: CityQueries,
  traits: readonly string[],
  area: string,
  without: readonly string[],
  most: number,
): Promise<readonly Offer[]> => db.rows<Offer>(FITTING, [traits, area, area.slice(0, 9), without, most])
