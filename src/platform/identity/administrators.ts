import type { LocalDate } from '../../kernel/time.ts'
import { DatabaseError } from '../db/errors.ts'
import { type CityQueries, sql, type Tx } from '../db/types.ts'
import type { Administrator } from './administrator-roles.ts'

const APART: ReadonlySet<string | undefined> = new Set([
  'office_system_or_security',
  'office_security_or_audit',
  'office_audit_or_system',
])

/** Whether an insert was refused because its person holds another of the three on one of these days. */
export const isSecondKind = (error: unknown): boolean =>
  error instanceof DatabaseError && error.code === '23P01' && APART.has(error.constraint)

const LOCK = sql('identity.administrator.lock', 'select role from city.administrator_kind order by role for update')

const LAST = sql(
  'identity.administrator.last',
  `select distinct mine.role from city.office as mine
   where mine.role in ('systemAdmin', 'securityAdmin', 'auditAdmin')
     and (mine.id = $1::uuid or mine.organisation = $2::uuid) and (mine.to_date is null or mine.to_date > $3::date)
     and not exists (
       select 1 from city.office as other
       join city.organisation as body on body.id = other.organisation and body.to_date is null
       join city.party as person on person.id = other.party and person.erased_at is null
       where other.role = mine.role and other.id <> mine.id and ($2::uuid is null or other.organisation <> $2::uuid)
         and other.to_date is null and other.from_date <= $3::date + 1 and mine.area like other.area || '%')
   order by mine.role`,
)

/**
 * Kinds of administrator that nobody would be left of when this office, or everything in this organisation, ends with
 * this day. Takes the lock that orders such removals, so that the last two of a kind do not remove each other.
 */
export const lastOfKind = async (
  tx: Tx,
  ending: { readonly office: string } | { readonly organisation: string },
  lastDay: LocalDate,
): Promise<readonly string[]> => {
  await tx.rows(LOCK)
  const [office, organisation] = 'office' in ending ? [ending.office, null] : [null, ending.organisation]
  return (await tx.rows<{ role: string }>(LAST, [office, organisation, lastDay])).map(({ role }) => role)
}

const HELD = sql(
  'identity.administrator.held',
  `select distinct o.role, o.party from city.office as o
   join city.organisation as g on g.id = o.organisation and (g.to_date is null or g.to_date >= $1::date)
   where o.role in ('systemAdmin', 'securityAdmin', 'auditAdmin')
     and o.from_date <= $1::date and (o.to_date is null or o.to_date >= $1::date)
     and ($2::uuid is null or o.party = $2::uuid)
   order by o.role, o.party limit 1000`,
)

/** Who administers the city on this day; of one person, when given. */
export const administratorsOn = (
  db: CityQueries,
  day: LocalDate,
  party: string | null = null,
): Promise<readonly { readonly role: Administrator; readonly party: string }[]> => db.rows(HELD, [day, party])
