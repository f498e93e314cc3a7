import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { type Instant, instant, MINUTE_MS } from '../../kernel/time.ts'
import { token, tokenHash } from '../crypto/uuid.ts'
import type { Vault } from '../crypto/vault.ts'
import { type CityDb, type CityQueries, sql } from '../db/types.ts'
import { ts } from '../db/values.ts'
import { standingOf } from '../oidc/merges.ts'
import { redeemCode } from './codes.ts'
import { enterStaff } from './enter.ts'
import { ensureParty } from './parties.ts'
import { NOWHERE, type Trace } from './security-log.ts'
import { openSession } from './sessions.ts'
import type { Realm, SignedIn } from './types.ts'

export type CodeSignIn = {
  readonly request: string
  readonly digits: string
  readonly agent?: string
  /** Session this browser had before; it ends. */
  readonly replaces?: string | null
}

/**
 * Signs a resident in with a code; the first time makes the person. One code gives one session, however many send it
 * at once.
 * @returns a new session; or the refusals of `redeemCode`
 */
export const signInByCode = (
  db: CityDb,
  vault: Vault,
  given: CodeSignIn,
  now: Instant,
): Promise<Result<SignedIn, readonly Refusal[]>> =>
  db.tx(async (tx): Promise<Result<SignedIn, readonly Refusal[]>> => {
    const redeemed = await redeemCode(tx, vault, { ...given, purpose: 'sign-in' }, now)
    if (!redeemed.ok) return redeemed
    const known = await ensureParty(tx, vault, { phone: redeemed.value.phone, level: 'L1' }, now)
    const party = await standingOf(tx, known)
    const { agent = '', replaces = null } = given
    return ok(await openSession(tx, { party, realm: 'resident', agent, replaces }, now))
  })

const LINK_VALID_MS = 60 * MINUTE_MS

const INSERT = sql(
  'identity.link.insert',
  `insert into city.sign_in_link (token_hash, party, realm, expires_at) values ($1, $2, $3, $4)`,
)

const PEEK = sql(
  'identity.link.peek',
  `select l.realm, coalesce(nullif(p.name_masked, ''), p.phone_masked) as name from city.sign_in_link as l
   join city.party as p on p.id = l.party and p.erased_at is null
   where l.token_hash = $1 and l.used_at is null and l.expires_at > $2`,
)

const USE = sql(
  'identity.link.use',
  `update city.sign_in_link set used_at = $2 where token_hash = $1 and used_at is null and expires_at > $2
   returning party, realm`,
)

/**
 * A secret that signs one person in once, within an hour: for trying the demonstration city out. A city that is no
 * demonstration has no route that takes it.
 */
export const createSignInLink = async (
  db: CityQueries,
  who: { readonly party: string; readonly realm: Realm },
  now: Instant,
  validMs: number = LINK_VALID_MS,
): Promise<string> => {
  const secret = token()
  await db.run(INSERT, [tokenHash(secret), who.party, who.realm, ts(instant(now + validMs))])
  return secret
}

/** Whom a link would sign in, without using it: what a page shows that asks first. */
export const peekSignInLink = (
  db: CityQueries,
  secret: string,
  now: Instant,
): Promise<{ readonly name: string; readonly realm: Realm } | undefined> => db.maybe(PEEK, [tokenHash(secret), ts(now)])

/** Signs in by a link, once, as if the second factor had been given; else `link-over`. */
export const signInByLink = (
  db: CityDb,
  given: {
    readonly secret: string
    readonly agent?: string
    readonly replaces?: string | null
    readonly trace?: Trace
  },
  now: Instant,
): Promise<Result<SignedIn, readonly Refusal[]>> =>
  db.tx(async (tx): Promise<Result<SignedIn, readonly Refusal[]>> => {
    const link = await tx.maybe<{ party: string; realm: Realm }>(USE, [tokenHash(given.secret), ts(now)])
    if (link === undefined) return refuse([{ tag: 'link-over' }])
    const { agent = '', replaces = null, trace = NOWHERE } = given
    if (link.realm === 'resident') return ok(await openSession(tx, { ...link, agent, replaces }, now))
    // Several people may look at one account of a demonstration, so none of them is signed out by another.
    const shared = { party: link.party, agent, replaces, device: undefined, trace, proved: true, shared: true }
    return ok((await enterStaff(tx, shared, now)).session)
  })
