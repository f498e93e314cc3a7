import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Vault } from '../crypto/vault.ts'
import { type CityDb, sql, type Tx } from '../db/types.ts'
import { ts } from '../db/values.ts'
import { ensureParty } from './parties.ts'
import { hashPassword, passwordRefusals } from './passwords.ts'
import { findPartyByUsername, usernameOf } from './staff.ts'

/** A name to sign in with: a letter first, so that no phone or ID number can be one; stored in clear. */
const USERNAME = /^[a-z][a-z0-9._-]{2,39}$/

const INSERT = sql(
  'identity.credential.insert',
  `insert into city.credential (party, username, password_hash, changed_at) values ($1, $2, $3, $4)
   on conflict do nothing`,
)

export type NewStaff = {
  readonly username: string
  readonly password: string
  readonly name: string
  /** Eleven digits, checked; also lets the person sign in as a resident. */
  readonly phone?: string
}

/** Everything wrong with a name to sign in with. */
export const usernameRefusals = (username: string): readonly Refusal[] =>
  USERNAME.test(username) ? [] : [{ tag: 'username-wrong', pointer: '/body/username' }]

/** Everything wrong with a name and password, before anything is asked of the database. */
const staffRefusals = ({ username, password }: NewStaff): readonly Refusal[] => [
  ...usernameRefusals(username),
  ...passwordRefusals(password, username),
]

const addStaff = async (
  tx: Tx,
  vault: Vault,
  { username, name, phone }: NewStaff,
  hash: string,
  now: Instant,
): Promise<Result<{ readonly party: string }, readonly Refusal[]>> => {
  const known = phone === undefined ? {} : { phone }
  const party = await ensureParty(tx, vault, { name, level: 'L0', ...known }, now)
  if ((await tx.run(INSERT, [party, username, hash, ts(now)])) === 1) return ok({ party })
  const taken = (await findPartyByUsername(tx, username)) !== undefined
  return refuse([
    taken
      ? { tag: 'username-taken', pointer: '/body/username' }
      : { tag: 'party-has-credential', pointer: '/body/phone' },
  ])
}

/** Carries refusals out of a transaction that is to be rolled back. */
class Refused extends Error {
  readonly why: readonly Refusal[]
  constructor(why: readonly Refusal[]) {
    super('refused')
    this.why = why
  }
}

/**
 * Makes a person who signs in by password, and in the same transaction whatever else belongs to it, such as an office.
 * @param also refuses: then nothing of it stays
 * @returns the party; or all of `username-wrong` and the password's refusals; then `username-taken`,
 * `party-has-credential`; then those of `also`
 */
export const createStaff = async (
  db: CityDb,
  vault: Vault,
  given: NewStaff,
  now: Instant,
  also: (tx: Tx, party: string) => Promise<Result<unknown, readonly Refusal[]>> = async () => ok(null),
): Promise<Result<{ readonly party: string }, readonly Refusal[]>> => {
  const staff = { ...given, username: usernameOf(given.username) }
  const refusals = staffRefusals(staff)
  if (refusals.length > 0) return refuse(refusals)
  const hash = await hashPassword(staff.password)
  try {
    return await db.tx(async tx => {
      const made = await addStaff(tx, vault, staff, hash, now)
      if (!made.ok) throw new Refused(made.error)
      const more = await also(tx, made.value.party)
      if (!more.ok) throw new Refused(more.error)
      return made
    })
  } catch (error) {
    if (error instanceof Refused) return refuse(error.why)
    throw error
  }
}

const ADD = sql(
  'identity.credential.add',
  'insert into city.credential (party, username, password_hash, changed_at) values ($1, $2, $3, $4)',
)

/** Gives a known person an account. Fails with the violated key when the name is taken or the person has one. */
export const addCredential = async (
  tx: Tx,
  party: string,
  username: string,
  hash: string,
  now: Instant,
): Promise<void> => {
  await tx.run(ADD, [party, username, hash, ts(now)])
}
