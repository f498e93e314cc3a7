import type { AreaPath } from '../../../kernel/area-code.ts'
import type { LocalDate } from '../../../kernel/time.ts'
import { type CityQueries, sql } from '../../../platform/db/types.ts'
import type { RoleId } from '../roles.ts'

/** One office with its holder as lists show it. */
export type OfficeLine = {
  readonly id: string
  readonly party: string
  readonly nameMasked: string
  readonly phoneMasked: string
  readonly organisation: string
  readonly organisationName: string
  readonly role: RoleId
  readonly area: AreaPath
  readonly from: LocalDate
  readonly to: LocalDate | null
}

const PAGE = sql(
  'directory.office-page',
  `select office.id, office.party, party.name_masked as "nameMasked", party.phone_masked as "phoneMasked",
     office.organisation, organisation.name as "organisationName", office.role, office.area,
     office.from_date as "from", office.to_date as "to"
   from city.office as office
   join city.party as party on party.id = office.party
   join city.organisation as organisation on organisation.id = office.organisation
   where office.area like $1 || '%' and ($2::text is null or office.role = $2)
     and ($3::uuid is null or office.organisation = $3) and ($4::text is null or party.name_masked = $4)
     and ($5::uuid is null or office.party = $5) and ($6::boolean or office.to_date is null or office.to_date >= $7::date)
     and office.id > $8::uuid
   order by office.id limit $9`,
)
const OFFICE = sql(
  'directory.office',
  'select office.id, office.party, office.area, office.role from city.office as office where office.id = $1',
)
const RESIDENT = sql(
  'directory.first-resident',
  `select party.id, party.phone_masked as "phoneMasked" from city.party as party
   where party.phone_masked <> '' and not exists (select 1 from city.office as office where office.party = party.id)
   order by party.phone_masked, party.id limit 1`,
)

const FIRST_ID = '00000000-0000-0000-0000-000000000000'

export type OfficeRows = {
  readonly within: AreaPath
  readonly role: RoleId | null
  readonly organisation: string | null
  readonly nameMasked: string | null
  readonly party: string | null
  /** Also those that ended before `today`. */
  readonly ended: boolean
  readonly today: LocalDate
  readonly after: string | undefined
  readonly limit: number
}

export const officeRows = (db: CityQueries, of: OfficeRows): Promise<readonly OfficeLine[]> =>
  db.rows<OfficeLine>(PAGE, [
    of.within,
    of.role,
    of.organisation,
    of.nameMasked,
    of.party,
    of.ended,
    of.today,
    of.after ?? FIRST_ID,
    of.limit,
  ])

export type OfficeAt = { readonly id: string; readonly party: string; readonly area: AreaPath; readonly role: string }

export const officeAt = (db: CityQueries, id: string): Promise<OfficeAt | undefined> => db.maybe<OfficeAt>(OFFICE, [id])

/** The first person with a phone and without an office. */
export const firstResident = (
  db: CityQueries,
): Promise<{ readonly id: string; readonly phoneMasked: string } | undefined> => db.maybe(RESIDENT)
