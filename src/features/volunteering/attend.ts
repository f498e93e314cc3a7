import type { Refusal } from '../../kernel/refusal.ts'
import { ok, refuse } from '../../kernel/result.ts'
import { dateOf, type Instant } from '../../kernel/time.ts'
import { isOwn, may, ownParties } from '../../platform/access/access.ts'
import type { Tx } from '../../platform/db/types.ts'
import { heldBack } from '../../platform/personal/publication.ts'
import { policy, subjectOf, type Verb } from './policy.ts'
import { type Acted, absent, type Done, type Env, notYours, record, tidy } from './record.ts'
import { paramsOn } from './rule-values.ts'
import { checkInGate } from './rules/gates.ts'
import { countedPeriod } from './rules/time.ts'
import { claimService } from './services.ts'
import { type ActivityRow, activityById, lockShift, type ShiftRow, shiftByCode } from './store/activities.ts'
import { type SignupRow, setSignup, signupById, signupOf } from './store/signups.ts'

type Seat = { readonly shift: ShiftRow; readonly activity: ActivityRow; readonly row: SignupRow }

/** Somebody's place in a shift, the shift locked first; for the organiser. */
const seatOf = async (tx: Tx, env: Env, id: string): Done<Seat> => {
  const before = await signupById(tx, id)
  if (before === undefined) return absent
  if (!may<Verb>(policy, 'run', env.actor, subjectOf(before))) return isOwn(env.actor, before.party) ? notYours : absent
  if (isOwn(env.actor, before.party)) return refuse([{ tag: 'not-self' }])
  const shift = await lockShift(tx, before.shift)
  const [row, activity] = [await signupById(tx, id), await activityById(tx, before.activity)]
  return shift === undefined || row === undefined || activity === undefined ? absent : ok({ shift, activity, row })
}

/** One's own place, by the code on the wall. */
const ownSeat = async (tx: Tx, env: Env, code: string): Done<Seat> => {
  const found = await shiftByCode(tx, code)
  const shift = found === undefined ? undefined : await lockShift(tx, found.id)
  const activity = shift === undefined ? undefined : await activityById(tx, shift.activity)
  if (shift === undefined || activity === undefined) return refuse([{ tag: 'code-wrong' }])
  const row = await signupOf(tx, shift.id, ownParties(env.actor))
  return row === undefined ? refuse([{ tag: 'no-place' }]) : ok({ shift, activity, row })
}

const checkIn = async (tx: Tx, env: Env, { shift, row }: Seat, by: 'code' | 'organiser'): Done<Acted> => {
  const why: Refusal[] = [...checkInGate(shift, env.now, await paramsOn(tx, dateOf(shift.from)))]
  if (shift.cancelledAt !== null) why.push({ tag: 'shift-cancelled' })
  if (row.state !== 'taken')
    why.push(row.state === 'waiting' ? { tag: 'no-place' } : { tag: 'wrong-state', values: { state: row.state } })
  if (why.length > 0) return refuse(why)
  await setSignup(tx, row.id, 'present', { inAt: env.now, inBy: by })
  const leaf = await record(tx, env, {
    stream: `volunteer-signup/${row.id}`,
    seq: row.version + 1,
    action: 'checkIn',
    under: by === 'code' ? null : 'run',
    area: row.area,
    data: { shift: shift.id, by },
  })
  return ok({ id: row.id, leaf })
}

/** Checks out, and claims what was done: the time inside the shift, in whole minutes. */
const checkOut = async (tx: Tx, env: Env, seat: Seat, by: 'code' | 'organiser', at: Instant): Done<Acted> => {
  const { shift, activity, row } = seat
  if (row.state !== 'present' || row.inAt === null)
    return refuse([{ tag: 'wrong-state', values: { state: row.state } }])
  const counted = countedPeriod(shift, { from: row.inAt, to: at })
  if (counted === undefined) return refuse([{ tag: 'nothing-counted' }])
  await setSignup(tx, row.id, 'done')
  await record(tx, env, {
    stream: `volunteer-signup/${row.id}`,
    seq: row.version + 1,
    action: 'checkOut',
    under: by === 'code' ? null : 'run',
    area: row.area,
    data: { shift: shift.id, by },
  })
  const { volunteer, party, who, area } = row
  const claimed = { volunteer, party, who, area, signup: row.id, match: null, requester: null }
  const what = { organisation: activity.organisation, topic: activity.topic, title: activity.title }
  const side = by === 'code' ? 'own' : 'other'
  return claimService(tx, env, { ...claimed, ...what, ...counted }, side)
}

/** In with the code on the wall. @returns or `code-wrong`; `no-place`; all of `too-early`, `shift-over`, `shift-cancelled`, `wrong-state` */
export const checkInByCode = async (tx: Tx, env: Env, code: string): Done<Acted> => {
  const seat = await ownSeat(tx, env, code)
  return seat.ok ? checkIn(tx, env, seat.value, 'code') : seat
}

/** Out with the code on the wall: the volunteer's side of the record is said. */
export const checkOutByCode = async (tx: Tx, env: Env, code: string): Done<Acted> => {
  const seat = await ownSeat(tx, env, code)
  return seat.ok ? checkOut(tx, env, seat.value, 'code', env.now) : seat
}

/** In by the organiser, for whoever has no telephone. */
export const checkInByHand = async (tx: Tx, env: Env, id: string): Done<Acted> => {
  const seat = await seatOf(tx, env, id)
  return seat.ok ? checkIn(tx, env, seat.value, 'organiser') : seat
}

/** Out by the organiser, then or later: the organiser's side of the record is said. @param at not after now */
export const checkOutByHand = async (tx: Tx, env: Env, id: string, at: Instant): Done<Acted> => {
  const seat = await seatOf(tx, env, id)
  if (!seat.ok) return seat
  if (at > env.now) return refuse([{ tag: 'time-wrong', pointer: '/body/at' }])
  return checkOut(tx, env, seat.value, 'organiser', at)
}

/** Did not come. @returns or `not-found`, `not-yours`; all of `not-over`, `wrong-state` */
export const markNoShow = async (tx: Tx, env: Env, id: string): Done<Acted> => {
  const seat = await seatOf(tx, env, id)
  if (!seat.ok) return seat
  const { shift, row } = seat.value
  const why: Refusal[] = []
  if (env.now < shift.to) why.push({ tag: 'not-over' })
  if (row.state !== 'taken') why.push({ tag: 'wrong-state', values: { state: row.state } })
  return why.length > 0 ? refuse(why) : changed(tx, env, row, 'no-show', {})
}

/** Did not come, and had a reason. @returns or `not-found`, `not-yours`, `wrong-state` */
export const excuse = async (tx: Tx, env: Env, id: string): Done<Acted> => {
  const seat = await seatOf(tx, env, id)
  if (!seat.ok) return seat
  const { row } = seat.value
  if (row.state !== 'no-show') return refuse([{ tag: 'wrong-state', values: { state: row.state } }])
  return changed(tx, env, row, 'excused', {})
}

/** Says why a no-show was none; the organiser looks at it. @returns or `not-found`; `wrong-state`, `public-text-personal` */
export const contest = async (tx: Tx, env: Env, id: string, words: string): Done<Acted> => {
  const before = await signupById(tx, id)
  if (before === undefined || !isOwn(env.actor, before.party)) return absent
  await lockShift(tx, before.shift)
  const row = await signupById(tx, id)
  if (row === undefined) return absent
  const text = tidy(words)
  const why: Refusal[] = [...heldBack({ words: text })]
  if (row.state !== 'no-show') why.push({ tag: 'wrong-state', values: { state: row.state } })
  return why.length > 0 ? refuse(why) : changed(tx, env, row, 'no-show', { contested: text })
}

const changed = async (
  tx: Tx,
  env: Env,
  row: SignupRow,
  state: SignupRow['state'],
  more: { readonly contested?: string },
): Done<Acted> => {
  await setSignup(tx, row.id, state, more)
  const contesting = more.contested !== undefined
  const leaf = await record(tx, env, {
    stream: `volunteer-signup/${row.id}`,
    seq: row.version + 1,
    action: contesting ? 'contest' : state,
    under: contesting ? null : 'run',
    area: row.area,
    data: { shift: row.shift },
    ...(contesting ? { personal: { words: more.contested ?? '' } } : {}),
  })
  return ok({ id: row.id, leaf })
}
