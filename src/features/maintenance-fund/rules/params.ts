import type { Basis } from '../../../kernel/cite.ts'

/** A number that holds on a day, and why. */
export type Held = { readonly value: number; readonly basis: Basis }

/** What a place may set for its funds. */
export type Params = {
  /** Fen a square metre that building costs, as the authority publishes it; null where nobody has. */
  readonly cost: Held | null
  /** Ten-thousandths of it that a first deposit is. */
  readonly rate: Held
  /** Fen a square metre at which the place sells public housing (房改成本价); null where nobody has published one. */
  readonly housingCost: Held | null
  /** Ten-thousandths of it that the owner of public housing pays in. */
  readonly housingRate: Held
  /** Percent of the price that its seller pays in, in buildings of few storeys and in high ones. */
  readonly housingLow: Held
  readonly housingTall: Held
  /** Days within which the seller pays it in, from the day the price was paid. */
  readonly housingDays: Held
  /** Percent of the first deposit below which an account is to be filled up. */
  readonly renewPercent: Held
  /** From how many fen on a second person approves what is done by hand. */
  readonly secondFrom: Held
  /** Months from one reconciliation with the bank to the next at most. */
  readonly reconcileMonths: Held
}
