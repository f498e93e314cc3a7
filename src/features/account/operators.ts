import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { dateOf, type Instant } from '../../kernel/time.ts'
import type { Vault } from '../../platform/crypto/vault.ts'
import type { CityDb } from '../../platform/db/types.ts'
import { ADMINISTRATORS, type Administrator } from '../../platform/identity/administrator-roles.ts'
import { administratorsOn } from '../../platform/identity/administrators.ts'
import { createStaff, type NewStaff } from '../../platform/identity/new-staff.ts'
import { NOWHERE } from '../../platform/identity/security-log.ts'
import { SYSTEM } from '../../platform/identity/sessions.ts'
import { findPartyByUsername } from '../../platform/identity/staff.ts'
import { appoint, organisationFor, pathOfCity } from '../directory/index.ts'
import { resetFactor } from './security-commands.ts'

/** The kinds of administrator nobody is of today, in the order in which they are made. */
export const missingAdministrators = async (db: CityDb, now: Instant): Promise<readonly Administrator[]> => {
  const held = new Set((await administratorsOn(db, dateOf(now))).map(({ role }) => role))
  return ADMINISTRATORS.filter(role => !held.has(role))
}

/**
 * Makes a person who administers the city: account, office in the city's government over the whole city, and the
 * journal's entry, in one transaction. From then on offices are given in the console.
 * @param role without it the first kind that nobody is of
 * @returns or `administrators-complete` (all three are there: say which), `city-unfounded`; else as `createStaff` and
 * `appoint`
 */
export const createAdministrator = async (
  db: CityDb,
  vault: Vault,
  staff: NewStaff,
  now: Instant,
  role?: Administrator,
): Promise<Result<{ readonly party: string; readonly role: Administrator }, readonly Refusal[]>> => {
  const government = await organisationFor(db, pathOfCity(db.city), 'cityGovernment')
  if (government === undefined) return refuse([{ tag: 'city-unfounded', values: { city: db.city.code } }])
  const kind = role ?? (await missingAdministrators(db, now))[0]
  if (kind === undefined) return refuse([{ tag: 'administrators-complete' }])
  const made = await createStaff(db, vault, staff, now, (tx, party) =>
    appoint(tx, vault, SYSTEM, { person: { party }, organisation: government.id, role: kind }, now),
  )
  return made.ok ? ok({ ...made.value, role: kind }) : made
}

/**
 * Takes a second factor away at the server's own console, when nobody is left who could do it in the browser.
 * @returns or `party-unknown`; else as `resetFactor`
 */
export const resetFactorHere = async (
  db: CityDb,
  given: { readonly username: string; readonly reason: string },
  now: Instant,
): Promise<Result<{ readonly party: string }, readonly Refusal[]>> => {
  const party = await findPartyByUsername(db, given.username)
  if (party === undefined) return refuse([{ tag: 'party-unknown' }])
  const env = { actor: SYSTEM, now, trace: NOWHERE }
  const done = await db.tx(tx => resetFactor(tx, env, { party, reason: given.reason }))
  return done.ok ? ok({ party }) : done
}
