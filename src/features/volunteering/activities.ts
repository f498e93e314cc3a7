import { randomInt } from 'node:crypto'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, refuse } from '../../kernel/result.ts'
import { HOUR_MS, type Instant } from '../../kernel/time.ts'
import { may } from '../../platform/access/access.ts'
import { uuidv7 } from '../../platform/crypto/uuid.ts'
import type { Tx } from '../../platform/db/types.ts'
import { notify } from '../../platform/notify/notify.ts'
import { heldBack } from '../../platform/personal/publication.ts'
import { communityFaults } from './join.ts'
import { policy, subjectOf, type Verb } from './policy.ts'
import { type Acted, absent, type Done, type Env, notYours, officeOf, record, tidy } from './record.ts'
import { insuranceGate } from './rules/gates.ts'
import type { Course, Risk, Skill, Topic } from './rules/kinds.ts'
import { moveUp } from './sign-up.ts'
import {
  type ActivityRow,
  cancelShiftRow,
  insertActivity,
  insertShift,
  lockActivity,
  lockShift,
  type ShiftRow,
  setCapacity,
  shiftById,
  shiftsOf,
  touchActivity,
} from './store/activities.ts'
import { groupById } from './store/records.ts'
import { setSignup, signupsOf } from './store/signups.ts'

const SHIFT_HOURS_MOST = 24
const CODE_LENGTH = 8
/** Without what is mistaken for something else when it is read off a wall. */
const GLYPHS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'

export const freshCode = (length = CODE_LENGTH): string =>
  Array.from({ length }, () => GLYPHS[randomInt(GLYPHS.length)] ?? '2').join('')

export type NewActivity = {
  readonly area: string
  /** '' when the place itself recruits (条例 41). */
  readonly group: string
  readonly title: string
  readonly about: string
  readonly place: string
  readonly topic: Topic
  readonly risk: Risk
  readonly riskNotice: string
  readonly insurance: string
  readonly course: Course | null
  readonly skill: Skill | null
  readonly minAge: number
}

/** The activity, locked, for whoever runs things at its place. */
export const taken = async (tx: Tx, env: Env, id: string): Done<ActivityRow> => {
  const row = await lockActivity(tx, id)
  if (row === undefined) return absent
  return may<Verb>(policy, 'run', env.actor, subjectOf(row)) ? ok(row) : notYours
}

/**
 * Announces an activity: what, where, which risk (条例 12), whom it is for (15), and the insurance where somebody could be
 * hurt (17).
 * @returns or `not-yours`; all of `place-unknown`, `public-text-personal`, `insurance-missing`, `group-unknown`
 */
export const createActivity = async (tx: Tx, env: Env, given: NewActivity, no: string): Done<Acted> => {
  if (!may<Verb>(policy, 'run', env.actor, subjectOf(given))) return notYours
  const office = officeOf(env.actor, 'run', given.area)
  const words = {
    title: tidy(given.title),
    about: tidy(given.about),
    place: tidy(given.place),
    riskNotice: tidy(given.riskNotice),
  }
  const insurance = tidy(given.insurance)
  const group = given.group === '' ? undefined : await groupById(tx, given.group)
  const why: Refusal[] = [
    ...(await communityFaults(tx, given.area)),
    ...heldBack(words),
    ...insuranceGate(given.risk, insurance),
    ...(given.group !== '' && group === undefined ? [{ tag: 'group-unknown', pointer: '/body/group' }] : []),
  ]
  if (why.length > 0 || office === null) return why.length > 0 ? refuse(why) : notYours
  const id = uuidv7(env.now)
  const { area, topic, risk, course, skill, minAge } = given
  const row = { id, no, area, topic, risk, course, skill, minAge, insurance, ...words }
  await insertActivity(tx, { ...row, group: group?.id ?? null, organisation: office.organisation }, env.now)
  const leaf = await record(tx, env, {
    stream: `volunteer-activity/${id}`,
    seq: 1,
    action: 'create',
    under: 'run',
    area,
    data: { no, topic, risk, insured: insurance !== '', title: words.title },
  })
  return ok({ id, leaf })
}

export type NewShift = { readonly from: Instant; readonly to: Instant; readonly capacity: number }

/** Adds a shift with its code for checking in. @returns or `not-found`, `not-yours`; all of `wrong-state`, `time-wrong`, `in-past` */
export const addShift = async (tx: Tx, env: Env, id: string, { from, to, capacity }: NewShift): Done<Acted> => {
  const row = await taken(tx, env, id)
  if (!row.ok) return row
  const why: Refusal[] = []
  if (row.value.cancelledAt !== null) why.push({ tag: 'wrong-state', values: { state: 'cancelled' } })
  if (to <= from || to - from > SHIFT_HOURS_MOST * HOUR_MS || from <= env.now)
    why.push({ tag: 'time-wrong', pointer: '/body/to' })
  if (why.length > 0) return refuse(why)
  const shift = uuidv7(env.now)
  insertShift(tx, { id: shift, activity: id, area: row.value.area, from, to, capacity, code: freshCode() })
  await touchActivity(tx, id, to, null)
  const leaf = await record(tx, env, {
    stream: `volunteer-activity/${id}`,
    seq: row.value.version + 1,
    action: 'addShift',
    under: 'run',
    area: row.value.area,
    data: { shift, capacity },
  })
  return ok({ id: shift, leaf })
}

/** A shift, locked after its activity, for whoever runs it. */
const shiftTaken = async (
  tx: Tx,
  env: Env,
  id: string,
): Done<{ readonly shift: ShiftRow; readonly activity: ActivityRow }> => {
  const found = await shiftById(tx, id)
  if (found === undefined) return absent
  const activity = await taken(tx, env, found.activity)
  if (!activity.ok) return activity
  const shift = await lockShift(tx, id)
  return shift === undefined ? absent : ok({ shift, activity: activity.value })
}

/** More or fewer places. New ones go to whoever waits first. @returns or `not-found`, `not-yours`; `shift-cancelled`, `capacity-below` */
export const changeCapacity = async (tx: Tx, env: Env, id: string, capacity: number): Done<Acted> => {
  const found = await shiftTaken(tx, env, id)
  if (!found.ok) return found
  const { shift, activity } = found.value
  if (shift.cancelledAt !== null) return refuse([{ tag: 'shift-cancelled' }])
  if (capacity < shift.taken)
    return refuse([{ tag: 'capacity-below', values: { taken: shift.taken }, pointer: '/body/capacity' }])
  await setCapacity(tx, id, capacity)
  await touchActivity(tx, activity.id, activity.lastAt, null)
  const leaf = await record(tx, env, {
    stream: `volunteer-activity/${activity.id}`,
    seq: activity.version + 1,
    action: 'capacity',
    under: 'run',
    area: activity.area,
    data: { shift: id, capacity },
  })
  await moveUp(tx, env.now, { ...shift, capacity }, activity.title)
  return ok({ id, leaf })
}

const CAME: ReadonlySet<string> = new Set(['present', 'done', 'no-show', 'excused'])

/** Calls a shift off; whoever had a place or waited is told. @returns or `not-found`, `not-yours`; `shift-cancelled` */
export const cancelShift = async (tx: Tx, env: Env, id: string, note: string): Done<Acted> => {
  const found = await shiftTaken(tx, env, id)
  if (!found.ok) return found
  const { shift, activity } = found.value
  const why: Refusal[] = [...heldBack({ note: tidy(note) })]
  if (shift.cancelledAt !== null) why.push({ tag: 'shift-cancelled' })
  if (why.length > 0) return refuse(why)
  const people = await signupsOf(tx, id)
  for (const one of people) {
    if (one.state !== 'taken' && one.state !== 'waiting') continue
    await setSignup(tx, one.id, 'cancelled')
    await notify(tx, {
      party: one.party,
      kind: 'volunteering:shift-cancelled',
      values: { unit: activity.title },
      link: `/open/volunteering/${activity.no}`,
      dedupe: `shift-cancelled/${one.id}`,
      at: env.now,
    })
  }
  await cancelShiftRow(tx, id, env.now, people.filter(({ state }) => CAME.has(state)).length)
  const over = (await shiftsOf(tx, [activity.id])).every(({ cancelledAt }) => cancelledAt !== null)
  await touchActivity(tx, activity.id, activity.lastAt, over ? env.now : null)
  const leaf = await record(tx, env, {
    stream: `volunteer-activity/${activity.id}`,
    seq: activity.version + 1,
    action: 'cancelShift',
    under: 'run',
    area: activity.area,
    data: { shift: id, note: tidy(note) },
  })
  return ok({ id, leaf })
}
