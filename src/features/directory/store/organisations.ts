/** Reading organisations. They are written by `organisation-commands.ts` and `found.ts`. */
import { type AreaPath, lineOf } from '../../../kernel/area-code.ts'
import type { LocalDate } from '../../../kernel/time.ts'
import { type CityQueries, sql } from '../../../platform/db/types.ts'
import type { OrganisationKind } from '../rules/organisation-kinds.ts'

export type Organisation = {
  readonly id: string
  readonly name: string
  readonly kind: OrganisationKind
  /** The area it is responsible for. */
  readonly area: AreaPath
  /** 统一社会信用代码, where entered. */
  readonly uscc: string | null
  readonly parent: string | null
  readonly from: LocalDate
  readonly to: LocalDate | null
}

const COLUMNS = `organisation.id, organisation.name, organisation.kind, organisation.area, organisation.uscc,
  organisation.parent, organisation.from_date as "from", organisation.to_date as "to"`

const NEAREST = sql(
  'directory.nearest-organisation',
  `select ${COLUMNS} from city.organisation as organisation
   where organisation.kind = $2 and organisation.area = any($1::text[]) and organisation.to_date is null
   order by length(organisation.area) desc, organisation.name limit 1`,
)
const BY_ID = sql(
  'directory.organisation',
  `select ${COLUMNS} from city.organisation as organisation where organisation.id = $1`,
)
const BY_IDS = sql(
  'directory.organisations-by-id',
  `select ${COLUMNS} from city.organisation as organisation where organisation.id = any($1::uuid[])`,
)
const BY_USCC = sql(
  'directory.organisation-by-uscc',
  'select count(*) as count from city.organisation as organisation where organisation.uscc = $1',
)
const BY_NAME = sql(
  'directory.organisation-by-name',
  `select ${COLUMNS} from city.organisation as organisation
   where organisation.name = $1 and organisation.to_date is null order by organisation.id limit 1`,
)
const CITIES = sql(
  'directory.cities',
  'select listed.code, listed.name from public.city as listed order by listed.code',
)
const OF_KIND = sql(
  'directory.organisations-of-kind',
  `select ${COLUMNS} from city.organisation as organisation
   where organisation.kind = any($1::text[]) and organisation.to_date is null order by organisation.area, organisation.name`,
)
const PAGE = sql(
  'directory.organisation-page',
  `select ${COLUMNS} from city.organisation as organisation
   where organisation.area like $1 || '%' and ($2::text is null or organisation.kind = $2)
     and ($3::text is null or position($3 in organisation.name) > 0)
     and (organisation.area, organisation.name, organisation.id) > ($4::text, $5::text, $6::uuid)
   order by organisation.area, organisation.name, organisation.id limit $7`,
)

/**
 * The organisation of a kind that is responsible for a place: its own, else the nearest above it. The town government
 * of a grid, the committee of a community, the hotline desk of the city.
 */
export const organisationFor = (
  db: CityQueries,
  area: AreaPath,
  kind: OrganisationKind,
): Promise<Organisation | undefined> => db.maybe<Organisation>(NEAREST, [lineOf(area), kind])

export const organisationAt = (db: CityQueries, id: string): Promise<Organisation | undefined> =>
  db.maybe<Organisation>(BY_ID, [id])

export const organisationNamed = (db: CityQueries, name: string): Promise<Organisation | undefined> =>
  db.maybe<Organisation>(BY_NAME, [name])

/** Whether a 统一社会信用代码 is registered. */
export const usccKnown = async (db: CityQueries, uscc: string): Promise<boolean> =>
  (await db.one<{ count: number }>(BY_USCC, [uscc])).count > 0

/** The cities served by this database. */
export const listedCities = (db: CityQueries): Promise<readonly { readonly code: string; readonly name: string }[]> =>
  db.rows<{ code: string; name: string }>(CITIES)

/** Names by id, for lists. */
export const organisationNames = async (
  db: CityQueries,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> =>
  new Map((await db.rows<Organisation>(BY_IDS, [[...new Set(ids)]])).map(({ id, name }) => [id, name]))

/** Whom a matter can be dispatched to, by kind. */
export const organisationsOfKind = (
  db: CityQueries,
  ...kinds: readonly OrganisationKind[]
): Promise<readonly Organisation[]> => db.rows<Organisation>(OF_KIND, [kinds])

export type OrganisationFilter = {
  readonly area: AreaPath
  readonly kind?: OrganisationKind | undefined
  /** Part of the name. */
  readonly name?: string | undefined
  /** Last row of the page before. */
  readonly after?: Pick<Organisation, 'area' | 'name' | 'id'> | undefined
  readonly limit: number
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000'

/** One page of organisations, ordered by area and name. */
export const organisationPage = (db: CityQueries, filter: OrganisationFilter): Promise<readonly Organisation[]> =>
  db.rows<Organisation>(PAGE, [
    filter.area,
    filter.kind ?? null,
    filter.name ?? null,
    filter.after?.area ?? '',
    filter.after?.name ?? '',
    filter.after?.id ?? FIRST_ID,
    filter.limit,
  ])
