import { sql as raw } from 'kysely'
import { build } from '../../../platform/db/kysely.ts'
import { type CityQueries, sql } from '../../../platform/db/types.ts'
import { TOWN_DIGITS, traitIn, type VolunteerRow } from './volunteers.ts'

export type Filter = {
  /** Area paths of which one must be a prefix; none finds nobody. */
  readonly within: readonly string[]
  /** Words such as `s:law`, `h:13`; all must hold. */
  readonly traits: readonly string[]
  readonly state?: VolunteerRow['state'] | undefined
  readonly no?: string | undefined
  readonly numberBlind?: Buffer | undefined
  readonly nameBlind?: Buffer | undefined
}

type Tables = {
  volunteer: {
    id: string
    no: string
    area: string
    state: string
    number_blind: Buffer
    name_blind: Buffer
  }
}

type Place = { readonly area: string; readonly id: string }

const IN_TOWN = sql(
  'volunteering.ids-in-town',
  `with found as materialized (select area, id, state from city.volunteer where traits @> $1::text[])
   select id from found where area >= $2 and area < $2 || '~' and ($3::text is null or state = $3)
     and ($4::text is null or (area, id) > ($4, $5::uuid)) order by area, id limit $6`,
)

/** What is looked for in one town, and how much of it. */
type InTown = {
  readonly town: string
  readonly within: string
  readonly filter: Filter
  readonly after: Place | undefined
  readonly limit: number
}

const wordsOf = ({ town, filter }: InTown): readonly string[] => filter.traits.map(word => traitIn(town, word))

/** By the index of traits whatever the planner would guess: of words that exclude each other it guesses many. */
const idsInTown = async (db: CityQueries, asked: InTown): Promise<readonly string[]> => {
  const { within, filter, after, limit } = asked
  const given = [wordsOf(asked), within, filter.state ?? null, after?.area ?? null, after?.id ?? null, limit]
  return (await db.rows<{ id: string }>(IN_TOWN, given)).map(({ id }) => id)
}

const WALKED_MOST = 5_000

const WALK = sql(
  'volunteering.ids-walked',
  `with walk as materialized (select area, id, state, traits from city.volunteer
     where area >= $1 and area < $1 || '~' and ($2::text is null or (area, id) > ($2, $3::uuid)) order by area, id limit $4)
   select (select count(*) from walk)::int as walked,
     array(select id from walk where traits @> $5::text[] and ($6::text is null or state = $6) order by area, id limit $7) as ids`,
)

/**
 * By one word: most words are had by many, and the first of them are soon met along the areas. When a bounded walk meets
 * too few, the word is rare and the index of traits has few of it. Either way what is read has a bound.
 */
const idsByWord = async (db: CityQueries, asked: InTown): Promise<readonly string[]> => {
  const { within, filter, after, limit } = asked
  const from = [within, after?.area ?? null, after?.id ?? null, WALKED_MOST]
  const { walked, ids } = await db.one<{ walked: number; ids: readonly string[] }>(WALK, [
    ...from,
    wordsOf(asked),
    filter.state ?? null,
    limit,
  ])
  return ids.length >= limit || walked < WALKED_MOST ? ids : idsInTown(db, asked)
}

/** Along the index of areas; a person by number or name. */
const idsAlong = async (db: CityQueries, filter: Filter, after: Place | undefined, limit: number) => {
  let query = build<Tables>()
    .selectFrom('volunteer')
    .select('id')
    .where(eb => eb.or(filter.within.map(path => eb.and([eb('area', '>=', path), eb('area', '<', `${path}~`)]))))
  if (filter.state !== undefined) query = query.where('state', '=', filter.state)
  if (filter.no !== undefined) query = query.where('no', '=', filter.no)
  if (filter.numberBlind !== undefined) query = query.where('number_blind', '=', filter.numberBlind)
  if (filter.nameBlind !== undefined) query = query.where('name_blind', '=', filter.nameBlind)
  if (after !== undefined) query = query.where(raw<boolean>`(area, id) > (${after.area}, ${after.id}::uuid)`)
  return (await db.built(query.orderBy('area').orderBy('id').limit(limit).compile())).map(({ id }) => id)
}

/**
 * Ids of one page of volunteers, by area and id. Asked as the system, with the reader's areas in the question: under a
 * policy the index of traits could not be used (decision 0009); the rows are read as the reader. With traits it goes town
 * by town, in order, until the page is full.
 * @param towns of the city, nine digits each, in order
 */
export const volunteerIds = async (
  db: CityQueries,
  filter: Filter,
  after: Place | undefined,
  limit: number,
  towns: readonly string[],
): Promise<readonly string[]> => {
  if (filter.within.length === 0) return []
  const person = filter.no !== undefined || filter.numberBlind !== undefined || filter.nameBlind !== undefined
  if (filter.traits.length === 0 || person) return idsAlong(db, filter, after, limit)
  const found: string[] = []
  for (const town of towns) {
    if (after !== undefined && town < after.area.slice(0, TOWN_DIGITS)) continue
    for (const path of filter.within) {
      if (!path.startsWith(town) && !town.startsWith(path)) continue
      const within = path.length > town.length ? path : town
      const asked = { town, within, filter, after, limit: limit - found.length }
      const ids = await (filter.traits.length === 1 ? idsByWord(db, asked) : idsInTown(db, asked))
      found.push(...ids)
      if (found.length >= limit) return found
    }
  }
  return found
}
