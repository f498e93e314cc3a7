import type { Instant } from '../../../kernel/time.ts'
import { type CityQueries, sql } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'
import type { Kind } from '../rules/unit.ts'

/** An owner of a unit as lists show one. */
export type ListedOwner = {
  readonly owner: string
  readonly name: string
  readonly number: string
  readonly of: number | null
  readonly in: number | null
}

/** A unit in a list, with who owns it now. */
export type ListedUnit = {
  readonly id: string
  readonly code: string
  readonly building: string
  readonly stairwell: string | null
  readonly kind: Kind
  readonly areaDm2: number
  readonly title: string | null
  readonly developer: boolean
  readonly handed: boolean
  readonly since: Instant | null
  readonly owners: readonly ListedOwner[]
}

const OWNERS = `coalesce((select jsonb_agg(jsonb_build_object('owner', o.id, 'name', o.name_masked, 'number', o.number_masked,
    'of', h.share_of, 'in', h.share_in) order by o.id)
  from city.estate_holder as h join city.estate_owner as o on o.id = h.owner where h.title = t.id), '[]') as owners`

const UNITS = sql(
  'estate.unit-list',
  `select u.id, u.code, u.building, u.stairwell, u.kind, u.area_dm2 as "areaDm2", t.id as title,
     coalesce(t.developer, false) as developer, (t.handed_at is not null and t.handed_at <= $2) as handed, t.from_at as since, ${OWNERS}
   from city.estate_unit as u
   left join city.estate_title as t on t.unit = u.id and t.voided_at is null and t.from_at <= $2 and (t.upto is null or t.upto > $2)
   where u.estate = $1 and ($3::text is null or u.building = $3) and ($4::text is null or u.code like '%' || $4 || '%')
     and ($5::text is null or u.code > $5) and ($7::text is null or ($7 = 'developer' and (t.developer or (t.id is not null and t.handed_at is null)))
       or ($7 = 'none' and t.id is null) or ($7 = 'owned' and not t.developer))
   order by u.code limit $6`,
)
const HISTORY = sql(
  'estate.unit-history',
  `select t.id, t.developer, t.from_at as "from", t.upto, t.handed_at as "handedAt", t.basis, t.paper_masked as paper,
     t.recorded_at as "recordedAt", t.backdated, t.corrects, t.voided_at as "voidedAt", ${OWNERS}
   from city.estate_title as t where t.unit = $1 order by t.from_at desc, t.recorded_at desc`,
)
const BUILDINGS = sql(
  'estate.buildings',
  `select building, count(*) as units, sum(area_dm2) as "areaDm2",
     array_remove(array_agg(distinct stairwell order by stairwell), null) as stairwells
   from city.estate_unit where estate = $1 group by building order by building`,
)
const DISPUTED = sql(
  'estate.disputed',
  `select distinct u.code from city.estate_owner as o join city.estate_holder as h on h.owner = o.id
   join city.estate_title as t on t.id = h.title and t.voided_at is null and t.upto is null
   join city.estate_unit as u on u.id = t.unit and u.estate = $1 where o.disputed_at is not null order by u.code`,
)

export type UnitFilter = {
  readonly building?: string | undefined
  /** Part of a code. */
  readonly named?: string | undefined
  readonly standing?: 'owned' | 'developer' | 'none' | undefined
}

const likely = (text: string | undefined): string | null =>
  text === undefined || text === '' ? null : text.replace(/[\\%_]/g, '\\$&')

/** One page of units with who owns them now, by code. @param after code of the last one shown */
export const listUnits = async (
  db: CityQueries,
  estate: string,
  { building, named, standing }: UnitFilter,
  page: { readonly after: string | undefined; readonly limit: number },
  now: Instant,
): Promise<readonly ListedUnit[]> =>
  db.rows<ListedUnit>(UNITS, [
    estate,
    ts(now),
    building ?? null,
    likely(named),
    page.after ?? null,
    page.limit,
    standing ?? null,
  ])

/** A title as the history of a unit shows it, the voided ones among them. */
export type ListedTitle = {
  readonly id: string
  readonly developer: boolean
  readonly from: Instant
  readonly upto: Instant | null
  readonly handedAt: Instant | null
  readonly basis: string
  readonly paper: string
  readonly recordedAt: Instant
  readonly backdated: boolean
  readonly corrects: string | null
  readonly voidedAt: Instant | null
  readonly owners: readonly ListedOwner[]
}

/** Everything the register ever said of a unit, the newest first. */
export const unitHistory = (db: CityQueries, unit: string): Promise<readonly ListedTitle[]> =>
  db.rows<ListedTitle>(HISTORY, [unit])

export type Building = {
  readonly building: string
  readonly units: number
  readonly areaDm2: number
  readonly stairwells: readonly string[]
}

export const buildingsOf = async (db: CityQueries, estate: string): Promise<readonly Building[]> =>
  (await db.rows<Omit<Building, 'areaDm2'> & { readonly areaDm2: string }>(BUILDINGS, [estate])).map(row => ({
    ...row,
    areaDm2: Number(row.areaDm2),
  }))

/** Codes of units an owner of which was verified under another name than the register has. */
export const disputedUnits = async (db: CityQueries, estate: string): Promise<readonly string[]> =>
  (await db.rows<{ code: string }>(DISPUTED, [estate])).map(({ code }) => code)
