import { parseAreaPath } from '../../kernel/area-code.ts'
import { maskId, maskName, parseIdNumber } from '../../kernel/codes.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, refuse } from '../../kernel/result.ts'
import { dateOf, type Instant } from '../../kernel/time.ts'
import { may } from '../../platform/access/access.ts'
import { personalTable } from '../../platform/crypto/guard.ts'
import { uuidv7 } from '../../platform/crypto/uuid.ts'
import type { Vault } from '../../platform/crypto/vault.ts'
import { readableNumber } from '../../platform/db/numbers.ts'
import type { CityDb, Tx } from '../../platform/db/types.ts'
import { ensureParty } from '../../platform/identity/parties.ts'
import { checkIdNumber, checkPhone, ID_NUMBER, NAME, partyPlace } from '../../platform/identity/personal.ts'
import { leaveOfMachine, openPersonal } from '../../platform/personal/purposes.ts'
import { areaAt, pathOfCity } from '../directory/index.ts'
import { policy, subjectOf, type Verb } from './policy.ts'
import { type Acted, type Done, type Env, notYours, record } from './record.ts'
import type { Way } from './rules/kinds.ts'
import { personByNumber, verifiedPerson } from './store/people.ts'
import { groupById } from './store/records.ts'
import { insertVolunteer, type Profile, volunteerByNumber } from './store/volunteers.ts'

export const volunteerPlace = personalTable('volunteer')
export const needPlace = personalTable('volunteer_need')

const USE = leaveOfMachine('register')

/** The same name whatever its width, case and dots. */
const folded = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/[\s·•.]/g, '')
    .toUpperCase()

export const sameName = (a: string, b: string): boolean => folded(a) === folded(b)

export const blindOfName = (vault: Vault, name: string): Buffer => vault.blind(folded(name), NAME)
export const blindOfNumber = (vault: Vault, number: string): Buffer => vault.blind(number, ID_NUMBER)

/** `442000-Z20261126-0001`: a readable number of a series, taken before the transaction. */
export const nextNo = async (db: CityDb, letter: 'Z' | 'H' | 'X', now: Instant): Promise<string> => {
  const day = dateOf(now)
  const number = await readableNumber(db, `volunteering-${letter}`, day)
  return `${db.city.code}-${letter}${day.replaceAll('-', '')}-${String(number).padStart(4, '0')}`
}

/** Why a place is none: a volunteer belongs to a community or village of this city. */
export const communityFaults = async (tx: Tx, area: string): Promise<readonly Refusal[]> => {
  const path = parseAreaPath(area)
  const found = path.ok && path.value.length === 12 ? await areaAt(tx, path.value) : undefined
  return found === undefined || !area.startsWith(pathOfCity(tx.city))
    ? [{ tag: 'place-unknown', pointer: '/body/area' }]
    : []
}

type Who = { readonly name: string; readonly number: string; readonly party: string; readonly phone: string }

const write = async (
  tx: Tx,
  env: Env,
  who: Who,
  how: { readonly by: Way; readonly group: string | null; readonly no: string },
  profile: Profile,
): Done<Acted> => {
  const { vault, now } = env
  const id = uuidv7(now)
  const born = parseIdNumber(who.number, dateOf(now))
  if (!born.ok) throw new Error('a checked number of a person was refused')
  const made = await insertVolunteer(
    tx,
    {
      ...profile,
      id,
      no: how.no,
      party: who.party,
      joinedBy: how.by,
      group: how.group,
      name: {
        sealed: vault.seal(who.name, volunteerPlace('name_sealed', id)),
        blind: blindOfName(vault, who.name),
        masked: maskName(who.name),
      },
      number: {
        sealed: vault.seal(who.number, volunteerPlace('number_sealed', id)),
        blind: blindOfNumber(vault, who.number),
        masked: maskId(who.number),
      },
      bornOn: born.value.birth,
      phone: who.phone === '' ? null : vault.seal(who.phone, volunteerPlace('phone_sealed', id)),
    },
    now,
  )
  if (!made) return refuse([{ tag: 'volunteer-known' }])
  const leaf = await record(tx, env, {
    stream: `volunteer/${id}`,
    seq: 1,
    action: 'join',
    under: how.by === 'self' ? null : 'keep',
    area: profile.area,
    data: { by: how.by, publish: profile.publish },
    personal: { party: who.party, no: how.no },
  })
  return ok({ id, leaf })
}

/**
 * A resident whose real name is verified joins the register (条例 7).
 * @returns or `verify-first`; `place-unknown`; `volunteer-known`
 */
export const joinSelf = async (tx: Tx, env: Env, profile: Profile, no: string): Done<Acted> => {
  const { party } = env.actor
  const person = party === null ? undefined : await verifiedPerson(tx, party)
  if (party === null || person === undefined) return refuse([{ tag: 'verify-first' }])
  const why = await communityFaults(tx, profile.area)
  if (why.length > 0) return refuse(why)
  const open = (sealed: Buffer, column: string): string =>
    openPersonal(env.vault, USE, sealed, partyPlace(column, party))
  const who = {
    party,
    name: open(person.nameSealed, 'name_sealed'),
    number: open(person.numberSealed, 'id_sealed'),
    phone: '',
  }
  return write(tx, env, who, { by: 'self', group: null, no }, profile)
}

export type DeskJoin = {
  readonly name: string
  readonly idNumber: string
  readonly phone: string
  /** The group that brings them; '' when they come by themselves. */
  readonly group: string
  readonly profile: Profile
}

/**
 * A community worker enters somebody who came, telephoned, or was brought by a group. Whoever is verified under the number
 * is that person; anybody else is a party of the register until they verify their name (see match.ts).
 * @returns or `not-yours`; all of `place-unknown`, `name-missing`, `id-…`, `phone-wrong`, `group-unknown`; then
 *   `name-differs`, `volunteer-known`
 */
export const joinDesk = async (tx: Tx, env: Env, given: DeskJoin, no: string): Done<Acted> => {
  const { profile } = given
  if (!may<Verb>(policy, 'keep', env.actor, subjectOf(profile))) return notYours
  const number = checkIdNumber(given.idNumber, env.now)
  const phone = checkPhone(given.phone)
  const group = given.group === '' ? undefined : await groupById(tx, given.group)
  const why = [
    ...(await communityFaults(tx, profile.area)),
    ...(given.name.trim() === '' ? [{ tag: 'name-missing', pointer: '/body/name' }] : []),
    ...(number.ok ? [] : number.error),
    ...(phone.ok ? [] : phone.error),
    ...(given.group !== '' && group === undefined ? [{ tag: 'group-unknown', pointer: '/body/group' }] : []),
  ]
  if (why.length > 0 || !number.ok || !phone.ok) return refuse(why)
  const blind = blindOfNumber(env.vault, number.value)
  if ((await volunteerByNumber(tx, blind)) !== undefined) return refuse([{ tag: 'volunteer-known' }])
  const person = await personByNumber(tx, blind)
  if (person !== undefined) {
    const name = openPersonal(env.vault, USE, person.nameSealed, partyPlace('name_sealed', person.id))
    if (!sameName(name, given.name)) return refuse([{ tag: 'name-differs', pointer: '/body/name' }])
  }
  const party = person?.id ?? (await ensureParty(tx, env.vault, { name: given.name, level: 'L0' }, env.now))
  const who = { party, name: given.name.trim(), number: number.value, phone: phone.value }
  return write(tx, env, who, { by: group === undefined ? 'desk' : 'group', group: group?.id ?? null, no }, profile)
}
