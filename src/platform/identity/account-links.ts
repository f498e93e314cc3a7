import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { HOUR_MS, type Instant, instant } from '../../kernel/time.ts'
import { token, tokenHash, uuidv7 } from '../crypto/uuid.ts'
import { uniqueViolation } from '../db/errors.ts'
import { type CityQueries, sql, type Tx } from '../db/types.ts'
import { ts } from '../db/values.ts'
import { addCredential, usernameRefusals } from './new-staff.ts'
import { recordSecurity } from './security-log.ts'
import { findPartyByUsername, replacePassword, usernameOf, usernameOfParty } from './staff.ts'

/** How long an invitation or a new password may be taken up. */
export const LINK_HOURS = 24

const REVOKE = sql(
  'identity.account-link.revoke',
  `update city.account_link set revoked_at = $2 where party = $1 and used_at is null and revoked_at is null`,
)

const INSERT = sql(
  'identity.account-link.insert',
  `insert into city.account_link (token_hash, id, party, username, purpose, made_at, made_by, expires_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8)`,
)

const PERSON = sql(
  'identity.account-link.person',
  'select id from city.party where id = $1 and erased_at is null for update',
)

export type MadeLink = { readonly secret: string; readonly until: Instant; readonly purpose: 'invite' | 'reset' }

/**
 * Makes the link with which a person chooses a password: an invitation for whoever has no account, a new password
 * for whoever has one. An earlier link is void. The secret is given back here and stored as a hash only.
 * @param username needed for an invitation
 * @returns or `party-unknown`, `username-wrong`, `username-taken`
 */
export const makeLink = async (
  tx: Tx,
  given: { readonly party: string; readonly username?: string | undefined; readonly by: string | null },
  now: Instant,
): Promise<Result<MadeLink, readonly Refusal[]>> => {
  if ((await tx.maybe(PERSON, [given.party])) === undefined)
    return refuse([{ tag: 'party-unknown', pointer: '/params/party' }])
  const own = await usernameOfParty(tx, given.party)
  const username = own ?? usernameOf(given.username ?? '')
  const purpose = own === undefined ? 'invite' : 'reset'
  if (own === undefined) {
    const wrong = usernameRefusals(username)
    if (wrong.length > 0) return refuse(wrong)
    if ((await findPartyByUsername(tx, username)) !== undefined)
      return refuse([{ tag: 'username-taken', pointer: '/body/username' }])
  }
  const secret = token()
  const until = instant(now + LINK_HOURS * HOUR_MS)
  await tx.run(REVOKE, [given.party, ts(now)])
  const values = [tokenHash(secret), uuidv7(now), given.party, username, purpose, ts(now), given.by, ts(until)]
  await tx.run(INSERT, values)
  await recordSecurity(tx, { kind: 'linkMade', party: given.party, by: given.by, data: { purpose } }, now)
  return ok({ secret, until, purpose })
}

/** Makes a person's open link void; false when there is none. */
export const revokeLink = async (tx: Tx, party: string, by: string | null, now: Instant): Promise<boolean> => {
  if ((await tx.run(REVOKE, [party, ts(now)])) === 0) return false
  await recordSecurity(tx, { kind: 'linkRevoked', party, by }, now)
  return true
}

const PEEK = sql(
  'identity.account-link.peek',
  `select l.party, l.username, l.purpose from city.account_link as l
   join city.party as p on p.id = l.party and p.erased_at is null
   where l.token_hash = $1 and l.used_at is null and l.revoked_at is null and l.expires_at > $2`,
)

export type OpenLink = { readonly party: string; readonly username: string; readonly purpose: 'invite' | 'reset' }

/** What a link is for, without using it; undefined when it is unknown, used, void or over: all alike. */
export const peekLink = (db: CityQueries, secret: string, now: Instant): Promise<OpenLink | undefined> =>
  db.maybe<OpenLink>(PEEK, [tokenHash(secret), ts(now)])

const USE = sql(
  'identity.account-link.use',
  `update city.account_link set used_at = $2
   where token_hash = $1 and used_at is null and revoked_at is null and expires_at > $2
   returning party, username, purpose`,
)

const MARK = sql('identity.account-link.mark', 'savepoint use_link')
const BACK = sql('identity.account-link.back', 'rollback to savepoint use_link')

/** Takes a link up, once, with the hash of the password that was chosen. @returns or `link-over`, `username-taken` */
export const takeUpLink = async (
  tx: Tx,
  secret: string,
  hash: string,
  now: Instant,
): Promise<Result<OpenLink, readonly Refusal[]>> => {
  await tx.run(MARK)
  const link = await tx.maybe<OpenLink>(USE, [tokenHash(secret), ts(now)])
  if (link === undefined) return refuse([{ tag: 'link-over' }])
  try {
    if (link.purpose === 'reset') await replacePassword(tx, link.party, hash, now)
    else await addCredential(tx, link.party, link.username, hash, now)
  } catch (error) {
    if (uniqueViolation(error) === undefined) throw error
    await tx.run(BACK)
    return refuse([{ tag: 'username-taken' }])
  }
  await recordSecurity(tx, { kind: 'linkUsed', party: link.party, data: { purpose: link.purpose } }, now)
  return ok(link)
}
