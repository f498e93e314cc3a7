import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { type Instant, instant } from '../../kernel/time.ts'
import type { Vault } from '../crypto/vault.ts'
import { type CityDb, type CityQueries, sql, type Tx } from '../db/types.ts'
import { ts } from '../db/values.ts'
import { LOCK, lockMs } from './limits.ts'
import { ensureParty } from './parties.ts'
import { hashPassword, isWeak, passwordRefusals, verifyPassword } from './passwords.ts'
import { endSessions, openSession } from './sessions.ts'
import type { SignedIn } from './types.ts'

/** A name to sign in with: a letter first, so that no phone or ID number can be one; stored in clear. */
const USERNAME = /^[a-z][a-z0-9._-]{2,39}$/

/** How a username is compared: lower case, half width. */
export const usernameOf = (typed: string): string => typed.normalize('NFKC').trim().toLowerCase()

const BY_USERNAME = sql(
  'identity.credential.by-username',
  `select c.party, c.password_hash from city.credential as c
   join city.party as p on p.id = c.party and p.erased_at is null where c.username = $1`,
)

const FAIL = sql(
  'identity.lock.fail',
  `insert into city.sign_in_lock as l (key, failed, tried_at) values ($1, 1, $2)
   on conflict (key) do update set tried_at = excluded.tried_at,
     failed = case when l.tried_at < $3 then 1 else l.failed + 1 end
   where l.locked_until is null or l.locked_until <= $2
   returning failed`,
)

const LOCK_UNTIL = sql('identity.lock.until', `update city.sign_in_lock set locked_until = $2 where key = $1`)

const LOCKED = sql('identity.lock.read', `select locked_until from city.sign_in_lock where key = $1`)

const UNLOCK = sql('identity.lock.clear', `delete from city.sign_in_lock where key = $1`)

/**
 * Books the try as failed before the password is looked at, so that a hundred guesses at once are a hundred
 * failures. Success clears the book.
 */
const bookTry = (db: CityDb, key: Buffer, now: Instant): Promise<Result<null, readonly Refusal[]>> =>
  db.tx(async (tx): Promise<Result<null, readonly Refusal[]>> => {
    const booked = await tx.maybe<{ failed: number }>(FAIL, [key, ts(now), ts(instant(now - LOCK.forgetMs))])
    if (booked === undefined) {
      const row = await tx.maybe<{ locked_until: Instant | null }>(LOCKED, [key])
      return refuse([
        { tag: 'account-locked', values: { seconds: Math.ceil(((row?.locked_until ?? now) - now) / 1000) } },
      ])
    }
    const wait = lockMs(booked.failed)
    if (wait > 0) await tx.run(LOCK_UNTIL, [key, ts(instant(now + wait))])
    return ok(null)
  })

const REHASH = sql('identity.credential.rehash', `update city.credential set password_hash = $2 where party = $1`)

export type StaffSignIn = {
  readonly username: string
  readonly password: string
  readonly agent?: string
  /** Session this browser had before; it ends. */
  readonly replaces?: string | null
}

/**
 * Signs staff in. Unknown name and wrong password are one answer, in the same time; so is the lock, which counts by
 * what was typed.
 * @returns a new session; or `account-locked` (seconds), `sign-in-wrong`
 * @throws TooBusy when too many sign-ins wait
 */
export const signInStaff = async (
  db: CityDb,
  vault: Vault,
  given: StaffSignIn,
  now: Instant,
): Promise<Result<SignedIn, readonly Refusal[]>> => {
  const username = usernameOf(given.username)
  const key = vault.blind(username, 'sign-in-lock')
  const booked = await bookTry(db, key, now)
  if (!booked.ok) return booked
  const known = await db.maybe<{ party: string; password_hash: string }>(BY_USERNAME, [username])
  if (!(await verifyPassword(given.password, known?.password_hash)) || known === undefined)
    return refuse([{ tag: 'sign-in-wrong', pointer: '/body/password' }])
  const better = isWeak(known.password_hash) ? await hashPassword(given.password) : undefined
  return db.tx(async tx => {
    await tx.run(UNLOCK, [key])
    if (better !== undefined) await tx.run(REHASH, [known.party, better])
    const { agent = '', replaces = null } = given
    return ok(await openSession(tx, { party: known.party, realm: 'staff', agent, replaces }, now))
  })
}

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

/** Everything wrong with a name and password, before anything is asked of the database. */
const staffRefusals = ({ username, password }: NewStaff): readonly Refusal[] => {
  const wrong: readonly Refusal[] = USERNAME.test(username)
    ? []
    : [{ tag: 'username-wrong', pointer: '/body/username' }]
  return [...wrong, ...passwordRefusals(password, username)]
}

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

const USERNAME_OF = sql('identity.credential.username', `select username from city.credential where party = $1`)

const SET = sql(
  'identity.credential.set',
  `update city.credential set password_hash = $2, changed_at = $3 where party = $1`,
)

/** The name a person signs in with, if any. */
export const usernameOfParty = async (db: CityQueries, party: string): Promise<string | undefined> =>
  (await db.maybe<{ username: string }>(USERNAME_OF, [party]))?.username

const PARTY_OF = sql('identity.credential.party', `select party from city.credential where username = $1`)

/** The party that signs in under a name. */
export const findPartyByUsername = async (db: CityQueries, username: string): Promise<string | undefined> =>
  (await db.maybe<{ party: string }>(PARTY_OF, [usernameOf(username)]))?.party

/** Gives a new password and ends all sessions, so that whoever knew the old one is out. */
export const setPassword = async (
  db: CityDb,
  party: string,
  password: string,
  now: Instant,
): Promise<Result<null, readonly Refusal[]>> => {
  const username = await usernameOfParty(db, party)
  if (username === undefined) return refuse([{ tag: 'party-unknown' }])
  const refusals = passwordRefusals(password, username)
  if (refusals.length > 0) return refuse(refusals)
  const hash = await hashPassword(password)
  return db.tx(async (tx: Tx) => {
    await tx.run(SET, [party, hash, ts(now)])
    await endSessions(tx, party, now)
    return ok(null)
  })
}
