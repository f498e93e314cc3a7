import { dateOf, plusDays } from '../../../kernel/time.ts'
import * as basis from './basis.ts'
import { misfits } from './count.ts'
import { electedOf, lastRound } from './evolve.ts'
import { bodyOf, type Check, daysBetween, when } from './gates.ts'
import type { ElectionState } from './state.ts'

export type PollGate =
  | 'proxies-allowed'
  | 'polling-day'
  | 'secret-place'
  | 'met-voters'
  | 'proxies-published'
  | 'none-waits'
  | 'one-waits'
  | 'another-person'
  | 'numbers-fit'
  | 'entries-agree'
  | 'same-day'
  | 'long-enough'
  | 'something-left'
  | 'within-runoff-days'
  | 'enough-elected'

const pollingDay: Check = (state, ask) => {
  if (state === undefined || ask.action !== 'open') return undefined
  const today = dateOf(ask.at)
  if (ask.on !== state.pollingOn)
    return {
      tag: 'not-polling-day',
      values: { on: ask.on, polling: state.pollingOn },
      basis: basis.ORDER_OF_DAYS,
      pointer: '/body/on',
    }
  return when(ask.on <= today, {
    tag: 'in-future',
    values: { on: ask.on, today },
    basis: basis.ORDER_OF_DAYS,
    pointer: '/body/on',
  })
}

/** Whether a woman is among those elected. */
export const womanElected = (state: ElectionState): boolean => {
  const elected = new Set(electedOf(state))
  return state.candidates.some(({ no, woman }) => woman && elected.has(no))
}

const enoughElected: Check = (state, ask) => {
  const round = state === undefined ? undefined : lastRound(state)
  if (state === undefined || round === undefined) return undefined
  const elected = electedOf(state).length
  const full = round.left.length === 0
  const { seatsMin } = ask.params
  return when(womanElected(state) && (full || (round.runoff && round.void === null && elected >= seatsMin)), {
    tag: 'not-enough-elected',
    values: { elected, least: seatsMin },
    basis: full ? basis.of(state.body, basis.WOMEN) : basis.of(state.body, basis.RUNOFF),
  })
}

const left = (state: ElectionState | undefined): boolean =>
  state !== undefined && (lastRound(state)?.left.length ?? 0) > 0

/** What has to hold on polling day, at the count, and after it. */
export const pollGates: Readonly<Record<PollGate, Check>> = {
  'proxies-allowed': state => when(state?.mode !== 'representatives', { tag: 'no-proxies', basis: basis.NO_PROXY }),
  'polling-day': pollingDay,
  'secret-place': (state, ask) =>
    ask.action !== 'open'
      ? undefined
      : when(ask.booths >= 1, {
          tag: 'no-booth',
          basis: basis.of(bodyOf(state, ask), basis.BOOTH),
          pointer: '/body/booths',
        }),
  'met-voters': (state, ask) =>
    when(state?.metOn !== null, { tag: 'not-met', basis: basis.of(bodyOf(state, ask), basis.MEETING) }),
  'proxies-published': (state, ask) =>
    when(ask.seen.proxies === 0 || state?.proxiesOn !== null, {
      tag: 'proxies-unpublished',
      values: { proxies: ask.seen.proxies },
      basis: basis.of(bodyOf(state, ask), basis.PROXY_LIST),
    }),
  'none-waits': state => when(state?.waiting !== true, { tag: 'count-waits', basis: basis.TWO_PEOPLE }),
  'one-waits': state => when(state?.waiting === true, { tag: 'no-count-waits', basis: basis.TWO_PEOPLE }),
  'another-person': (_, ask) =>
    when(ask.seen.waiting?.samePerson !== true, { tag: 'same-person', basis: basis.TWO_PEOPLE }),
  'numbers-fit': (state, ask) => {
    const round = state === undefined ? undefined : lastRound(state)
    if (round === undefined || ask.entered === undefined) return undefined
    const wrong = misfits(round, ask.entered)
    const { issued, returned, invalid } = ask.entered
    return when(wrong.length === 0, {
      tag: 'numbers-misfit',
      values: { fields: wrong.join(' '), registered: round.registered, issued, returned, invalid },
      basis: basis.COUNTED,
    })
  },
  'entries-agree': (_, ask) => {
    const differs = ask.seen.waiting?.differs ?? []
    return when(differs.length === 0, {
      tag: 'entries-differ',
      values: { fields: differs.join(' ') },
      basis: basis.TWO_PEOPLE,
    })
  },
  'same-day': (state, ask) => {
    if (state === undefined || ask.action !== 'post') return undefined
    return when(ask.on === state.pollingOn, {
      tag: 'not-same-day',
      values: { on: ask.on, polling: state.pollingOn },
      basis: basis.of(state.body, basis.SECRET),
      pointer: '/body/on',
    })
  },
  'long-enough': (_, ask) => {
    if (ask.action !== 'post') return undefined
    const days = daysBetween(ask.on, ask.until)
    return when(days >= ask.params.postingDays, {
      tag: 'posting-short',
      values: { days: Math.max(0, days), needed: ask.params.postingDays },
      basis: ask.params.basis.postingDays,
      pointer: '/body/until',
    })
  },
  'something-left': (state, ask) =>
    when(left(state), { tag: 'nothing-left', basis: basis.of(bodyOf(state, ask), basis.RUNOFF) }),
  'within-runoff-days': (state, ask) => {
    if (state === undefined || ask.action !== 'again' || state.posted === null) return undefined
    const latest = plusDays(state.posted.on, ask.params.runoffDays)
    const today = dateOf(ask.at)
    return when(ask.pollingOn > state.pollingOn && ask.pollingOn >= today && ask.pollingOn <= latest, {
      tag: 'runoff-day',
      values: { latest, polling: state.pollingOn },
      basis: ask.params.basis.runoffDays,
      pointer: '/body/pollingOn',
    })
  },
  'enough-elected': enoughElected,
}
