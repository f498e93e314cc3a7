import { maskId, maskName } from '../../kernel/codes.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import type { Instant } from '../../kernel/time.ts'
import { personalTable } from '../../platform/crypto/guard.ts'
import { uuidv7 } from '../../platform/crypto/uuid.ts'
import type { Vault } from '../../platform/crypto/vault.ts'
import type { CityQueries, Tx } from '../../platform/db/types.ts'
import { ensureParty } from '../../platform/identity/parties.ts'
import { ID_NUMBER, partyPlace } from '../../platform/identity/personal.ts'
import { ensureOrganisation } from '../../platform/oidc/origin.ts'
import { leaveOfMachine, openPersonal } from '../../platform/personal/purposes.ts'
import type { Paper, ReadOwner } from './rules/owner.ts'
import { insertOwner, type OwnerRow, ownersByNumber, undoParty, verifiedByNumber } from './store/owners.ts'

export const ownerPlace = personalTable('estate_owner')
export const titlePlace = personalTable('estate_title')

/** Look-up values of an ID number are the same as those of verified persons; no paper is taken for another. */
const PURPOSE: Readonly<Record<Paper, string>> = { 'id-card': ID_NUMBER, passport: 'passport', uscc: 'uscc' }

export const blindOf = (vault: Vault, { paper, number }: Pick<ReadOwner, 'paper' | 'number'>): Buffer =>
  vault.blind(number, PURPOSE[paper])

type Env = { readonly vault: Vault; readonly now: Instant }

/** The same name whatever its width, case and dots. */
const folded = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/[\s·•.]/g, '')
    .toUpperCase()

const USE = leaveOfMachine('register')

/** The name in the register, for comparing; it is shown to nobody. */
export const nameOfOwner = (vault: Vault, { id, nameSealed }: Pick<OwnerRow, 'id' | 'nameSealed'>): string =>
  openPersonal(vault, USE, nameSealed, ownerPlace('name_sealed', id))

export const sameName = (a: string, b: string): boolean => folded(a) === folded(b)

const lineOf = (vault: Vault, id: string, party: string, owner: ReadOwner): OwnerRow => ({
  id,
  party,
  kind: owner.paper === 'uscc' ? 'organisation' : 'person',
  paper: owner.paper,
  nameSealed: vault.seal(owner.name, ownerPlace('name_sealed', id)),
  nameMasked: owner.paper === 'uscc' ? owner.name : maskName(owner.name),
  numberSealed: vault.seal(owner.number, ownerPlace('number_sealed', id)),
  numberBlind: blindOf(vault, owner),
  numberMasked: maskId(owner.number),
})

type Verified = { readonly id: string; readonly name: string }

/** The party of an owner nobody knew: the person verified with this number, the organisation, or one of its own. */
const partyFor = async (
  tx: Tx,
  { vault, now }: Env,
  owner: ReadOwner,
  verified: Verified | undefined,
): Promise<{ readonly party: string; readonly made: boolean }> => {
  if (verified !== undefined) return { party: verified.id, made: false }
  if (owner.paper === 'uscc') {
    const body = await ensureOrganisation(tx, vault, { uscc: owner.number, name: owner.name }, now)
    if (!body.ok) throw new Error('a checked code of an organisation was refused')
    return { party: body.value, made: false }
  }
  return { party: await ensureParty(tx, vault, { name: owner.name, level: 'L0' }, now), made: true }
}

const write = async (tx: Tx, env: Env, owner: ReadOwner, verified: Verified | undefined): Promise<OwnerRow> => {
  const { party, made } = await partyFor(tx, env, owner, verified)
  const row = lineOf(env.vault, uuidv7(env.now), party, owner)
  if (await insertOwner(tx, row, env.now)) return row
  // Somebody else wrote the same number in the moment between.
  if (made) await undoParty(tx, party)
  const [known] = await ownersByNumber(tx, [row.numberBlind])
  if (known === undefined) throw new Error('an owner is neither new nor known')
  return known
}

const hex = (blind: Buffer): string => blind.toString('hex')

/** One owner in memory: the look-up value of the number. */
export const keyOf = (vault: Vault, owner: Pick<ReadOwner, 'paper' | 'number'>): string => hex(blindOf(vault, owner))

/** Those who are known under their number by another name: somebody mistyped, then or now. */
const misnamed = (
  vault: Vault,
  owners: readonly ReadOwner[],
  names: ReadonlyMap<string, string>,
): readonly (readonly [number, Refusal])[] =>
  owners.flatMap((owner, index) => {
    const known = names.get(keyOf(vault, owner))
    return known === undefined || sameName(known, owner.name)
      ? []
      : [[index, { tag: 'owner-name-differs', pointer: `/body/owners/${index}/name` }] as const]
  })

/** Who is known under these numbers, in the register and by a verified real name. */
export type Known = {
  readonly owners: ReadonlyMap<string, OwnerRow>
  readonly verified: ReadonlyMap<string, Verified>
  /** By place in what was asked: known under the number by another name. */
  readonly misnamed: readonly (readonly [number, Refusal])[]
}

/**
 * Looks owners up by their numbers.
 * @param db as the system: no policy shows verified persons to a clerk
 */
export const knownOwners = async (db: CityQueries, vault: Vault, owners: readonly ReadOwner[]): Promise<Known> => {
  const blinds = owners.map(owner => blindOf(vault, owner))
  const known = new Map((await ownersByNumber(db, blinds)).map(row => [hex(row.numberBlind), row]))
  const verified = new Map(
    (await verifiedByNumber(db, blinds)).map(({ id, blind, nameSealed }): [string, Verified] => [
      hex(blind),
      { id, name: nameSealed === null ? '' : openPersonal(vault, USE, nameSealed, partyPlace('name_sealed', id)) },
    ]),
  )
  const names = new Map([
    ...[...verified].map(([blind, { name }]) => [blind, name] as const),
    ...[...known].map(([blind, row]) => [blind, nameOfOwner(vault, row)] as const),
  ])
  return { owners: known, verified, misnamed: misnamed(vault, owners, names) }
}

/** Those of them that the register does not know yet are written; nobody among them is misnamed. */
export const writeOwners = async (
  tx: Tx,
  env: Env,
  owners: readonly ReadOwner[],
  known: Known,
): Promise<readonly OwnerRow[]> => {
  const done = new Map<string, OwnerRow>(known.owners)
  const result: OwnerRow[] = []
  for (const owner of owners) {
    const key = keyOf(env.vault, owner)
    const found = done.get(key) ?? (await write(tx, env, owner, known.verified.get(key)))
    done.set(key, found)
    result.push(found)
  }
  return result
}

/**
 * Owners by their numbers, made if need be. Who is known under the number by another name is not taken.
 * @returns in the order given; or `owner-name-differs`
 */
export const ensureOwners = async (
  tx: Tx,
  env: Env,
  owners: readonly ReadOwner[],
): Promise<Result<readonly OwnerRow[], readonly Refusal[]>> => {
  const known = await knownOwners(tx, env.vault, owners)
  if (known.misnamed.length > 0) return refuse(known.misnamed.map(([, refusal]) => refusal))
  return ok(await writeOwners(tx, env, owners, known))
}
