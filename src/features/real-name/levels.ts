import { maskId, maskName } from '../../kernel/codes.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Actor } from '../../platform/access/types.ts'
import { personalTable } from '../../platform/crypto/guard.ts'
import { uuidv7 } from '../../platform/crypto/uuid.ts'
import type { Vault } from '../../platform/crypto/vault.ts'
import type { Tx } from '../../platform/db/types.ts'
import { findPartyByPhone, recordIdentity } from '../../platform/identity/parties.ts'
import { checkIdNumber, checkPhone } from '../../platform/identity/personal.ts'
import { reaches } from '../../platform/identity/reaches.ts'
import { emit } from '../../platform/jobs/emit.ts'
import { standingOf } from '../../platform/oidc/merges.ts'
import type { Told } from '../../platform/oidc/types.ts'
import { type Leave, leaveFor, leaveOfMachine, openPersonal } from '../../platform/personal/purposes.ts'
import { record } from './record.ts'
import { decideClaim, type How, insertChange, insertClaim, lockClaim, lockLevel, withdrawClaims } from './store.ts'

type Answer<T> = Promise<Result<T, readonly Refusal[]>>
type Env = { readonly actor: Actor; readonly vault: Vault; readonly now: Instant }

const NAME_MAX = 40

type Named = { readonly name: string; readonly idNumber: string }

/** Everything wrong with a name and a number, at once. */
const checkNamed = (typed: Named, now: Instant): Result<Named, readonly Refusal[]> => {
  const name = typed.name.normalize('NFKC').trim().replace(/\s+/g, ' ')
  const number = checkIdNumber(typed.idNumber, now)
  const why: Refusal[] = []
  if (name.length < 2 || name.length > NAME_MAX) why.push({ tag: 'name-missing', pointer: '/body/name' })
  if (!number.ok) why.push(...number.error)
  return why.length > 0 || !number.ok ? refuse(why) : ok({ name, idNumber: number.value })
}

const claimPlace = personalTable('level_claim')

/**
 * A resident enters name and ID number, to be compared at a counter or by an identity service. What is wrong with the
 * number itself is said at once.
 * @returns or all of `name-missing`, `id-…`; then `level-reached`, `claim-waiting`
 */
export const askLevel = async (tx: Tx, env: Env, typed: Named): Answer<{ readonly claim: string }> => {
  const party = env.actor.party ?? ''
  const named = checkNamed(typed, env.now)
  if (!named.ok) return named
  const level = await lockLevel(tx, party)
  if (level === undefined) return refuse([{ tag: 'party-unknown' }])
  if (reaches(level, 'L2')) return refuse([{ tag: 'level-reached', values: { level } }])
  const id = uuidv7(env.now)
  const { name, idNumber } = named.value
  const made = await insertClaim(
    tx,
    {
      id,
      party,
      nameSealed: env.vault.seal(name, claimPlace('name_sealed', id)),
      nameMasked: maskName(name),
      idSealed: env.vault.seal(idNumber, claimPlace('id_sealed', id)),
      idMasked: maskId(idNumber),
    },
    env.now,
  )
  return made ? ok({ claim: id }) : refuse([{ tag: 'claim-waiting' }])
}

/** Takes one's own waiting claim back. */
export const takeBackClaim = (tx: Tx, env: Env): Promise<number> => withdrawClaims(tx, env.actor.party ?? '', env.now)

/** Topic of the event of a level that rose: `{ party }`. Whoever keeps people by their numbers may match them then. */
export const LEVEL_RAISED = 'real-name.raised'

type Rise = Named & { readonly party: string; readonly to: 'L2' | 'L3'; readonly how: How; readonly evidence: string }

/**
 * Raises a level with its evidence: party, change and journal together. A level that is reached stays; it never falls.
 * @returns whether it rose; or `party-unknown`, `id-taken`
 */
const raise = async (tx: Tx, env: Env, rise: Rise): Answer<{ readonly raised: boolean }> => {
  const from = await lockLevel(tx, rise.party)
  if (from === undefined) return refuse([{ tag: 'party-unknown' }])
  if (reaches(from, rise.to)) return ok({ raised: false })
  const known = await recordIdentity(tx, env.vault, { ...rise, level: rise.to })
  if (!known.ok) return known
  const { party, to, how, evidence } = rise
  const id = uuidv7(env.now)
  await insertChange(tx, { id, party, from, to, how, evidence, by: env.actor.party }, env.now)
  await withdrawClaims(tx, party, env.now)
  const under = how === 'service' ? 'enter' : how === 'counter' ? 'decideClaims' : 'verifyInPerson'
  await record(
    tx,
    env.actor,
    { stream: `level/${id}`, seq: 1, verb: 'raiseLevel', under, data: { from, to, how }, personal: { party } },
    env.now,
  )
  await emit(tx, { topic: LEVEL_RAISED, key: party, payload: { party }, at: env.now })
  return ok({ raised: true })
}

/** Raises a level by what an identity service vouches for; what it says that does not hold raises nothing. */
export const raiseByService = async (
  tx: Tx,
  env: Env,
  party: string,
  told: Told,
): Answer<{ readonly raised: boolean }> => {
  const { level, name, idNumber } = told
  if ((level !== 'L2' && level !== 'L3') || name === null || idNumber === null) return ok({ raised: false })
  const named = checkNamed({ name, idNumber }, env.now)
  return named.ok ? raise(tx, env, { ...named.value, party, to: level, how: 'service', evidence: told.service }) : named
}

/** Name and number of a claim, for whoever has leave. */
const openClaim = (
  vault: Vault,
  use: Leave,
  claim: { readonly id: string; readonly nameSealed: Buffer | null; readonly idSealed: Buffer | null },
): Named => ({
  name:
    claim.nameSealed === null ? '' : openPersonal(vault, use, claim.nameSealed, claimPlace('name_sealed', claim.id)),
  idNumber: claim.idSealed === null ? '' : openPersonal(vault, use, claim.idSealed, claimPlace('id_sealed', claim.id)),
})

/** What a clerk opens a claim for is always the same, so nobody is asked to type it. */
const REASON = '核对实名申请'

/**
 * Opens a claim for the clerk who compares it; the look is written down first, with the office and without the name.
 * @returns or `claim-unknown`, `level-own`, `purpose-not-yours`
 */
export const revealClaim = async (tx: Tx, env: Env, id: string): Answer<Named> => {
  const claim = await lockClaim(tx, id)
  if (claim === undefined) return refuse([{ tag: 'claim-unknown' }])
  if (claim.party === env.actor.party) return refuse([{ tag: 'level-own' }])
  const asked = {
    purpose: 'identity',
    subject: `level-claim/${id}`,
    fields: ['name', 'id-number'],
    reason: REASON,
  } as const
  const use = await leaveFor(tx, env.actor, asked, env.now)
  return use.ok ? ok(openClaim(env.vault, use.value, claim)) : use
}

/** Papers a clerk may have seen; which one is written down, nothing of what is in it. */
export const DOCUMENTS = ['id-card', 'temporary-id', 'household-book', 'residence-permit', 'passport'] as const
export type Document = (typeof DOCUMENTS)[number]

/** Why a claim was not granted. */
export const REASONS = ['name-differs', 'number-differs', 'papers-missing', 'papers-expired'] as const
export type Reason = (typeof REASONS)[number]

/**
 * A clerk has compared a claim with the papers: L2, or a refusal with its reason. Nobody decides about himself.
 * @returns or `claim-unknown`, `level-own`, `party-unknown`, `id-taken`
 */
export const decide = async (
  tx: Tx,
  env: Env,
  given: { readonly claim: string } & ({ readonly document: Document } | { readonly reason: Reason }),
): Answer<{ readonly done: true }> => {
  const claim = await lockClaim(tx, given.claim)
  if (claim === undefined) return refuse([{ tag: 'claim-unknown' }])
  if (claim.party === env.actor.party) return refuse([{ tag: 'level-own' }])
  const named = openClaim(env.vault, leaveOfMachine('level'), claim)
  const [state, reason] = 'reason' in given ? (['refused', given.reason] as const) : (['granted', ''] as const)
  await decideClaim(tx, claim.id, state, env.actor.party, reason, env.now)
  if ('reason' in given) return ok({ done: true })
  const { party } = claim
  const raised = await raise(tx, env, { ...named, party, to: 'L2', how: 'counter', evidence: given.document })
  return raised.ok ? ok({ done: true }) : raised
}

/**
 * A clerk has seen the person and the original of the papers: L3. The phone says whose account it is.
 * @returns or all of `phone-wrong`, `name-missing`, `id-…`; then `party-unknown`, `level-own`,
 * `id-taken`, `level-reached`
 */
export const verifyInPerson = async (
  tx: Tx,
  env: Env,
  given: Named & { readonly phone: string; readonly document: Document },
): Answer<{ readonly done: true }> => {
  const [phone, named] = [checkPhone(given.phone), checkNamed(given, env.now)]
  const why: Refusal[] = [...(phone.ok ? [] : phone.error), ...(named.ok ? [] : named.error)]
  if (why.length > 0 || !phone.ok || !named.ok) return refuse(why)
  const known = await findPartyByPhone(tx, env.vault, phone.value)
  if (known === undefined) return refuse([{ tag: 'party-unknown', pointer: '/body/phone' }])
  const party = await standingOf(tx, known)
  if (party === env.actor.party) return refuse([{ tag: 'level-own' }])
  const raised = await raise(tx, env, { ...named.value, party, to: 'L3', how: 'in-person', evidence: given.document })
  if (!raised.ok) return raised
  return raised.value.raised ? ok({ done: true }) : refuse([{ tag: 'level-reached', values: { level: 'L3' } }])
}
