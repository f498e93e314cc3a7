import type { Refusal } from '../../kernel/refusal.ts'
import { ok, refuse } from '../../kernel/result.ts'
import { dateOf, HOUR_MS, type Instant, MINUTE_MS } from '../../kernel/time.ts'
import { isOwn, may } from '../../platform/access/access.ts'
import type { Tx } from '../../platform/db/types.ts'
import { notify } from '../../platform/notify/notify.ts'
import { needStream } from './needs.ts'
import { policy, subjectOf, type Verb } from './policy.ts'
import { type Acted, absent, type Done, type Env, record } from './record.ts'
import { joinGates } from './rules/gates.ts'
import { claimService } from './services.ts'
import { candidateOn } from './sign-up.ts'
import { apart } from './store/apart.ts'
import { lockNeed, type MatchRow, matchById, type NeedRow, setMatch, setNeed, withdrawOthers } from './store/needs.ts'
import { volunteerById } from './store/volunteers.ts'

/** Help may begin and end so much before and after what was asked for. */
const SLACK_MS = 2 * HOUR_MS

type Helping = { readonly need: NeedRow; readonly match: MatchRow; readonly by: 'volunteer' | 'requester' | 'staff' }

/** A match and its need, the need locked first, and as whom the person asking acts. */
const helping = async (tx: Tx, env: Env, id: string): Done<Helping> => {
  const before = await matchById(tx, id)
  const need = before === undefined ? undefined : await lockNeed(tx, before.need)
  const match = need === undefined ? undefined : await matchById(tx, id)
  if (need === undefined || match === undefined) return absent
  if (isOwn(env.actor, match.party)) return ok({ need, match, by: 'volunteer' })
  if (isOwn(env.actor, match.requester)) return ok({ need, match, by: 'requester' })
  return may<Verb>(policy, 'run', env.actor, subjectOf(need)) ? ok({ need, match, by: 'staff' }) : absent
}

const wrongState = (state: string): Refusal => ({ tag: 'wrong-state', values: { state } })

const written = async (tx: Tx, env: Env, { need, match, by }: Helping, action: string): Promise<string> =>
  record(tx, env, {
    stream: needStream(need.id),
    seq: need.version + 1,
    action,
    under: by === 'staff' ? 'run' : null,
    area: need.area,
    data: { by },
    personal: { volunteer: match.volunteer },
  })

/**
 * The volunteer says yes or no. With a yes they have read the risk, and the others who were asked need not answer.
 * @returns or `not-found`; `wrong-state`; the gates; `elsewhere-then`
 */
export const answerMatch = async (
  tx: Tx,
  env: Env,
  id: string,
  given: { readonly accept: boolean; readonly risk: boolean },
): Done<Acted> => {
  const found = await helping(tx, env, id)
  if (!found.ok) return found
  const { need, match, by } = found.value
  // By telephone the community worker writes down what the volunteer says.
  if (by === 'requester') return absent
  if (match.state !== 'asked' || need.state !== 'open')
    return refuse([wrongState(match.state === 'asked' ? need.state : match.state)])
  if (!given.accept) {
    await setMatch(tx, id, 'declined')
    await setNeed(tx, need.id, 'open', need.note)
    return ok({ id, leaf: await written(tx, env, found.value, 'no') })
  }
  const who = await volunteerById(tx, match.volunteer)
  if (who === undefined) return absent
  const day = dateOf(need.from)
  const asked = { risk: need.risk, course: null, skill: need.skill, minAge: 0 }
  const why = joinGates(await candidateOn(tx, who, day), asked, day, given.risk)
  if (why.length > 0) return refuse(why)
  const done = await apart(tx, async () => {
    await setMatch(tx, id, 'accepted')
    return true
  })
  if (done === undefined) return refuse([{ tag: 'elsewhere-then' }])
  await withdrawOthers(tx, need.id, id)
  await setNeed(tx, need.id, 'agreed', need.note)
  await notify(tx, {
    party: need.requester,
    kind: 'volunteering:found',
    values: { date: day },
    link: '/my/help',
    dedupe: `volunteer-found/${id}/${match.version}`,
    at: env.now,
  })
  return ok({ id, leaf: await written(tx, env, found.value, 'yes') })
}

/** The volunteer cannot come after all; the need is open again (条例 22). @returns or `not-found`; `wrong-state` */
export const withdrawMatch = async (tx: Tx, env: Env, id: string): Done<Acted> => {
  const found = await helping(tx, env, id)
  if (!found.ok) return found
  const { need, match, by } = found.value
  if (by === 'requester') return absent
  if (match.state !== 'accepted') return refuse([wrongState(match.state)])
  await setMatch(tx, id, 'withdrawn')
  await setNeed(tx, need.id, 'open', need.note)
  return ok({ id, leaf: await written(tx, env, found.value, 'withdraw') })
}

/** The volunteer did not come: said by who was to be helped, or for them. @returns or `not-found`; all of `wrong-state`, `not-over` */
export const missedMatch = async (tx: Tx, env: Env, id: string): Done<Acted> => {
  const found = await helping(tx, env, id)
  if (!found.ok) return found
  const { need, match, by } = found.value
  if (by === 'volunteer') return absent
  const why: Refusal[] = []
  if (match.state !== 'accepted') why.push(wrongState(match.state))
  if (env.now < need.to) why.push({ tag: 'not-over' })
  if (why.length > 0) return refuse(why)
  await setMatch(tx, id, 'no-show')
  await setNeed(tx, need.id, 'open', need.note)
  return ok({ id, leaf: await written(tx, env, found.value, 'noShow') })
}

/**
 * Says that it was done, from when to when; the other side is asked to confirm.
 * @returns or `not-found`; all of `wrong-state`, `time-wrong`; what `claimService` refuses
 */
export const finishMatch = async (
  tx: Tx,
  env: Env,
  id: string,
  did: { readonly from: Instant; readonly to: Instant },
): Done<Acted> => {
  const found = await helping(tx, env, id)
  if (!found.ok) return found
  const { need, match, by } = found.value
  const minutes = Math.floor((did.to - did.from) / MINUTE_MS)
  const why: Refusal[] = []
  if (match.state !== 'accepted') why.push(wrongState(match.state))
  if (minutes < 1 || did.to > env.now || did.from < need.from - SLACK_MS || did.to > need.to + SLACK_MS)
    why.push({ tag: 'time-wrong', pointer: '/body/to' })
  if (why.length > 0) return refuse(why)
  await setMatch(tx, id, 'done')
  await setNeed(tx, need.id, 'done', need.note)
  await written(tx, env, found.value, 'done')
  const { volunteer, party, who, requester } = match
  const whose = { volunteer, party, who, requester, signup: null, match: id, area: need.area, organisation: null }
  const what = { topic: need.topic, title: need.text.slice(0, TITLE_MOST), ...did, minutes }
  return claimService(tx, env, { ...whose, ...what }, by === 'volunteer' ? 'own' : by === 'staff' ? 'desk' : 'other')
}

const TITLE_MOST = 60
