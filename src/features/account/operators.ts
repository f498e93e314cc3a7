import type { Refusal } from '../../kernel/refusal.ts'
import { type Result, refuse } from '../../kernel/result.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Vault } from '../../platform/crypto/vault.ts'
import type { CityDb } from '../../platform/db/types.ts'
import { SYSTEM } from '../../platform/identity/sessions.ts'
import { createStaff, type NewStaff } from '../../platform/identity/staff.ts'
import { appoint, organisationFor, pathOfCity } from '../directory/index.ts'

/**
 * Makes a person who runs the system: account, office `operator` in the city's government over the whole city, and
 * the journal's entry, in one transaction. From then on operators are appointed in the console.
 * @returns `city-unfounded` when the city has no organisations yet; else as `createStaff` and `appoint`
 */
export const createOperator = async (
  db: CityDb,
  vault: Vault,
  staff: NewStaff,
  now: Instant,
): Promise<Result<{ readonly party: string }, readonly Refusal[]>> => {
  const government = await organisationFor(db, pathOfCity(db.city), 'cityGovernment')
  if (government === undefined) return refuse([{ tag: 'city-unfounded', values: { city: db.city.code } }])
  return createStaff(db, vault, staff, now, (tx, party) =>
    appoint(tx, vault, SYSTEM, { person: { party }, organisation: government.id, role: 'operator' }, now),
  )
}
