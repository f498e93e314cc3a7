import type { Basis } from '../../../kernel/cite.ts'
import type { Category, YearEnd } from './kinds.ts'

/** What a place sets for the budgets of its villages and communities, on a day. */
export type Params = {
  /** What one grant of a year comes to in fen; null where the place has set no amount. */
  readonly due: { readonly office: bigint | null; readonly service: bigint | null }
  /** What the service budget may be spent on. */
  readonly serviceCategories: readonly Category[]
  /** Expenses above it need a second person; 0: all do. */
  readonly aloneFen: bigint
  readonly yearEnd: YearEnd | 'town-decides'
  readonly postingDays: number
  readonly basis: {
    readonly office: Basis | null
    readonly service: Basis | null
    readonly categories: Basis
    readonly alone: Basis
    readonly yearEnd: Basis
    readonly posting: Basis
  }
}
