import type { Basis } from '../../../kernel/cite.ts'
import { fen, formatYuan } from '../../../kernel/money.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { dayNumber, type LocalDate } from '../../../kernel/time.ts'
import * as basis from './basis.ts'
import { CATEGORIES, type Category, type Kind, kindOf, type Step, type YearEnd } from './kinds.ts'
import type { Params } from './params.ts'
import { daysOf, type Quarter, yearOfDay } from './quarter.ts'

type Faults = readonly Refusal[]
const yuan = (amount: bigint): string => formatYuan(fen(amount))

/** What the year's grant comes to, or why it cannot be given: an amount that is not the place's own wants a reason. */
export const grantFaults = (
  kind: Kind,
  amount: bigint | undefined,
  reason: string,
  { due, basis: from }: Params,
): Faults => {
  const set = due[kind]
  if (set === null && amount === undefined)
    return [{ tag: 'no-amount-set', values: { kind }, pointer: '/body/amount', basis: basis.ONE_GRANT }]
  if (amount === undefined || amount === set || reason !== '') return []
  const values = { kind, due: set === null ? '—' : yuan(set), given: yuan(amount) }
  return [{ tag: 'reason-wanted', values, pointer: '/body/reason', basis: from[kind] ?? basis.ONE_GRANT }]
}

/** Why something cannot be paid out of a budget: it is the other budget's, or nothing the place lists. */
export const planFaults = (kind: Kind, category: Category, { serviceCategories, basis: from }: Params): Faults => {
  const pointer = '/body/category'
  if (!(CATEGORIES[kind] as readonly Category[]).includes(category))
    return [
      { tag: 'other-budget', values: { category, kind, other: kindOf(category) }, pointer, basis: basis.TWO_BOOKS },
    ]
  return kind === 'service' && !serviceCategories.includes(category)
    ? [{ tag: 'category-not-listed', values: { category }, pointer, basis: from.categories }]
    : []
}

/** Whether an expense waits for a second person. */
export const needsSecond = (amount: bigint, { aloneFen }: Pick<Params, 'aloneFen'>): boolean => amount > aloneFen

export type Deed = 'approve' | 'pay' | 'withdraw' | 'reverse'

/** From which steps each deed goes, and to which. */
export const MOVES: Readonly<Record<Deed, { readonly from: readonly Step[]; readonly to: Step }>> = {
  approve: { from: ['planned'], to: 'approved' },
  pay: { from: ['approved'], to: 'paid' },
  withdraw: { from: ['planned', 'approved'], to: 'withdrawn' },
  reverse: { from: ['paid'], to: 'reversed' },
}

export type Expense = {
  readonly step: Step
  readonly plannedFen: bigint
  readonly plannedBy: string
  readonly paidBy: string | null
}

/**
 * Why a deed cannot be done to an expense: it is in another step; whoever planned it approves it, or whoever paid it
 * takes it back; more would be paid than was set aside.
 */
export const deedFaults = (
  deed: Deed,
  { step, plannedFen, plannedBy, paidBy }: Expense,
  by: string | null,
  amount: bigint | undefined,
): Faults => {
  if (!MOVES[deed].from.includes(step)) return [{ tag: 'wrong-step', values: { action: deed, now: step } }]
  const first = deed === 'approve' ? plannedBy : deed === 'reverse' ? paidBy : null
  return [
    ...(first !== null && first === by
      ? [{ tag: 'same-person', values: { action: deed }, basis: basis.TWO_PEOPLE }]
      : []),
    ...(deed === 'pay' && amount !== undefined && amount > plannedFen
      ? [
          {
            tag: 'above-plan',
            values: { planned: yuan(plannedFen), over: yuan(amount - plannedFen) },
            pointer: '/body/amount',
            basis: basis.NO_OVERDRAFT,
          },
        ]
      : []),
  ]
}

/** Why what is left of a year cannot go where the town wants it. @param left free on the year's account, in fen */
export const yearEndFaults = (
  { year, to, left }: { readonly year: number; readonly to: YearEnd; readonly left: bigint },
  today: LocalDate,
  { yearEnd, basis: from }: Params,
): Faults => [
  ...(year >= yearOfDay(today) ? [{ tag: 'year-not-over', values: { year }, pointer: '/body/year' }] : []),
  ...(yearEnd !== 'town-decides' && yearEnd !== to
    ? [{ tag: 'year-end-fixed', values: { to: yearEnd }, pointer: '/body/to', basis: from.yearEnd }]
    : []),
  ...(left <= 0n ? [{ tag: 'nothing-left', values: { year }, pointer: '/body/year' }] : []),
]

/** Why a quarter cannot be published: it is not over, was before the budget, or would hang too short. */
export const publishFaults = (
  quarter: Quarter,
  { today, until, openedOn }: { readonly today: LocalDate; readonly until: LocalDate; readonly openedOn: LocalDate },
  { postingDays, posting }: { readonly postingDays: number; readonly posting: Basis },
): Faults => {
  const { to } = daysOf(quarter)
  const days = dayNumber(until) - dayNumber(today)
  return [
    ...(to >= today
      ? [{ tag: 'quarter-not-over', values: { last: to }, pointer: '/body/quarter', basis: basis.QUARTERLY }]
      : []),
    ...(to < openedOn ? [{ tag: 'before-budget', values: { opened: openedOn }, pointer: '/body/quarter' }] : []),
    ...(days < postingDays
      ? [{ tag: 'posting-short', values: { days, needed: postingDays }, pointer: '/body/until', basis: posting }]
      : []),
  ]
}
