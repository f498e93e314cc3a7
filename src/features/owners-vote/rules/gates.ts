import type { Gates } from '../../../kernel/procedure/decide.ts'
import { dateOf, dayNumber, type Instant, type LocalDate } from '../../../kernel/time.ts'
import { type Ask, type Check, type State, when } from './ask.ts'
import * as basis from './basis.ts'
import * as window from './gates-window.ts'
import type { Posting } from './state.ts'

export type Gate =
  | 'some-motions'
  | 'scope-there'
  | 'fits-scope'
  | 'not-in-future'
  | 'early-enough'
  | 'window-long-enough'
  | 'law-in-force'
  | 'some-units'
  | 'before-opening'
  | 'nobody-votes'
  | 'all-served'
  | 'parking-settled'
  | 'roll-sound'
  | 'somebody'
  | 'before-closing'
  | 'later'
  | 'extensions-left'
  | 'window-not-too-long'
  | 'paper-waiting'
  | 'after-closing'
  | 'papers-checked'
  | 'posted-in-order'
  | 'long-enough'
  | 'still-posted'
  | 'objection-open'
  | 'posting-over'
  | 'all-answered'
  | 'none-upheld'

/** More than an owner can read, and more than the count is made for. */
const MOTIONS_MAX = 10
/** Matters of the whole: rules, covenant, committee and manager are everybody's (rulebook C-169). */
const OF_THE_WHOLE: ReadonlySet<number> = new Set([1, 2, 3, 4])

const daysBetween = (from: LocalDate, to: LocalDate): number => dayNumber(to) - dayNumber(from)
const openOnes = (state: State): number => state?.objections.filter(({ answer }) => answer === 'open').length ?? 0

const allServed: Check = (_, { seen }) =>
  when(seen.served >= seen.units, {
    tag: 'not-served',
    values: { served: seen.served, units: seen.units, missing: seen.units - seen.served },
    basis: basis.SERVED,
  })

const rollSound: Check = (_, { seen }) =>
  when(seen.faults === 0, {
    tag: 'roll-faulty',
    values: { count: seen.faults, unit: seen.faultyUnit },
    basis: basis.HEADS,
  })

const postedInOrder: Check = (state, ask) => {
  if (ask.action !== 'post' || state?.closes == null) return undefined
  const [today, last] = [dateOf(ask.at), dateOf(state.closes)]
  if (ask.on > today)
    return { tag: 'in-future', values: { on: ask.on, today }, basis: basis.ORDER_OF_DAYS, pointer: '/body/on' }
  return when(ask.on >= last, {
    tag: 'before-last-step',
    values: { on: ask.on, last },
    basis: basis.ORDER_OF_DAYS,
    pointer: '/body/on',
  })
}

const longEnough: Check = (_, ask) => {
  if (ask.action !== 'post') return undefined
  const days = daysBetween(ask.on, ask.until)
  const { postingDays } = ask.params
  return when(days >= postingDays, {
    tag: 'posting-short',
    values: { days: Math.max(0, days), needed: postingDays },
    basis: ask.params.basis.posting,
    pointer: '/body/until',
  })
}

const postingOver = (posted: Posting | null, at: Instant): boolean => posted !== null && dateOf(at) > posted.until

/** What has to hold, each with its numbers when it does not. */
export const gates: Gates<Gate, State, Ask> = {
  'some-motions': (_, ask) =>
    ask.action !== 'convene'
      ? undefined
      : when(ask.motions.length >= 1 && ask.motions.length <= MOTIONS_MAX, {
          tag: 'motions-wrong',
          values: { count: ask.motions.length, most: MOTIONS_MAX },
          basis: basis.AGENDA,
          pointer: '/body/motions',
        }),
  'scope-there': (_, ask) =>
    when(ask.seen.units > 0, { tag: 'scope-unknown', basis: basis.SCOPE, pointer: '/body/building' }),
  'fits-scope': (_, ask) =>
    ask.action !== 'convene'
      ? undefined
      : when(ask.scope.kind === 'estate' || !ask.motions.some(({ item }) => OF_THE_WHOLE.has(item)), {
          tag: 'for-the-whole',
          basis: basis.SCOPE,
          pointer: '/body/motions',
        }),
  'not-in-future': window.notInFuture,
  'early-enough': window.earlyEnough,
  'window-long-enough': window.windowLongEnough,
  'law-in-force': (_, { seen }) => when(seen.lawless === 0, { tag: 'no-rule', basis: basis.MATTERS }),
  'some-units': (_, ask) =>
    ask.action !== 'deliver'
      ? undefined
      : when(ask.units > 0, { tag: 'units-unknown', basis: basis.SERVED, pointer: '/body/units' }),
  'before-opening': window.beforeOpening,
  // A vote whose roll was never settled cannot open: it can be taken back at any time.
  'nobody-votes': (state, ask) => (state?.step === 'registered' ? window.beforeOpening(state, ask) : undefined),
  'all-served': allServed,
  'parking-settled': (_, { seen }) => when(seen.parkingSettled, { tag: 'parking-unsettled', basis: basis.PARKING }),
  'roll-sound': rollSound,
  somebody: (_, { seen }) => when(seen.units > 0, { tag: 'roll-empty', basis: basis.HEADS }),
  'before-closing': window.beforeClosing,
  later: window.later,
  'extensions-left': window.extensionsLeft,
  'window-not-too-long': window.windowNotTooLong,
  'paper-waiting': (_, { seen }) =>
    when(seen.paperWaits, { tag: 'no-such-paper', basis: basis.TWO_PEOPLE, pointer: '/body/unit' }),
  'after-closing': window.afterClosing,
  'papers-checked': (_, { seen }) =>
    when(seen.papersWaiting === 0, {
      tag: 'papers-waiting',
      values: { count: seen.papersWaiting },
      basis: basis.TWO_PEOPLE,
    }),
  'posted-in-order': postedInOrder,
  'long-enough': longEnough,
  'still-posted': (state, ask) =>
    when(state?.posted != null && dateOf(ask.at) <= state.posted.until, {
      tag: 'posting-ended',
      values: { until: state?.posted?.until ?? '' },
      basis: basis.OBJECTIONS,
    }),
  'objection-open': (state, ask) =>
    ask.action !== 'answer'
      ? undefined
      : when(state?.objections.some(({ seq, answer }) => seq === ask.objection && answer === 'open') ?? false, {
          tag: 'no-such-objection',
          values: { objection: ask.objection },
          basis: basis.OBJECTIONS,
          pointer: '/body/objection',
        }),
  'posting-over': (state, ask) =>
    when(postingOver(state?.posted ?? null, ask.at), {
      tag: 'posting-runs',
      values: { until: state?.posted?.until ?? '' },
      basis: basis.AFTER_POSTING,
    }),
  'all-answered': state =>
    when(openOnes(state) === 0, { tag: 'objections-open', values: { open: openOnes(state) }, basis: basis.OBJECTIONS }),
  'none-upheld': state =>
    when(!(state?.objections.some(({ answer }) => answer === 'upheld') ?? false), {
      tag: 'objection-upheld',
      basis: basis.OBJECTIONS,
    }),
}
