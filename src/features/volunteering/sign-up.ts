import type { Refusal } from '../../kernel/refusal.ts'
import { ok, refuse } from '../../kernel/result.ts'
import { dateOf, type Instant } from '../../kernel/time.ts'
import { isOwn, may, ownParties } from '../../platform/access/access.ts'
import { uuidv7 } from '../../platform/crypto/uuid.ts'
import type { Tx } from '../../platform/db/types.ts'
import { notify } from '../../platform/notify/notify.ts'
import { adultOn } from './keep.ts'
import { policy, subjectOf, type Verb } from './policy.ts'
import { type Acted, absent, type Done, type Env, notYours, record } from './record.ts'
import { joinGates } from './rules/gates.ts'
import { activityById, lockShift, nextPlace, type ShiftRow, takePlace } from './store/activities.ts'
import { apart } from './store/apart.ts'
import { trainedOn } from './store/records.ts'
import { nextWaiting, putSignup, setSignup, signupById, signupOf } from './store/signups.ts'
import { type VolunteerRow, volunteerByNo, volunteerOf } from './store/volunteers.ts'

/** What the gates ask about a volunteer on a day. */
export const candidateOn = async (tx: Tx, who: VolunteerRow, day: ReturnType<typeof dateOf>) => ({
  state: who.state,
  adultOn: adultOn(who),
  bornOn: who.bornOn,
  guardian: who.guardianAt !== null,
  skills: who.skills,
  trained: await trainedOn(tx, who.id, day),
})

/**
 * Free places go to whoever waits first and is not elsewhere then. The shift is locked.
 * @param title of the activity, for whoever is told
 */
export const moveUp = async (tx: Tx, now: Instant, shift: ShiftRow, title: string): Promise<void> => {
  for (let free = shift.capacity - shift.taken; free > 0; ) {
    const next = await nextWaiting(tx, shift.id)
    if (next === undefined) return
    const moved = await apart(tx, async () => {
      await setSignup(tx, next.id, 'taken')
      return true
    })
    // Taken elsewhere at this very moment: asked again, they are no longer free.
    if (moved === undefined) continue
    await takePlace(tx, shift.id, 1)
    free--
    await notify(tx, {
      party: next.party,
      kind: 'volunteering:moved-up',
      values: { unit: title },
      link: '/my/volunteering',
      dedupe: `moved-up/${next.id}/${next.version}`,
      at: now,
    })
  }
}

type SignedUp = Acted & { readonly state: 'taken' | 'waiting' }

/** Who signs up: oneself, or somebody without a telephone whom the organiser enters. */
const whoFor = async (tx: Tx, env: Env, area: string, volunteer: string | undefined): Done<VolunteerRow> => {
  if (volunteer === undefined) {
    const own = await volunteerOf(tx, ownParties(env.actor))
    return own === undefined ? refuse([{ tag: 'not-a-volunteer' }]) : ok(own)
  }
  if (!may<Verb>(policy, 'run', env.actor, subjectOf({ area }))) return notYours
  const found = await volunteerByNo(tx, volunteer.toUpperCase())
  return found === undefined || !may<Verb>(policy, 'view', env.actor, subjectOf(found)) ? absent : ok(found)
}

/**
 * Signs up for a shift, or joins its waiting list when it is full. The organiser may do it for somebody who asked for it by
 * telephone; nobody is assigned who has not asked (条例 25).
 * @returns or `not-found`; `not-a-volunteer`; all of the gates, `shift-over`, `shift-cancelled`; `signed-up`, `elsewhere-then`
 */
export const signUp = async (
  tx: Tx,
  env: Env,
  shiftId: string,
  given: { readonly risk: boolean; readonly volunteer?: string },
): Done<SignedUp> => {
  const shift = await lockShift(tx, shiftId)
  const activity = shift === undefined ? undefined : await activityById(tx, shift.activity)
  if (shift === undefined || activity === undefined) return absent
  const who = await whoFor(tx, env, shift.area, given.volunteer)
  if (!who.ok) return who
  const day = dateOf(shift.from)
  const why: Refusal[] = [...joinGates(await candidateOn(tx, who.value, day), activity, day, given.risk)]
  if (shift.cancelledAt !== null) why.push({ tag: 'shift-cancelled' })
  if (env.now >= shift.to) why.push({ tag: 'shift-over' })
  if (why.length > 0) return refuse(why)
  const state = shift.taken < shift.capacity ? 'taken' : 'waiting'
  const place = await nextPlace(tx, shift.id)
  const { id: volunteer, party, who: name } = who.value
  const row = {
    id: uuidv7(env.now),
    shift: shift.id,
    activity: activity.id,
    volunteer,
    party,
    who: name,
    state,
    place,
  } as const
  const at = { area: shift.area, from: shift.from, to: shift.to }
  const known = await signupOf(tx, shift.id, [party])
  if (known !== undefined && known.state !== 'left')
    return refuse([{ tag: 'signed-up', values: { state: known.state } }])
  const made = await apart(tx, () => putSignup(tx, { ...row, ...at }, env.now))
  if (made === undefined) return refuse([{ tag: 'elsewhere-then' }])
  if (state === 'taken') await takePlace(tx, shift.id, 1)
  const leaf = await record(tx, env, {
    stream: `volunteer-signup/${made.id}`,
    seq: made.version,
    action: 'signUp',
    under: given.volunteer === undefined ? null : 'run',
    area: shift.area,
    data: { shift: shift.id, state },
    personal: { volunteer },
  })
  return ok({ id: made.id, leaf, state })
}

/** Gives a place back, or leaves the line; the next moves up (条例 22). @returns or `not-found`; `wrong-state`, `shift-over` */
export const leaveShift = async (tx: Tx, env: Env, id: string): Done<Acted> => {
  const before = await signupById(tx, id)
  if (before === undefined) return absent
  const own = isOwn(env.actor, before.party)
  if (!own && !may<Verb>(policy, 'run', env.actor, subjectOf(before))) return absent
  const shift = await lockShift(tx, before.shift)
  const [row, activity] = [await signupById(tx, id), await activityById(tx, before.activity)]
  if (shift === undefined || row === undefined || activity === undefined) return absent
  if (row.state !== 'taken' && row.state !== 'waiting')
    return refuse([{ tag: 'wrong-state', values: { state: row.state } }])
  if (env.now >= shift.to) return refuse([{ tag: 'shift-over' }])
  await setSignup(tx, id, 'left')
  const leaf = await record(tx, env, {
    stream: `volunteer-signup/${id}`,
    seq: row.version + 1,
    action: 'leave',
    under: own ? null : 'run',
    area: row.area,
    data: { shift: shift.id },
  })
  if (row.state === 'taken') {
    await takePlace(tx, shift.id, -1)
    await moveUp(tx, env.now, { ...shift, taken: shift.taken - 1 }, activity.title)
  }
  return ok({ id, leaf })
}
