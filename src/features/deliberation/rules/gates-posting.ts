import type { Refusal } from '../../../kernel/refusal.ts'
import { dateOf, dayNumber, type LocalDate } from '../../../kernel/time.ts'
import * as basis from './basis.ts'
import type { Ask, Check, State } from './gates.ts'
import type { Posting } from './state.ts'

type Name =
  | 'not-the-assemblys'
  | 'posted-in-order'
  | 'long-enough'
  | 'still-posted'
  | 'posting-over'
  | 'objection-open'
  | 'all-answered'
  | 'none-upheld'
  | 'done-in-order'

const when = (holds: boolean, refusal: Refusal): Refusal | undefined => (holds ? undefined : refusal)
const postingNow = (state: State): Posting | null =>
  state === undefined ? null : state.step === 'posted' ? state.posted : state.resultPosted
const openOnes = (state: State): number => state?.objections.filter(({ answer }) => answer === 'open').length ?? 0

/** A day between the step before and today, both counted in. */
const between = (on: LocalDate, last: LocalDate | null, ask: Ask): Refusal | undefined => {
  const today = dateOf(ask.at)
  if (on > today) return { tag: 'in-future', values: { on, today }, basis: basis.ORDER_OF_DAYS, pointer: '/body/on' }
  return when(last === null || on >= last, {
    tag: 'before-last-step',
    values: { on, last: last ?? on },
    basis: basis.ORDER_OF_DAYS,
    pointer: '/body/on',
  })
}

const postedInOrder: Check = (state, ask) =>
  ask.action === 'post'
    ? between(ask.on, state?.meetingOn ?? null, ask)
    : ask.action === 'postResult'
      ? between(ask.on, state?.doneOn ?? null, ask)
      : undefined

const longEnough: Check = (_, ask) => {
  if (!(ask.action === 'post' || ask.action === 'postResult')) return undefined
  const days = dayNumber(ask.until) - dayNumber(ask.on)
  const { postingDays } = ask.params
  return when(days >= postingDays, {
    tag: 'posting-short',
    values: { days: Math.max(0, days), needed: postingDays },
    basis: ask.params.basis.posting,
    pointer: '/body/until',
  })
}

const objectionOpen: Check = (state, ask) =>
  ask.action !== 'answer'
    ? undefined
    : when(state?.objections.some(({ seq, answer }) => seq === ask.objection && answer === 'open') === true, {
        tag: 'no-such-objection',
        values: { objection: ask.objection },
        basis: basis.OPEN_OBJECTIONS,
        pointer: '/body/objection',
      })

/** What has to hold after the meeting: how long it hangs, what was objected, what was done. */
export const postingGates: Readonly<Record<Name, Check>> = {
  'not-the-assemblys': state => when(state?.assembly !== true, { tag: 'the-assemblys', basis: basis.TO_THE_ASSEMBLY }),
  'posted-in-order': postedInOrder,
  'long-enough': longEnough,
  'still-posted': (state, ask) => {
    const until = postingNow(state)?.until
    return until === undefined
      ? undefined
      : when(dateOf(ask.at) <= until, { tag: 'posting-ended', values: { until }, basis: basis.OBJECTIONS })
  },
  'posting-over': (state, ask) => {
    const until = postingNow(state)?.until
    return until === undefined
      ? undefined
      : when(dateOf(ask.at) > until, { tag: 'posting-runs', values: { until }, basis: basis.AFTER_POSTING })
  },
  'objection-open': objectionOpen,
  'all-answered': state =>
    when(openOnes(state) === 0, {
      tag: 'objections-open',
      values: { open: openOnes(state) },
      basis: basis.OPEN_OBJECTIONS,
    }),
  'none-upheld': state =>
    when(!state?.objections.some(({ answer }) => answer === 'upheld'), {
      tag: 'objection-upheld',
      basis: basis.OPEN_OBJECTIONS,
    }),
  'done-in-order': (state, ask) =>
    ask.action === 'complete' ? between(ask.on, state?.posted?.until ?? null, ask) : undefined,
}
