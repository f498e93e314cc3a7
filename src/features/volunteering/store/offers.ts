import { type CityQueries, sql } from '../../../platform/db/types.ts'
import type { Need, Offer } from '../rules/match.ts'
import { TOWN_DIGITS, traitIn } from './volunteers.ts'

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
const OWN = `id, party, area, reach, skills, languages, wishes, slots, born_on, guardian_at, minutes`
/** Free in all these slots, with this skill and this language, and none of these parties. */
const FITS = `slots & $2 = $2 and ($3::text is null or skills @> array[$3]) and ($4::text is null or languages @> array[$4])
  and not (party = any($5::uuid[]))`

/** The members of a community are few enough to look at each. */
const IN_COMMUNITY = sql(
  'volunteering.offers-in-community',
  `select ${COLUMNS} from city.volunteer where area = $1 and state = 'active' and ${FITS} order by minutes, id limit $6`,
)
/** A walk along who has done least, which ends when enough have been met; longer than so many it is not. */
const ALONG_TOWN = sql(
  'volunteering.offers-along-town',
  `select ${COLUMNS} from (select ${OWN} from city.volunteer
     where substr(area, 1, 9) = $1 and state = 'active' order by minutes, id limit $8) walk
   where area <> $7 and reach <> 'community' and ${FITS} order by minutes, id limit $6`,
)
const ALONG_CITY = sql(
  'volunteering.offers-along-city',
  `select ${COLUMNS} from (select ${OWN} from city.volunteer
     where state = 'active' and reach = 'city' order by minutes, id limit $7) walk
   where substr(area, 1, 9) <> $1 and ${FITS} order by minutes, id limit $6`,
)
/** Where the walk met too few, the words are rare, and the index of traits has few of them. */
const RARE_IN_TOWN = sql(
  'volunteering.offers-rare-in-town',
  `select ${COLUMNS} from city.volunteer where state = 'active' and traits @> $1::text[] and area <> $2
     and reach <> 'community' and not (party = any($3::uuid[])) order by minutes, id limit $4`,
)
const RARE_IN_CITY = sql(
  'volunteering.offers-rare-in-city',
  `select ${COLUMNS} from city.volunteer where state = 'active' and traits @> $1::text[] and not (area ^@ $2)
     and not (party = any($3::uuid[])) order by minutes, id limit $4`,
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

export const RINGS = ['community', 'town', 'city'] as const
export type Ring = (typeof RINGS)[number]

/** What a volunteer must have to be looked at for a need. */
export type Wanted = Pick<Need, 'area' | 'slots' | 'skill' | 'language'> & {
  /** The same as words of the index of traits. */
  readonly traits: readonly string[]
  /** Parties that are not asked. */
  readonly without: readonly string[]
}

const WALKED_MOST = 20_000

/** Volunteers of one ring around a need who would come that far and have all it asks for, who has done least first. */
export const offersIn = async (
  db: CityQueries,
  ring: Ring,
  { area, slots, skill, language, traits, without }: Wanted,
  most: number,
): Promise<readonly Offer[]> => {
  const town = area.slice(0, TOWN_DIGITS)
  const fits = [slots, skill, language, without, most]
  if (ring === 'community') return db.rows<Offer>(IN_COMMUNITY, [area, ...fits])
  const walked =
    ring === 'town'
      ? await db.rows<Offer>(ALONG_TOWN, [town, ...fits, area, WALKED_MOST])
      : await db.rows<Offer>(ALONG_CITY, [town, ...fits, WALKED_MOST])
  if (walked.length === most) return walked
  return ring === 'town'
    ? db.rows<Offer>(RARE_IN_TOWN, [traits.map(word => traitIn(town, word)), area, without, most])
    : db.rows<Offer>(RARE_IN_CITY, [traits.map(word => traitIn('*', word)), town, without, most])
}
