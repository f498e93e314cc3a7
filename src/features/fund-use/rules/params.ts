import type { Basis } from '../../../kernel/cite.ts'
import type { Emergency } from './matters.ts'

/** What a place sets for the use of its funds, on the day of the application. Amounts in fen. */
export type Params = {
  readonly quotationsMin: number
  readonly quotationsMinEmergency: number
  readonly emergencies: readonly Emergency[]
  /** A final account up to this may go without an audit, with the committee's consent. */
  readonly auditFreeFen: number
  /** From this much over the budget on, in percent of it, the excess is applied for anew; 0: every excess. */
  readonly overBudgetPercent: number
  /** From this amount on it takes two people to hold and to pay. */
  readonly twoPeopleFromFen: number
  readonly postingDays: number
  readonly basis: {
    readonly quotations: Basis
    readonly emergencies: Basis
    readonly audit: Basis
    readonly overBudget: Basis
    readonly twoPeople: Basis
    readonly posting: Basis
  }
}
