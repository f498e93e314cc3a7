import type { Refusal } from '../../kernel/refusal.ts'
import { ok, refuse } from '../../kernel/result.ts'
import {
  atMinute,
  dateOf,
  type Instant,
  instant,
  type LocalDate,
  MINUTE_MS,
  plusDays,
  plusMonths,
} from '../../kernel/time.ts'
import { isOwn, may } from '../../platform/access/access.ts'
import { uuidv7 } from '../../platform/crypto/uuid.ts'
import type { Tx } from '../../platform/db/types.ts'
import { emit } from '../../platform/jobs/emit.ts'
import { notify } from '../../platform/notify/notify.ts'
import { heldBack } from '../../platform/personal/publication.ts'
import { SERVICE_RECORDED, type ServiceRecorded } from './events.ts'
import { policy, subjectOf, type Verb } from './policy.ts'
import { type Acted, absent, type Done, type Env, notYours, record, tidy } from './record.ts'
import { paramsOn } from './rule-values.ts'
import { dayGate, reviewGate } from './rules/gates.ts'
import { flagsOf, silentFrom } from './rules/time.ts'
import { apart } from './store/apart.ts'
import {
  dayMinutesOf,
  insertService,
  lockService,
  type NewService,
  pairMinutesOf,
  rateService,
  type ServiceRow,
  type Settled,
  type Span,
  setService,
  skillOf,
} from './store/services.ts'
import { addToTotal, lockVolunteer } from './store/volunteers.ts'

export type Side = 'own' | 'other'

type Claim = Omit<NewService, 'id' | 'ownAt' | 'otherAt' | 'otherBy' | 'flags' | 'claimedAt'>

const NOBODY = '00000000-0000-0000-0000-000000000000'

const dayOf = (day: LocalDate): Span => ({ from: atMinute(day, 0), to: atMinute(plusDays(day, 1), 0) })

const monthOf = (day: LocalDate): Span => {
  const first = `${day.slice(0, 7)}-01` as LocalDate
  return { from: atMinute(first, 0), to: atMinute(plusMonths(first, 1), 0) }
}

/**
 * Writes down what one side says was done; the other side is asked. Nobody serves themselves, nobody serves twice at one
 * time, and no day holds more than the limit.
 * @returns or all of `not-self`, `day-full`; then `elsewhere-then`
 */
export const claimService = async (tx: Tx, env: Env, claim: Claim, side: Side | 'desk'): Done<Acted> => {
  await lockVolunteer(tx, claim.volunteer)
  const day = dateOf(claim.from)
  const params = await paramsOn(tx, day)
  const dayMinutes = claim.minutes + (await dayMinutesOf(tx, claim.volunteer, dayOf(day), NOBODY))
  const why: Refusal[] = [...dayGate(dayMinutes, params)]
  if (claim.requester === claim.party) why.push({ tag: 'not-self' })
  if (why.length > 0) return refuse(why)
  const pairMinutes =
    claim.requester === null
      ? 0
      : claim.minutes + (await pairMinutesOf(tx, [claim.requester, claim.party], monthOf(day), NOBODY))
  const flags = flagsOf({ dayMinutes, pairMinutes }, params)
  const id = uuidv7(env.now)
  const own = side === 'own'
  const said = { ownAt: own ? env.now : null, otherAt: own ? null : env.now, otherBy: own ? null : env.actor.party }
  const made = await apart(tx, async () => {
    await insertService(tx, { ...claim, ...said, id, flags, claimedAt: env.now })
    return true
  })
  if (made === undefined) return refuse([{ tag: 'elsewhere-then' }])
  const leaf = await record(tx, env, {
    stream: `volunteer-service/${id}`,
    seq: 1,
    action: 'claim',
    under: side === 'own' || (claim.requester !== null && side === 'other') ? null : 'run',
    area: claim.area,
    data: { topic: claim.topic, minutes: claim.minutes, side, flags: [...flags] },
    personal: { volunteer: claim.volunteer, requester: claim.requester ?? '' },
  })
  const ask = own ? claim.requester : claim.party
  if (ask !== null)
    await notify(tx, {
      party: ask,
      kind: 'volunteering:confirm',
      values: { unit: claim.title },
      link: own ? '/my/help' : '/my/volunteering',
      dedupe: `volunteer-confirm/${id}`,
      at: env.now,
    })
  return ok({ id, leaf })
}

type Seen = { readonly row: ServiceRow; readonly side: Side; readonly staff: boolean }

/** The service, locked, and for which side the person asking may speak. Staff speak for an organiser, and for whoever telephones. */
const sideOf = async (tx: Tx, env: Env, id: string): Done<Seen> => {
  const row = await lockService(tx, id)
  if (row === undefined) return absent
  if (isOwn(env.actor, row.party)) return ok({ row, side: 'own', staff: false })
  if (isOwn(env.actor, row.requester)) return ok({ row, side: 'other', staff: false })
  if (may<Verb>(policy, 'run', env.actor, subjectOf(row))) return ok({ row, side: 'other', staff: true })
  return may<Verb>(policy, 'view', env.actor, subjectOf(row)) ? notYours : absent
}

const wrongState = ({ state }: ServiceRow): Refusal => ({ tag: 'wrong-state', values: { state } })

/** Adds a settled service to the volunteer's total, and tells other slices. */
const entered = async (tx: Tx, row: ServiceRow, { minutes, to }: Settled, now: Instant): Promise<void> => {
  await lockVolunteer(tx, row.volunteer)
  await addToTotal(tx, row.volunteer, minutes, now)
  const { id: service, volunteer, party, requester, area, topic, from } = row
  const skill = await skillOf(tx, service)
  const payload: ServiceRecorded = { service, volunteer, party, requester, area, topic, skill, from, to, minutes }
  await emit(tx, { topic: SERVICE_RECORDED, key: volunteer, payload, at: now })
}

const settle = async (
  tx: Tx,
  env: Env,
  row: ServiceRow,
  settled: Omit<Settled, 'leaf' | 'recordedAt'>,
  deed: { readonly action: string; readonly under: Verb | null; readonly note?: string },
): Done<Acted> => {
  const recorded = settled.state === 'recorded'
  const leaf = await record(tx, env, {
    stream: `volunteer-service/${row.id}`,
    seq: row.version + 1,
    action: deed.action,
    under: deed.under,
    area: row.area,
    data: { state: settled.state, minutes: settled.minutes },
    ...(deed.note === undefined ? {} : { personal: { note: deed.note } }),
  })
  const done = { ...settled, recordedAt: recorded ? env.now : null, leaf: recorded ? Buffer.from(leaf, 'hex') : null }
  await setService(tx, row.id, done)
  if (recorded) await entered(tx, row, done, env.now)
  return ok({ id: row.id, leaf })
}

/**
 * Says for one side that it was so. When both have, it is recorded, unless something is odd: then the reviewer looks first.
 * @returns or `not-found`, `not-yours`; `wrong-state`, `confirmed-already`
 */
export const confirmService = async (tx: Tx, env: Env, id: string): Done<Acted> => {
  const found = await sideOf(tx, env, id)
  if (!found.ok) return found
  const { row, side, staff } = found.value
  if (row.state !== 'claimed') return refuse([wrongState(row)])
  if ((side === 'own' ? row.ownAt : row.otherAt) !== null) return refuse([{ tag: 'confirmed-already' }])
  const ownAt = side === 'own' ? env.now : row.ownAt
  const other =
    side === 'other' ? { otherAt: env.now, otherBy: env.actor.party } : { otherAt: row.otherAt, otherBy: row.otherBy }
  const state = row.flags.length === 0 ? 'recorded' : 'agreed'
  const settled = { ...row, ...other, ownAt, state, reviewedBy: null } as const
  return settle(tx, env, row, settled, { action: 'confirm', under: staff ? 'run' : null })
}

/** Says for one side that it was not so. @returns or `not-found`, `not-yours`; all of `wrong-state`, `public-text-personal` */
export const disputeService = async (tx: Tx, env: Env, id: string, words: string): Done<Acted> => {
  const found = await sideOf(tx, env, id)
  if (!found.ok) return found
  const { row, staff } = found.value
  const note = tidy(words)
  const why: Refusal[] = [...heldBack({ note })]
  if (row.state !== 'claimed' && row.state !== 'agreed') why.push(wrongState(row))
  if (why.length > 0) return refuse(why)
  return settle(
    tx,
    env,
    row,
    { ...row, state: 'disputed', note, reviewedBy: null },
    { action: 'dispute', under: staff ? 'run' : null, note },
  )
}

export type Review = {
  /** What is recorded, at most what was claimed; null refuses it. */
  readonly minutes: number | null
  readonly note: string
}

/**
 * The reviewer settles what is odd, disputed, or unanswered for too long.
 * @returns or `not-found`, `not-yours`; all of `wrong-state`, `still-waiting`, `own-review`, `not-self`, `time-wrong`, `public-text-personal`
 */
export const reviewService = async (tx: Tx, env: Env, id: string, review: Review): Done<Acted> => {
  const row = await lockService(tx, id)
  if (row === undefined) return absent
  if (!may<Verb>(policy, 'review', env.actor, subjectOf(row)))
    return may<Verb>(policy, 'view', env.actor, subjectOf(row)) ? notYours : absent
  if (row.state === 'recorded' || row.state === 'refused') return refuse([wrongState(row)])
  const note = tidy(review.note)
  const params = await paramsOn(tx, dateOf(row.from))
  const gated = { state: row.state, silentFrom: silentFrom(row.claimedAt, params), confirmedBy: [row.otherBy] }
  const why: Refusal[] = [...heldBack({ note }), ...reviewGate(gated, env.actor.party, env.now)]
  if (isOwn(env.actor, row.party) || isOwn(env.actor, row.requester)) why.push({ tag: 'not-self' })
  if (review.minutes !== null && (review.minutes < 1 || review.minutes > row.minutes))
    why.push({ tag: 'time-wrong', pointer: '/body/minutes' })
  if (why.length > 0) return refuse(why)
  const minutes = review.minutes ?? row.minutes
  const to = instant(row.from + minutes * MINUTE_MS)
  const state = review.minutes === null ? 'refused' : 'recorded'
  const settled = { ...row, state, minutes, to, note, reviewedAt: env.now, reviewedBy: env.actor.party } as const
  const done = await settle(tx, env, row, settled, { action: 'review', under: 'review', note })
  if (done.ok)
    await notify(tx, {
      party: row.party,
      kind: state === 'recorded' ? 'volunteering:reviewed' : 'volunteering:refused',
      values: { unit: row.title },
      link: '/my/volunteering',
      dedupe: `volunteer-review/${id}/${row.version}`,
      at: env.now,
    })
  return done
}

/** What one side thinks of the other, 1 to 5, once. @returns or `not-found`, `not-yours`; `wrong-state`, `rated-already` */
export const rate = async (tx: Tx, env: Env, id: string, rating: number): Done<Acted> => {
  const found = await sideOf(tx, env, id)
  if (!found.ok) return found
  const { row, side, staff } = found.value
  if (row.state !== 'recorded') return refuse([wrongState(row)])
  if ((side === 'own' ? row.ownRating : row.otherRating) !== null) return refuse([{ tag: 'rated-already' }])
  await rateService(tx, id, side, rating)
  const deed = { stream: `volunteer-service/${id}`, seq: row.version + 1, action: 'rate', area: row.area } as const
  const leaf = await record(tx, env, { ...deed, under: staff ? 'run' : null, data: { side, rating } })
  return ok({ id, leaf })
}
