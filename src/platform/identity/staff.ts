import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Vault } from '../crypto/vault.ts'
import { type CityDb, type CityQueries, sql, type Tx } from '../db/types.ts'
import { ts } from '../db/values.ts'
import { emit } from '../jobs/emit.ts'
import { brakeOf, countFailure } from './brake.ts'
import { type Entered, enterStaff } from './enter.ts'
import { factorSince } from './factor.ts'
import { endHalves, type Half, type Need, openHalf } from './half.ts'
import { deviceOf, forgetDevices, isKnownDevice } from './known-devices.ts'
import { hashPassword, isWeak, type PasswordPolicy, passwordRefusals, TooBusy, verifyPassword } from './passwords.ts'
import { NOWHERE, recordSecurity, type Trace } from './security-log.ts'
import { endSessions } from './sessions.ts'
import { type Booked, bookTry, clearTries, unbookTry } from './sign-in-lock.ts'
import type { SignedIn } from './types.ts'

/** How a username is compared: lower case, half width. */
export const usernameOf = (typed: string): string => typed.normalize('NFKC').trim().toLowerCase()

const BY_USERNAME = sql(
  'identity.credential.by-username',
  `select c.party, c.password_hash, c.changed_at from city.credential as c
   join city.party as p on p.id = c.party and p.erased_at is null where c.username = $1`,
)

type Credential = { readonly party: string; readonly password_hash: string; readonly changed_at: Instant }

const REHASH = sql('identity.credential.rehash', `update city.credential set password_hash = $2 where party = $1`)

export type StaffSignIn = {
  readonly username: string
  readonly password: string
  readonly agent?: string
  /** Session this browser had before; it ends. */
  readonly replaces?: string | null
  /** Random cookie of the browser: one that signed in before is not kept out by guesses from elsewhere. */
  readonly device?: string | undefined
  readonly trace?: Trace
}

/** What a city asks for between the password and a session, and what else happens when one begins. */
export type SignInRules = {
  readonly needs: (tx: Tx, who: { readonly party: string; readonly passwordOf: Instant }) => Promise<readonly Need[]>
  readonly entered: (tx: Tx, entered: Entered) => Promise<void>
}

/** Without rules of a city: whoever has a second factor gives it, nobody has to have one. */
const PLAIN: SignInRules = {
  needs: async (tx, { party }) => ((await factorSince(tx, party)) === undefined ? [] : ['code']),
  entered: async () => undefined,
}

export type StaffStep = ({ readonly step: 'in' } & SignedIn) | ({ readonly step: 'half' } & Half)

/** Topic of the event that somebody's account was closed for a while. Known and unknown names emit it alike. */
export const LOCKED_TOPIC = 'identity.locked'

const unlessFull = (error: unknown): undefined => {
  if (!(error instanceof TooBusy)) throw error
}

/** What a wrong try leaves: the same statements for a name nobody has, so that neither answer nor time tells. */
const bookWrong = (
  db: CityDb,
  vault: Vault,
  wrong: { readonly username: string; readonly party: string | null; readonly booked: Booked; readonly trace: Trace },
  now: Instant,
): Promise<void> =>
  db.tx(async tx => {
    const { party, booked, trace } = wrong
    const name = vault.blind(wrong.username, 'security-username').toString('hex').slice(0, 12)
    await recordSecurity(tx, { kind: 'signInWrong', party, trace, data: { name, failed: booked.failed } }, now)
    if (await countFailure(tx, vault, now)) await recordSecurity(tx, { kind: 'signInBraked', party: null }, now)
    if (booked.waitMs === 0) return
    const data = { name, failed: booked.failed, seconds: booked.waitMs / 1000 }
    await recordSecurity(tx, { kind: 'signInLocked', party, trace, data }, now)
    await emit(tx, { topic: LOCKED_TOPIC, key: name, payload: { party, failed: booked.failed }, at: now })
  })

/**
 * Signs staff in, or half in when something is still asked of them. Unknown name and wrong password are one answer, in
 * the same time; so is the lock, which counts by what was typed.
 * @returns a session or a half session; or `sign-in-braked`, `account-locked` (seconds), `sign-in-wrong`
 * @throws TooBusy when too many sign-ins wait
 */
export const signInStaff = async (
  db: CityDb,
  vault: Vault,
  given: StaffSignIn,
  now: Instant,
  rules: SignInRules = PLAIN,
): Promise<Result<StaffStep, readonly Refusal[]>> => {
  const username = usernameOf(given.username)
  const { agent = '', replaces = null, device, trace = NOWHERE } = given
  const deviceBlind = deviceOf(vault, device)
  const own = await isKnownDevice(db, deviceBlind, username)
  const free = own ? ok(null) : await brakeOf(db, vault, now)
  if (!free.ok) return free
  const key = vault.blind(own ? `${username}\0${device}` : username, 'sign-in-lock')
  const booked = await bookTry(db, key, now)
  if (!booked.ok) return booked
  const known = await db.maybe<Credential>(BY_USERNAME, [username])
  const fits = await verifyPassword(given.password, known?.password_hash).catch(async (error: unknown) => {
    if (error instanceof TooBusy) await unbookTry(db, key, booked.value)
    throw error
  })
  if (!fits || known === undefined) {
    await bookWrong(db, vault, { username, party: known?.party ?? null, booked: booked.value, trace }, now)
    return refuse([{ tag: 'sign-in-wrong', pointer: '/body/password' }])
  }
  // The stronger hash can wait for a quieter sign-in.
  const better = isWeak(known.password_hash) ? await hashPassword(given.password).catch(unlessFull) : undefined
  return db.tx(async (tx): Promise<Result<StaffStep, readonly Refusal[]>> => {
    await clearTries(tx, key)
    if (better !== undefined) await tx.run(REHASH, [known.party, better])
    const { party } = known
    const needs = await rules.needs(tx, { party, passwordOf: known.changed_at })
    if (needs.length > 0) return ok({ step: 'half', ...(await openHalf(tx, party, needs, now)) })
    const entered = await enterStaff(tx, { party, agent, replaces, device: deviceBlind, trace, proved: false }, now)
    await rules.entered(tx, entered)
    return ok({ step: 'in', ...entered.session })
  })
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

/** Changes the password in a transaction: everything that was opened with the old one ends. */
export const replacePassword = async (tx: Tx, party: string, hash: string, now: Instant): Promise<void> => {
  await tx.run(SET, [party, hash, ts(now)])
  await endSessions(tx, party, now)
  await endHalves(tx, party, now)
  await forgetDevices(tx, party)
  await recordSecurity(tx, { kind: 'passwordSet', party }, now)
}

/** Gives a new password and ends all sessions, so that whoever knew the old one is out. */
export const setPassword = async (
  db: CityDb,
  party: string,
  password: string,
  now: Instant,
  policy: PasswordPolicy = 'asvs',
): Promise<Result<null, readonly Refusal[]>> => {
  const username = await usernameOfParty(db, party)
  if (username === undefined) return refuse([{ tag: 'party-unknown' }])
  const refusals = passwordRefusals(password, username, policy)
  if (refusals.length > 0) return refuse(refusals)
  const hash = await hashPassword(password)
  await db.tx(tx => replacePassword(tx, party, hash, now))
  return ok(null)
}

const HASH_OF = sql('identity.credential.hash', 'select password_hash from city.credential where party = $1')

/** Whether this is the person's password; null for people without one. @throws TooBusy */
export const isPasswordOf = async (db: CityQueries, party: string, password: string): Promise<boolean | null> => {
  const row = await db.maybe<{ password_hash: string }>(HASH_OF, [party])
  return row === undefined ? null : verifyPassword(password, row.password_hash)
}
