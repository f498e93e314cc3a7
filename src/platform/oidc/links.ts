import type { Instant } from '../../kernel/time.ts'
import { uuidv7 } from '../crypto/uuid.ts'
import type { Vault } from '../crypto/vault.ts'
import { uniqueViolation } from '../db/errors.ts'
import { type CityQueries, sql, type Tx } from '../db/types.ts'
import { ts } from '../db/values.ts'
import { phoneTriple } from '../identity/personal.ts'
import type { Told } from './types.ts'

/**
 * How it was shown that the subject of a service is this party: the party was made for it; a code to its phone; a
 * session of it; a staff session, opened by its password.
 */
export type Proof = 'first' | 'phone' | 'session' | 'password'

export type Link = { readonly id: string; readonly party: string; readonly proof: Proof }

const INSERT = sql(
  'oidc.link.insert',
  `insert into city.identity_link (subject_blind, id, party, service, proof, linked_at) values ($1, $2, $3, $4, $5, $6)
   on conflict (subject_blind) do nothing`,
)
const FIND = sql('oidc.link.find', `select id, party, proof from city.identity_link where subject_blind = $1`)
const STRONGER = sql('oidc.link.stronger', `update city.identity_link set proof = 'password' where subject_blind = $1`)
const OF_PARTY = sql(
  'oidc.link.of-party',
  `select id, service, proof, linked_at as "linkedAt" from city.identity_link where party = any($1::uuid[]) order by id`,
)
const REMOVE = sql(
  'oidc.link.remove',
  `delete from city.identity_link where id = $1 and party = any($2::uuid[]) returning service`,
)

/** Purpose of the look-up value: one for each pair of issuer and subject. */
const SUBJECT = 'identity-subject'
const blindOf = (vault: Vault, { issuer, subject }: Pick<Told, 'issuer' | 'subject'>): Buffer =>
  vault.blind(JSON.stringify([issuer, subject]), SUBJECT)

/** Whom a service means. */
export const findLink = (
  db: CityQueries,
  vault: Vault,
  told: Pick<Told, 'issuer' | 'subject'>,
): Promise<Link | undefined> => db.maybe<Link>(FIND, [blindOf(vault, told)])

/** Ties a subject to a party; undefined when it is tied already. One pair has one party at most, whoever comes first. */
export const addLink = async (
  tx: Tx,
  vault: Vault,
  told: Told,
  party: string,
  proof: Proof,
  now: Instant,
): Promise<string | undefined> => {
  const id = uuidv7(now)
  const made = await tx.run(INSERT, [blindOf(vault, told), id, party, told.service, proof, ts(now)])
  return made === 1 ? id : undefined
}

/** A link that was shown again from a staff session lets staff in. */
export const strengthenLink = async (tx: Tx, vault: Vault, told: Told): Promise<void> => {
  await tx.run(STRONGER, [blindOf(vault, told)])
}

export type LinkLine = {
  readonly id: string
  readonly service: string
  readonly proof: Proof
  readonly linkedAt: Instant
}

export const linksOf = (db: CityQueries, parties: readonly string[]): Promise<readonly LinkLine[]> =>
  db.rows<LinkLine>(OF_PARTY, [parties])

/** Unties one of these parties' links; the service it was of, or undefined when there is no such link. */
export const removeLink = async (tx: Tx, id: string, parties: readonly string[]): Promise<string | undefined> =>
  (await tx.maybe<{ service: string }>(REMOVE, [id, parties]))?.service

const GIVE_PHONE = sql(
  'oidc.party.give-phone',
  `update city.party set phone_sealed = $2, phone_blind = $3, phone_masked = $4 where id = $1 and phone_blind is null`,
)
const MARK = sql('oidc.party.mark', 'savepoint oidc_phone')
const BACK = sql('oidc.party.back', 'rollback to savepoint oidc_phone')

/** Gives a new party its phone; false when somebody has that number. Nothing of the caller's transaction is lost. */
export const givePhone = async (tx: Tx, vault: Vault, party: string, phone: string): Promise<boolean> => {
  const { sealed, blind, masked } = phoneTriple(vault, party, phone)
  await tx.run(MARK)
  try {
    return (await tx.run(GIVE_PHONE, [party, sealed, blind, masked])) === 1
  } catch (error) {
    if (uniqueViolation(error) !== 'party_phone_key') throw error
    await tx.run(BACK)
    return false
  }
}
