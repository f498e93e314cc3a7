import type { GateCheck } from '../../../kernel/procedure/decide.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { dateOf, dayNumber, type LocalDate, plusDays } from '../../../kernel/time.ts'
import type { Ask } from './ask.ts'
import * as basis from './basis.ts'
import type { CandidateGate } from './gates-candidates.ts'
import type { PollGate } from './gates-poll.ts'
import { type Body, type ElectionState, POSTS } from './state.ts'

export type ListGate =
  | 'law-in-force'
  | 'seats-lawful'
  | 'committee-formed'
  | 'time-for-the-list'
  | 'anybody-listed'
  | 'on-in-order'
  | 'list-early-enough'
  | 'objection-in-time'
  | 'objection-open'
  | 'may-mend'
  | 'later'

export type Gate = ListGate | CandidateGate | PollGate

export type Check = GateCheck<ElectionState | undefined, Ask>

export const when = (holds: boolean, refusal: Refusal): Refusal | undefined => (holds ? undefined : refusal)
export const daysBetween = (from: LocalDate, to: LocalDate): number => dayNumber(to) - dayNumber(from)
/** The committee of the case; of an announcement, the one announced. */
export const bodyOf = (state: ElectionState | undefined, ask: Ask): Body =>
  ask.action === 'announce' ? ask.body : (state?.body ?? 'residents')

/** The smallest election committee: 主任、副主任和委员. */
export const OFFICIALS_MIN = 3

/** The day no step after it may be dated before. */
const lastDay = (state: ElectionState): LocalDate =>
  [state.formedOn, state.listedOn, state.candidatesOn, state.term?.on ?? null].reduce<LocalDate>(
    (last, day) => (day !== null && day > last ? day : last),
    state.formedOn,
  )

const onInOrder: Check = (state, ask) => {
  if (state === undefined || !('on' in ask)) return undefined
  const [today, last] = [dateOf(ask.at), lastDay(state)]
  if (ask.on > today)
    return { tag: 'in-future', values: { on: ask.on, today }, basis: basis.ORDER_OF_DAYS, pointer: '/body/on' }
  return when(ask.on >= last, {
    tag: 'before-last-step',
    values: { on: ask.on, last },
    basis: basis.ORDER_OF_DAYS,
    pointer: '/body/on',
  })
}

const seatsLawful: Check = (state, ask) => {
  if (ask.action !== 'announce') return undefined
  const { seats, params } = ask
  const count = POSTS.reduce((sum, post) => sum + seats[post], 0)
  if (count < params.seatsMin || count > params.seatsMax)
    return {
      tag: 'seats-outside',
      values: { count, least: params.seatsMin, most: params.seatsMax },
      basis: basis.of(bodyOf(state, ask), basis.SIZE),
      pointer: '/body/members',
    }
  return when(seats.chair === 1 && seats.woman >= 1, {
    tag: 'seats-uneven',
    basis: basis.of(bodyOf(state, ask), basis.WOMEN),
    pointer: '/body/women',
  })
}

/** Objections that are open, and those upheld after which the list was not changed. */
export const unsettled = (state: ElectionState | undefined): { readonly open: number; readonly unmended: number } => ({
  open: state?.objections.filter(({ answer }) => answer === 'open').length ?? 0,
  unmended: state?.objections.filter(({ answer, mended }) => answer === 'upheld' && !mended).length ?? 0,
})

/** Until which day the list can be objected to. */
export const objectionsUntil = (listedOn: LocalDate, days: number): LocalDate => plusDays(listedOn, days)

/** What has to hold for announcement and list, each with its numbers when it does not. */
export const listGates: Readonly<Record<ListGate, Check>> = {
  'law-in-force': (state, ask) =>
    when(ask.law !== undefined, {
      tag: 'no-rule',
      basis: basis.of(bodyOf(state, ask), basis.MODE),
      pointer: ask.action === 'announce' ? '/body/mode' : '/body/pollingOn',
    }),
  'seats-lawful': seatsLawful,
  'committee-formed': (_, ask) =>
    ask.action !== 'announce'
      ? undefined
      : when(
          ask.officials >= OFFICIALS_MIN &&
            ask.formedOn <= dateOf(ask.at) &&
            (ask.formedBy !== 'groups' || ask.body === 'villagers'),
          {
            tag: 'committee-not-formed',
            values: { least: OFFICIALS_MIN, officials: ask.officials },
            basis: basis.of(ask.body, basis.HOSTS),
            pointer: ask.officials < OFFICIALS_MIN ? '/body/officials' : '/body/formedOn',
          },
        ),
  'time-for-the-list': (state, ask) => {
    if (ask.action !== 'announce') return undefined
    const days = daysBetween(dateOf(ask.at), ask.pollingOn)
    return when(days >= ask.params.listDays, {
      tag: 'polling-too-soon',
      values: { days: Math.max(0, days), needed: ask.params.listDays },
      basis: basis.forBody(bodyOf(state, ask), ask.params.basis.listDays),
      pointer: '/body/pollingOn',
    })
  },
  'anybody-listed': (state, ask) =>
    when(state !== undefined && state.casting > 0, {
      tag: 'nobody-listed',
      values: { voters: state?.voters ?? 0 },
      basis: basis.of(bodyOf(state, ask), basis.VOTERS),
    }),
  'on-in-order': onInOrder,
  'list-early-enough': (state, ask) => {
    if (state === undefined || ask.action !== 'publishList') return undefined
    const days = daysBetween(ask.on, state.pollingOn)
    return when(days >= ask.params.listDays, {
      tag: 'list-late',
      values: { days: Math.max(0, days), needed: ask.params.listDays, polling: state.pollingOn },
      basis: basis.forBody(state.body, ask.params.basis.listDays),
      pointer: '/body/on',
    })
  },
  'objection-in-time': (state, ask) => {
    if (state === undefined || state.listedOn === null) return undefined
    const until = objectionsUntil(state.listedOn, ask.params.objectionDays)
    return when(dateOf(ask.at) <= until, {
      tag: 'objections-over',
      values: { until },
      basis: basis.forBody(state.body, ask.params.basis.objectionDays),
    })
  },
  'objection-open': (state, ask) =>
    ask.action !== 'answer'
      ? undefined
      : when(state?.objections.some(({ seq, answer }) => seq === ask.objection && answer === 'open') === true, {
          tag: 'no-such-objection',
          values: { objection: ask.objection },
          basis: basis.of(bodyOf(state, ask), basis.ANSWER),
          pointer: '/body/objection',
        }),
  'may-mend': (state, ask) => {
    if (ask.action !== 'mend') return undefined
    if (ask.added === 0 && !ask.seen.onList)
      return { tag: 'voter-unknown', basis: basis.ON_LIST, pointer: '/body/voter' }
    const upheld = state?.objections.some(
      each => each.seq === ask.objection && each.answer === 'upheld' && !each.mended,
    )
    return when(ask.objection === null || upheld === true, {
      tag: 'not-upheld',
      values: { objection: ask.objection ?? 0 },
      basis: basis.of(bodyOf(state, ask), basis.ANSWER),
      pointer: '/body/objection',
    })
  },
  later: (state, ask) =>
    ask.action !== 'postpone' || state === undefined
      ? undefined
      : when(ask.pollingOn > state.pollingOn && ask.pollingOn > dateOf(ask.at), {
          tag: 'not-later',
          values: { polling: state.pollingOn },
          basis: basis.POSTPONED,
          pointer: '/body/pollingOn',
        }),
}
