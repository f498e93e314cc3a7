import { maskName } from '../../kernel/codes.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, refuse } from '../../kernel/result.ts'
import { dateOf, type LocalDate, plusMonths } from '../../kernel/time.ts'
import { isOwn, may } from '../../platform/access/access.ts'
import { uuidv7 } from '../../platform/crypto/uuid.ts'
import type { Tx } from '../../platform/db/types.ts'
import { heldBack } from '../../platform/personal/publication.ts'
import { communityFaults, volunteerPlace } from './join.ts'
import { policy, subjectOf, type Verb } from './policy.ts'
import { type Acted, absent, type Done, type Env, notYours, record, tidy } from './record.ts'
import type { Course, GroupKind, Topic } from './rules/kinds.ts'
import { insertGroup, insertHonour, insertTraining } from './store/records.ts'
import {
  changeVolunteer,
  lockVolunteer,
  type Profile,
  setGuardian,
  touchVolunteer,
  type VolunteerRow,
} from './store/volunteers.ts'

const ADULT_MONTHS = 18 * 12

/** The eighteenth birthday. */
export const adultOn = ({ bornOn }: Pick<VolunteerRow, 'bornOn'>): LocalDate => plusMonths(bornOn, ADULT_MONTHS)

/** The volunteer, locked, for themselves or for whoever keeps the register of their place. */
const taken = async (tx: Tx, env: Env, id: string): Done<VolunteerRow & { readonly own: boolean }> => {
  const row = await lockVolunteer(tx, id)
  if (row === undefined) return absent
  const own = isOwn(env.actor, row.party)
  if (own || may<Verb>(policy, 'keep', env.actor, subjectOf(row))) return ok({ ...row, own })
  return may<Verb>(policy, 'view', env.actor, subjectOf(row)) ? notYours : absent
}

/** The same, for staff alone. */
const kept = async (tx: Tx, env: Env, id: string): Done<VolunteerRow> => {
  const row = await lockVolunteer(tx, id)
  if (row === undefined || !may<Verb>(policy, 'view', env.actor, subjectOf(row))) return absent
  return may<Verb>(policy, 'keep', env.actor, subjectOf(row)) ? ok(row) : notYours
}

const streamOf = (id: string): string => `volunteer/${id}`

/**
 * Changes what a volunteer says of themselves: skills, times, place, consent to be named. Consent is off until they give it.
 * @returns or `not-found`; `place-unknown`; `wrong-state` when they have left
 */
export const change = async (tx: Tx, env: Env, id: string, profile: Profile): Done<Acted> => {
  const row = await taken(tx, env, id)
  if (!row.ok) return row
  const why: Refusal[] = [...(await communityFaults(tx, profile.area))]
  if (row.value.state === 'left') why.push({ tag: 'wrong-state', values: { state: 'left' } })
  if (!row.value.own && !may<Verb>(policy, 'keep', env.actor, subjectOf(profile))) why.push({ tag: 'not-yours' })
  if (why.length > 0) return refuse(why)
  await changeVolunteer(tx, id, profile, row.value.state, env.now)
  const leaf = await record(tx, env, {
    stream: streamOf(id),
    seq: row.value.version + 1,
    action: 'change',
    under: row.value.own ? null : 'keep',
    area: profile.area,
    data: { publish: profile.publish },
  })
  return ok({ id, leaf })
}

/** Pauses, comes back, or leaves the register; the record of what was done stays. @returns or `not-found`, `wrong-state` */
export const setState = async (tx: Tx, env: Env, id: string, state: VolunteerRow['state']): Done<Acted> => {
  const row = await taken(tx, env, id)
  if (!row.ok) return row
  if (row.value.state === state) return refuse([{ tag: 'wrong-state', values: { state } }])
  await changeVolunteer(tx, id, row.value, state, env.now)
  const deed = { stream: streamOf(id), seq: row.value.version + 1, action: state, area: row.value.area } as const
  const leaf = await record(tx, env, { ...deed, under: row.value.own ? null : 'keep' })
  return ok({ id, leaf })
}

/** Enters that a guardian agrees, as the signed paper says. @returns or `not-found`, `not-yours`; `no-minor` */
export const guardianAgrees = async (tx: Tx, env: Env, id: string, guardian: string): Done<Acted> => {
  const row = await kept(tx, env, id)
  if (!row.ok) return row
  if (dateOf(env.now) >= adultOn(row.value)) return refuse([{ tag: 'no-minor' }])
  const sealed = env.vault.seal(guardian, volunteerPlace('guardian_sealed', id))
  await setGuardian(tx, id, sealed, maskName(guardian), env.now)
  const deed = { stream: streamOf(id), seq: row.value.version + 1, action: 'guardian', under: 'keep' } as const
  const leaf = await record(tx, env, { ...deed, area: row.value.area, personal: { guardian } })
  return ok({ id, leaf })
}

export type Training = { readonly course: Course; readonly on: LocalDate; readonly until: LocalDate | null }

/** Records a course they finished (条例 16, 19). @returns or `not-found`, `not-yours`; `in-future`, `time-wrong`; `training-known` */
export const addTraining = async (tx: Tx, env: Env, id: string, given: Training): Done<Acted> => {
  const row = await kept(tx, env, id)
  if (!row.ok) return row
  const why: Refusal[] = []
  if (given.on > dateOf(env.now)) why.push({ tag: 'in-future', values: { day: given.on }, pointer: '/body/on' })
  if (given.until !== null && given.until < given.on) why.push({ tag: 'time-wrong', pointer: '/body/until' })
  if (why.length > 0) return refuse(why)
  const of = { volunteer: id, area: row.value.area, party: row.value.party }
  if (!(await insertTraining(tx, of, { ...given, id: uuidv7(env.now) }, env.now)))
    return refuse([{ tag: 'training-known', values: { course: given.course, day: given.on } }])
  await touchVolunteer(tx, id, env.now)
  const deed = { stream: streamOf(id), seq: row.value.version + 1, action: 'training', under: 'keep' } as const
  const leaf = await record(tx, env, { ...deed, area: row.value.area, data: { course: given.course } })
  return ok({ id, leaf })
}

export type Honour = { readonly name: string; readonly by: string; readonly on: LocalDate }

/** Records praise or a prize (条例 19, 32). @returns or `not-found`, `not-yours`; all of `public-text-personal`, `in-future` */
export const addHonour = async (tx: Tx, env: Env, id: string, given: Honour): Done<Acted> => {
  const row = await kept(tx, env, id)
  if (!row.ok) return row
  const [name, by] = [tidy(given.name), tidy(given.by)]
  const why: Refusal[] = [...heldBack({ name, by })]
  if (given.on > dateOf(env.now)) why.push({ tag: 'in-future', values: { day: given.on }, pointer: '/body/on' })
  if (why.length > 0) return refuse(why)
  const of = { volunteer: id, area: row.value.area, party: row.value.party }
  await insertHonour(tx, of, { id: uuidv7(env.now), name, by, on: given.on }, env.now)
  await touchVolunteer(tx, id, env.now)
  const deed = { stream: streamOf(id), seq: row.value.version + 1, action: 'honour', under: 'keep' } as const
  const leaf = await record(tx, env, { ...deed, area: row.value.area, personal: { name, by } })
  return ok({ id, leaf })
}

export type NewGroup = {
  readonly area: string
  readonly name: string
  readonly kind: GroupKind
  readonly about: string
  readonly topics: readonly Topic[]
}

/** Enters a group into the list of its place (条例 42). @returns or `not-yours`; all of `place-unknown`, `public-text-personal`; `group-known` */
export const addGroup = async (tx: Tx, env: Env, given: NewGroup): Done<Acted> => {
  if (!may<Verb>(policy, 'keep', env.actor, subjectOf(given))) return notYours
  const [name, about] = [tidy(given.name), tidy(given.about)]
  const why = [...(await communityFaults(tx, given.area)), ...heldBack({ name, about })]
  if (why.length > 0) return refuse(why)
  const id = uuidv7(env.now)
  if (!(await insertGroup(tx, { ...given, id, name, about }, env.now)))
    return refuse([{ tag: 'group-known', values: { name }, pointer: '/body/name' }])
  const deed = { stream: `volunteer-group/${id}`, seq: 1, action: 'create', under: 'keep', area: given.area } as const
  const leaf = await record(tx, env, { ...deed, data: { name, kind: given.kind } })
  return ok({ id, leaf })
}
