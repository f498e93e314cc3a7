import type { Basis } from '../../../kernel/cite.ts'

/** What a place sets for its deliberations, on the day of the meeting or notice. */
export type Params = {
  readonly noticeDays: number
  readonly postingDays: number
  /** More than so many of a hundred who have a seat and a voice must be there. */
  readonly quorumPercent: number
  /** More than so many of a hundred of those there must agree. */
  readonly assentPercent: number
  readonly basis: { readonly notice: Basis; readonly posting: Basis; readonly quorum: Basis; readonly assent: Basis }
}
