import type { Basis } from '../../../kernel/cite.ts'
import type { Escalation, Limit } from '../../../kernel/procedure/clock.ts'
import type { LocalDate } from '../../../kernel/time.ts'
import type { UrgentRow } from './categories.ts'
import type { Kind } from './kinds.ts'

/** Working days to close, by kind of request, with the source of each. A kind may have no limit from a source. */
export type Terms = Readonly<Partial<Record<Kind, { readonly days: number; readonly basis: Basis }>>>

/** What a place sets, as it holds on one day. */
export type Params = {
  /** Anchor of the city's own clocks (B-042). */
  readonly clockStart: 'accept' | 'dispatch' | 'sign'
  /** End of business, minutes after midnight. */
  readonly closeMinute: number
  readonly cityTerms: Terms
  /** The province's, counted from receipt; the stricter of the two binds. */
  readonly provinceTerms: Terms
  readonly urgent: { readonly contactHours: number; readonly arriveHours: number; readonly closeWorkdays: number }
  readonly urgentList: readonly UrgentRow[]
  readonly contactWorkdays: number
  readonly followUpWorkdays: number
  readonly returnWorkdays: number
  readonly extensionWorkdaysMax: number
  /** Extensions without a special reason (B-033), and with one. */
  readonly extensionsMax: number
  readonly extensionsMaxSpecial: number
  readonly reopenDays: number
  /** Failed calls after which the follow-up may end as not reached. */
  readonly followUpAttempts: number
  /** Where each value comes from, so that clocks and refusals cite it. */
  readonly basis: Readonly<Record<BasisName, Basis>>
}

export type BasisName =
  | 'clockStart'
  | 'closeMinute'
  | 'urgentContact'
  | 'urgentArrive'
  | 'urgentClose'
  | 'urgentList'
  | 'contact'
  | 'followUp'
  | 'return'
  | 'extensionWorkdaysMax'
  | 'extensionsMax'
  | 'extensionsMaxSpecial'
  | 'reopen'
  | 'followUpAttempts'

/** The parameters that hold on a day: the rule is chosen by the legally relevant date, never by today. */
export type ParamsOn = (date: LocalDate) => Params

/** One source's limit on closing a request of this kind. */
export const termLimit = (terms: Terms, kind: Kind, since: string): readonly Limit[] => {
  const term = terms[kind]
  return term === undefined ? [] : [{ span: { unit: 'workingDay', count: term.days }, since, basis: term.basis }]
}

/** Who is told when: the handler before the due, the unit's lead at it, the desk's supervisor a working day later. */
export const HOUR_STEPS: readonly Escalation[] = [
  { level: 'remind', at: { part: [4, 5] } },
  { level: 'late', at: { workdaysAfter: 0 } },
  { level: 'supervise', at: { workdaysAfter: 1 } },
]
export const DAY_STEPS: readonly Escalation[] = [
  { level: 'remind', at: { workdaysBefore: 1 } },
  { level: 'late', at: { workdaysAfter: 0 } },
  { level: 'supervise', at: { workdaysAfter: 1 } },
]
