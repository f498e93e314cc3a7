import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { may, ownParties } from '../../platform/access/access.ts'
import type { Tx } from '../../platform/db/types.ts'
import { heldBack } from '../../platform/personal/publication.ts'
import type { Env } from './commands.ts'
import { isThere, policy, subjectOf } from './policy.ts'
import { OPEN_TO_SIGN_IN } from './rules/definition.ts'
import type { TopicState } from './rules/state.ts'
import {
  clearDeskSignIns,
  clearSeat,
  insertSignIns,
  meetingOf,
  type SignInRow,
  saveMinutes,
  signInsOf,
} from './store/meetings.ts'
import { askToSpeak, nextSpeaker } from './store/speeches.ts'
import { lockTopic, type TopicRow } from './store/topics.ts'

type Done<T> = Promise<Result<T, readonly Refusal[]>>

const absent = refuse([{ tag: 'not-found' }] as const)

const closed = ({ step }: TopicState): readonly Refusal[] =>
  OPEN_TO_SIGN_IN.has(step) ? [] : [{ tag: 'sign-in-closed' }]

/** The lowest seats of a line that nobody has. */
const freeSeats = (taken: readonly SignInRow[], line: number, seats: number): readonly number[] => {
  const held = new Set(taken.flatMap(row => (row.line === line ? [row.seat] : [])))
  return Array.from({ length: seats }, (_, index) => index + 1).filter(seat => !held.has(seat))
}

const full = (line: number, seats: number, free: number): Refusal => ({
  tag: 'line-full',
  values: { line, seats, free },
  pointer: '/body/line',
})

/** Whoever runs the meeting, at the meeting of the topic that is on. */
const running = async (tx: Tx, env: Env, id: string): Promise<Result<TopicRow, readonly Refusal[]>> => {
  const row = await lockTopic(tx, id)
  if (row === undefined || !isThere(env.actor, row)) return absent
  if (!may(policy, 'run', env.actor, subjectOf(row.state)))
    return refuse([{ tag: 'not-yours', values: { action: 'open' } }])
  const why = closed(row.state)
  return why.length > 0 ? refuse(why) : ok(row)
}

/**
 * Signs in whoever holds the code of the hall: one seat for each person, the first that is free on the line chosen.
 * @param at the meeting its code belongs to
 * @returns or `sign-in-closed`, `no-such-line`, `line-full`, `signed-in-already`
 */
export const signIn = async (
  tx: Tx,
  env: Env,
  at: { readonly topic: string; readonly round: number },
  line: number,
): Done<{ readonly line: number; readonly seat: number }> => {
  tx.hold(at.topic)
  const row = await lockTopic(tx, at.topic)
  const { party, name } = env.actor
  if (row === undefined || party === null) return absent
  if (row.state.round !== at.round || closed(row.state).length > 0) return refuse([{ tag: 'sign-in-closed' }])
  const chosen = row.state.lines[line - 1]
  if (chosen === undefined) return refuse([{ tag: 'no-such-line', values: { line }, pointer: '/body/line' }])
  const taken = await signInsOf(tx, at.topic, at.round)
  const own = ownParties(env.actor)
  if (taken.some(each => each.party !== null && own.includes(each.party))) return refuse([{ tag: 'signed-in-already' }])
  const [seat] = freeSeats(taken, line, chosen.seats)
  if (seat === undefined) return refuse([full(line, chosen.seats, 0)])
  await insertSignIns(tx, { ...at, line }, [seat], { party, name, how: 'code' }, env.now)
  return ok({ line, seat })
}

/**
 * Enters how many of a line came without signing in themselves, as the sheet of paper at the door says; entered again,
 * the last count holds.
 */
export const attend = async (
  tx: Tx,
  env: Env,
  id: string,
  given: { readonly line: number; readonly count: number },
): Done<{ readonly line: number; readonly count: number }> => {
  const found = await running(tx, env, id)
  if (!found.ok) return found
  const { state } = found.value
  const { line, count } = given
  const chosen = state.lines[line - 1]
  if (chosen === undefined) return refuse([{ tag: 'no-such-line', values: { line }, pointer: '/body/line' }])
  await clearDeskSignIns(tx, id, state.round, line)
  const free = freeSeats(await signInsOf(tx, id, state.round), line, chosen.seats)
  if (free.length < count) return refuse([full(line, chosen.seats, free.length)])
  await insertSignIns(
    tx,
    { topic: id, round: state.round, line },
    free.slice(0, count),
    { party: null, name: '', how: 'desk' },
    env.now,
  )
  return ok({ line, count })
}

/** Frees a seat taken by mistake, or by somebody it is not for: the chair looks at who sits where. */
export const unseat = async (
  tx: Tx,
  env: Env,
  id: string,
  given: { readonly line: number; readonly seat: number },
): Done<{ readonly line: number; readonly seat: number }> => {
  const found = await running(tx, env, id)
  if (!found.ok) return found
  const { round } = found.value.state
  if (await clearSeat(tx, { topic: id, round, ...given })) return ok(given)
  return refuse([{ tag: 'no-such-line', values: { line: given.line }, pointer: '/body/line' }])
}

/** Asks for the floor, as somebody who signed in. Whoever waits already keeps their place. */
export const speak = async (
  tx: Tx,
  env: Env,
  at: { readonly topic: string; readonly round: number },
): Done<{ readonly line: number }> => {
  tx.hold(at.topic)
  const row = await lockTopic(tx, at.topic)
  const { party, name } = env.actor
  if (row === undefined || party === null) return absent
  if (row.state.round !== at.round || closed(row.state).length > 0) return refuse([{ tag: 'sign-in-closed' }])
  const own = ownParties(env.actor)
  const seat = (await signInsOf(tx, at.topic, at.round)).find(each => each.party !== null && own.includes(each.party))
  if (seat === undefined) return refuse([{ tag: 'not-signed-in' }])
  await askToSpeak(tx, { ...at, line: seat.line }, { party, name }, env.now)
  return ok({ line: seat.line })
}

/** Puts somebody of a line into the queue by hand: who raises theirs. */
export const giveFloor = async (tx: Tx, env: Env, id: string, line: number): Done<{ readonly line: number }> => {
  const found = await running(tx, env, id)
  if (!found.ok) return found
  const { state } = found.value
  if (state.lines[line - 1] === undefined)
    return refuse([{ tag: 'no-such-line', values: { line }, pointer: '/body/line' }])
  await askToSpeak(tx, { topic: id, round: state.round, line }, { party: null, name: '' }, env.now)
  return ok({ line })
}

/** Whoever speaks is done; the next begins. */
export const callNext = async (tx: Tx, env: Env, id: string): Done<{ readonly speaking: boolean }> => {
  const found = await running(tx, env, id)
  if (!found.ok) return found
  return ok({ speaking: await nextSpeaker(tx, id, found.value.state.round, env.now) })
}

/**
 * Saves the minutes as far as they are written.
 * @returns their version; or `minutes-stale` when somebody else saved in between, `public-text-personal`
 */
export const writeMinutes = async (
  tx: Tx,
  env: Env,
  id: string,
  given: { readonly text: string; readonly version: number },
): Done<{ readonly version: number }> => {
  const found = await running(tx, env, id)
  if (!found.ok) return found
  const held = heldBack({ text: given.text })
  if (held.length > 0) return refuse(held)
  const { round } = found.value.state
  if (await saveMinutes(tx, { topic: id, round }, given.text, given.version, env.now))
    return ok({ version: given.version + 1 })
  const now = await meetingOf(tx, id, round)
  return refuse([{ tag: 'minutes-stale', values: { version: now?.minutes_version ?? 0 }, pointer: '/body/text' }])
}
