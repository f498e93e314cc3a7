import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { dateOf, type Instant, type LocalDate } from '../../kernel/time.ts'
import { uuidv7 } from '../crypto/uuid.ts'
import { type CityQueries, sql, type Tx } from '../db/types.ts'

/** Its kinds are words of the directory. */
export type Organisation = {
  readonly id: string
  readonly name: string
  readonly kind: string
  /** 统一社会信用代码. */
  readonly uscc: string | null
  readonly area: string
  readonly parent: string | null
  readonly from: LocalDate
  readonly to: LocalDate | null
}

export type NewOrganisation = Pick<Organisation, 'name' | 'kind' | 'area' | 'from'> &
  Partial<Pick<Organisation, 'uscc' | 'parent'>>

const INSERT = sql(
  'identity.organisation.insert',
  `insert into city.organisation (id, name, kind, uscc, area, parent, from_date)
   values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
)

/** @returns its id; or `organisation-known`: same code, or same kind, area and name */
export const addOrganisation = async (
  tx: Tx,
  organisation: NewOrganisation,
  now: Instant,
): Promise<Result<{ readonly organisation: string }, readonly Refusal[]>> => {
  const { name, kind, uscc = null, area, parent = null, from } = organisation
  const id = uuidv7(now)
  const made = await tx.run(INSERT, [id, name, kind, uscc, area, parent, from])
  return made === 1
    ? ok({ organisation: id })
    : refuse([{ tag: 'organisation-known', values: { name }, pointer: '/body/name' }])
}

const COLUMNS = 'id, name, kind, uscc, area, parent, from_date as "from", to_date as "to"'

const BY_ID = sql('identity.organisation.by-id', `select ${COLUMNS} from city.organisation where id = $1`)

export const organisationById = (db: CityQueries, id: string): Promise<Organisation | undefined> =>
  db.maybe<Organisation>(BY_ID, [id])

const WITHIN = sql(
  'identity.organisation.within',
  `select ${COLUMNS} from city.organisation
   where area like $1 || '%' and ($2::text[] is null or kind = any($2::text[]))
     and from_date <= $3::date and (to_date is null or to_date >= $3::date)
   order by area, kind, name`,
)

/** Organisations of an area and below it on the day of `now`. @param kinds all when left out */
export const organisationsWithin = (
  db: CityQueries,
  area: string,
  now: Instant,
  kinds?: readonly string[],
): Promise<readonly Organisation[]> => db.rows<Organisation>(WITHIN, [area, kinds ?? null, dateOf(now)])

const COVERING = sql(
  'identity.organisation.covering',
  `select ${COLUMNS} from city.organisation
   where kind = $2 and $1 like area || '%' and from_date <= $3::date and (to_date is null or to_date >= $3::date)
   order by length(area) desc, name limit 1`,
)

/** The nearest organisation of a kind whose area contains this one: whose community, whose town. */
export const organisationCovering = (
  db: CityQueries,
  area: string,
  kind: string,
  now: Instant,
): Promise<Organisation | undefined> => db.maybe<Organisation>(COVERING, [area, kind, dateOf(now)])

const END = sql(
  'identity.organisation.end',
  `update city.organisation set to_date = $2::date where id = $1 and from_date <= $2::date and to_date is null`,
)

/** Ends an organisation with this day as its last; offices in it end with it. */
export const endOrganisation = async (tx: Tx, organisation: string, lastDay: LocalDate): Promise<boolean> =>
  (await tx.run(END, [organisation, lastDay])) === 1
