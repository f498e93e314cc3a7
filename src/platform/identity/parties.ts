import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import type { Instant } from '../../kernel/time.ts'
import { uuidv7 } from '../crypto/uuid.ts'
import type { Vault } from '../crypto/vault.ts'
import { uniqueViolation } from '../db/errors.ts'
import { type CityQueries, sql, type Tx } from '../db/types.ts'
import { ts } from '../db/values.ts'
import { type Leave, openPersonal } from '../personal/purposes.ts'
import { ID_NUMBER, idTriple, nameTriple, PHONE, partyPlace, phoneTriple } from './personal.ts'
import { endSessions } from './sessions.ts'
import type { Level, PartyKind } from './types.ts'

const INSERT = sql(
  'identity.party.insert',
  `insert into city.party (id, kind, name_sealed, name_masked, phone_sealed, phone_blind, phone_masked, level, created_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
   on conflict (phone_blind) where phone_blind is not null do nothing`,
)

const BY_PHONE = sql('identity.party.by-phone', `select id from city.party where phone_blind = $1`)

const RAISE = sql('identity.party.raise', `update city.party set level = 'L1' where id = $1 and level = 'L0'`)

export type NewParty = {
  readonly kind?: PartyKind
  readonly name?: string
  /** Eleven digits, checked by the caller. */
  readonly phone?: string
  /** `L1` when the phone answered with a code; else `L0`. */
  readonly level: 'L0' | 'L1'
}

/**
 * The party of a phone number, made if need be; without a phone always a new one. Of parallel callers with the same
 * number one makes it and all get it. A known party keeps its name; its level rises to L1, never falls.
 * @returns the party's id
 */
export const ensureParty = async (tx: Tx, vault: Vault, party: NewParty, now: Instant): Promise<string> => {
  const id = uuidv7(now)
  const name = party.name === undefined ? undefined : nameTriple(vault, id, party.name)
  const phone = party.phone === undefined ? undefined : phoneTriple(vault, id, party.phone)
  const made = await tx.run(INSERT, [
    id,
    party.kind ?? 'person',
    name?.sealed ?? null,
    name?.masked ?? '',
    phone?.sealed ?? null,
    phone?.blind ?? null,
    phone?.masked ?? '',
    party.level,
    ts(now),
  ])
  if (made === 1 || phone === undefined) return id
  const known = await tx.one<{ id: string }>(BY_PHONE, [phone.blind])
  if (party.level === 'L1') await tx.run(RAISE, [known.id])
  return known.id
}

/** The party known under a phone number. */
export const findPartyByPhone = async (db: CityQueries, vault: Vault, phone: string): Promise<string | undefined> =>
  (await db.maybe<{ id: string }>(BY_PHONE, [vault.blind(phone, PHONE)]))?.id

const BY_ID_NUMBER = sql('identity.party.by-id-number', `select id from city.party where id_blind = $1`)

/** The party known under an ID number. @param idNumber eighteen characters, checked by the caller */
export const findPartyByIdNumber = async (
  db: CityQueries,
  vault: Vault,
  idNumber: string,
): Promise<string | undefined> => (await db.maybe<{ id: string }>(BY_ID_NUMBER, [vault.blind(idNumber, ID_NUMBER)]))?.id

export type PartyLine = {
  readonly id: string
  readonly kind: PartyKind
  readonly nameMasked: string
  readonly phoneMasked: string
  readonly level: Level
}

const LINES = sql(
  'identity.party.lines',
  `select id, kind, name_masked as "nameMasked", phone_masked as "phoneMasked", level
   from city.party where id = any($1::uuid[]) order by id`,
)

/** Parties as lists show them: masked. Unknown ids are left out. */
export const partyLines = (db: CityQueries, ids: readonly string[]): Promise<readonly PartyLine[]> =>
  db.rows<PartyLine>(LINES, [ids])

/** What to call people in lists, by id: the masked name, else the masked phone. */
export const partyNames = async (db: CityQueries, ids: readonly string[]): Promise<ReadonlyMap<string, string>> =>
  new Map(
    (await partyLines(db, [...new Set(ids)])).map(({ id, nameMasked, phoneMasked }) => [id, nameMasked || phoneMasked]),
  )

const SEALED = sql('identity.party.sealed', `select name_sealed, phone_sealed from city.party where id = $1`)

/**
 * Name and phone in clear, for the one screen and the one person whose task needs them. The caller has checked
 * the access table; the leave is got by writing the look down.
 */
export const revealContact = async (
  db: CityQueries,
  vault: Vault,
  party: string,
  use: Leave,
): Promise<{ readonly name: string; readonly phone: string } | undefined> => {
  const row = await db.maybe<{ name_sealed: Buffer | null; phone_sealed: Buffer | null }>(SEALED, [party])
  const open = (sealed: Buffer | null, column: string): string =>
    sealed === null ? '' : openPersonal(vault, use, sealed, partyPlace(column, party))
  return row && { name: open(row.name_sealed, 'name_sealed'), phone: open(row.phone_sealed, 'phone_sealed') }
}

const SET_NAME = sql(
  'identity.party.set-name',
  `update city.party set name_sealed = $2, name_masked = $3 where id = $1 and erased_at is null`,
)

/** Gives a party its name; false when there is no such party. */
export const setName = async (tx: Tx, vault: Vault, party: string, name: string): Promise<boolean> => {
  const { sealed, masked } = nameTriple(vault, party, name)
  return (await tx.run(SET_NAME, [party, sealed, masked])) === 1
}

const SET_IDENTITY = sql(
  'identity.party.set-identity',
  `update city.party set name_sealed = $2, name_masked = $3, id_sealed = $4, id_blind = $5, id_masked = $6, level = greatest(level, $7)
   where id = $1 and erased_at is null`,
)

/** So that a number someone else has leaves the caller's transaction whole. */
const MARK = sql('identity.party.mark', 'savepoint identity_party')
const BACK = sql('identity.party.back', 'rollback to savepoint identity_party')

/**
 * Records a verified real name; a level reached before never falls. Whoever calls has verified it: against the register (L2), or face to face (L3).
 * @param idNumber eighteen characters, checked by `checkIdNumber`
 * @returns `id-taken` when another party has this number, `party-unknown`
 */
export const recordIdentity = async (
  tx: Tx,
  vault: Vault,
  who: { readonly party: string; readonly name: string; readonly idNumber: string; readonly level: 'L2' | 'L3' },
): Promise<Result<null, readonly Refusal[]>> => {
  const name = nameTriple(vault, who.party, who.name)
  const id = idTriple(vault, who.party, who.idNumber)
  await tx.run(MARK)
  try {
    const values = [who.party, name.sealed, name.masked, id.sealed, id.blind, id.masked, who.level]
    return (await tx.run(SET_IDENTITY, values)) === 1 ? ok(null) : refuse([{ tag: 'party-unknown' }])
  } catch (error) {
    if (uniqueViolation(error) !== 'party_id_key') throw error
    await tx.run(BACK)
    return refuse([{ tag: 'id-taken', pointer: '/body/idNumber' }])
  }
}

const ERASE = sql(
  'identity.party.erase',
  `update city.party set name_sealed = null, name_masked = '', phone_sealed = null, phone_blind = null, phone_masked = '',
     id_sealed = null, id_blind = null, id_masked = '', level = 'L0', erased_at = $2
   where id = $1 and erased_at is null`,
)

const ERASE_LINKS = sql('identity.link.erase', `delete from city.identity_link where party = $1`)

const ERASE_CREDENTIAL = sql('identity.credential.erase', `delete from city.credential where party = $1`)

/** What else opens a person's account: second factor, recovery codes, half sessions, known browsers, links. */
const ERASE_REST = ['second_factor', 'recovery_code', 'half_session', 'known_device', 'account_link'].map(TABLE =>
  sql(`identity.erase.${TABLE}`, `delete from city.${TABLE} where party = $1`),
)

/** Takes everything personal from a party; its id stays, so that records and the journal keep their meaning. */
export const eraseParty = async (tx: Tx, party: string, now: Instant): Promise<boolean> => {
  if ((await tx.run(ERASE, [party, ts(now)])) === 0) return false
  await tx.run(ERASE_CREDENTIAL, [party])
  await tx.run(ERASE_LINKS, [party])
  for (const statement of ERASE_REST) await tx.run(statement, [party])
  await endSessions(tx, party, now)
  return true
}
