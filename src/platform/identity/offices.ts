import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { dateOf, type Instant, type LocalDate } from '../../kernel/time.ts'
import type { Actor, Office } from '../access/types.ts'
import { uuidv7 } from '../crypto/uuid.ts'
import { type CityQueries, sql, type Tx } from '../db/types.ts'
import { ts } from '../db/values.ts'
import { isSecondKind } from './administrators.ts'

export type NewOffice = {
  readonly party: string
  readonly organisation: string
  readonly role: string
  /** Path of the area it covers. */
  readonly area: string
  readonly from: LocalDate
  /** Last day; without it until ended. */
  readonly to?: LocalDate
}

const LOCK_PARTY = sql('identity.office.lock-party', `select erased_at from city.party where id = $1 for update`)

const OVERLAPS = sql(
  'identity.office.overlaps',
  `select count(*)::int as count from city.office
   where party = $1 and organisation = $2 and role = $3 and area = $4
     and daterange(from_date, to_date, '[]') && daterange($5::date, $6::date, '[]')`,
)

const INSERT = sql(
  'identity.office.insert',
  `insert into city.office (id, party, organisation, role, area, from_date, to_date, granted_at, granted_by)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
)

const MARK = sql('identity.office.mark', 'savepoint grant_office')
const BACK = sql('identity.office.back', 'rollback to savepoint grant_office')

/**
 * Gives a person an office. The person's row is locked, so two grants at once do not overlap.
 * @param by party of the one who grants it; null for the system
 * @returns the office's id; or `party-unknown`, `office-dates`, `office-held` (the same office on some of these days),
 * `administrator-two` (another of the three administrators' on some of these days)
 */
export const grantOffice = async (
  tx: Tx,
  office: NewOffice,
  now: Instant,
  by: string | null,
): Promise<Result<{ readonly office: string }, readonly Refusal[]>> => {
  const { party, organisation, role, area, from, to = null } = office
  if (to !== null && to < from) return refuse([{ tag: 'office-dates', values: { from, to }, pointer: '/body/to' }])
  const person = await tx.maybe<{ erased_at: Instant | null }>(LOCK_PARTY, [party])
  if (person === undefined || person.erased_at !== null)
    return refuse([{ tag: 'party-unknown', pointer: '/body/party' }])
  const { count } = await tx.one<{ count: number }>(OVERLAPS, [party, organisation, role, area, from, to])
  if (count > 0) return refuse([{ tag: 'office-held', values: { role, area }, pointer: '/body/role' }])
  const id = uuidv7(now)
  await tx.run(MARK)
  try {
    await tx.run(INSERT, [id, party, organisation, role, area, from, to, ts(now), by])
  } catch (error) {
    if (!isSecondKind(error)) throw error
    await tx.run(BACK)
    return refuse([{ tag: 'administrator-two', pointer: '/body/role' }])
  }
  return ok({ office: id })
}

const END = sql(
  'identity.office.end',
  `update city.office set to_date = $2::date where id = $1 and from_date <= $2::date and (to_date is null or to_date > $2::date)`,
)

/** Ends an office with this day as its last; false when it is unknown, begins later or has ended by then. */
export const endOffice = async (tx: Tx, office: string, lastDay: LocalDate): Promise<boolean> =>
  (await tx.run(END, [office, lastDay])) === 1

const OF_PARTY = sql(
  'identity.office.of-party',
  `select o.id, o.organisation, g.kind as "organisationKind", o.role, o.area
   from city.office as o join city.organisation as g on g.id = o.organisation and (g.to_date is null or g.to_date >= $2::date)
   where o.party = $1 and o.from_date <= $2::date and (o.to_date is null or o.to_date >= $2::date) order by o.id`,
)

/** The offices a person holds on the day of `now`. */
export const officesOf = (db: CityQueries, party: string, now: Instant): Promise<readonly Office[]> =>
  db.rows<Office>(OF_PARTY, [party, dateOf(now)])

export type Holder = Office & { readonly party: string; readonly nameMasked: string }

const HOLDERS = sql(
  'identity.office.holders',
  `select o.id, o.organisation, g.kind as "organisationKind", o.role, o.area, o.party, p.name_masked as "nameMasked"
   from city.office as o
   join city.organisation as g on g.id = o.organisation and (g.to_date is null or g.to_date >= $2::date)
   join city.party as p on p.id = o.party
   where o.from_date <= $2::date and (o.to_date is null or o.to_date >= $2::date)
     and ($1::uuid is null or o.organisation = $1::uuid)
     and ($3::text is null or o.role = $3::text)
     and ($4::text is null or o.area like $4::text || '%')
   order by o.area, o.role, o.id limit 1000`,
)

/** Who holds which office on the day of `now`, of one organisation, role or area; at most 1,000. */
export const holders = (
  db: CityQueries,
  where: { readonly organisation?: string; readonly role?: string; readonly within?: string },
  now: Instant,
): Promise<readonly Holder[]> =>
  db.rows<Holder>(HOLDERS, [where.organisation ?? null, dateOf(now), where.role ?? null, where.within ?? null])

/** Whoever holds an office as it acts for itself, without a session: in the demonstration. */
export const staffOf = (holder: Holder): Actor => ({
  kind: 'staff',
  party: holder.party,
  session: null,
  name: holder.nameMasked,
  offices: [holder],
  level: 'L2',
})
