import { inOrder, when } from '../../../kernel/procedure/conditions.ts'
import type { Gates } from '../../../kernel/procedure/decide.ts'
import * as posting from '../../../kernel/procedure/posting.ts'
import { dateOf } from '../../../kernel/time.ts'
import type { Ask, Check, State } from './ask.ts'
import * as basis from './basis.ts'
import * as window from './gates-window.ts'

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

const objectionsOf = (state: State): readonly posting.Objection[] => state?.objections ?? []

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
  'posted-in-order': (state, ask) =>
    ask.action === 'post' && state?.closes != null
      ? inOrder(ask.on, dateOf(state.closes), ask.at, basis.ORDER_OF_DAYS)
      : undefined,
  'long-enough': (_, ask) =>
    ask.action === 'post' ? posting.longEnough(ask, ask.params.postingDays, ask.params.basis.posting) : undefined,
  'still-posted': (state, ask) => posting.stillPosted(state?.posted ?? null, ask.at, basis.OBJECTIONS),
  'objection-open': (state, ask) =>
    ask.action === 'answer' ? posting.objectionOpen(objectionsOf(state), ask.objection, basis.OBJECTIONS) : undefined,
  'posting-over': (state, ask) => posting.postingOver(state?.posted ?? null, ask.at, basis.AFTER_POSTING),
  'all-answered': state => posting.allAnswered(objectionsOf(state), basis.OBJECTIONS),
  'none-upheld': state => posting.noneUpheld(objectionsOf(state), basis.OBJECTIONS),
}
