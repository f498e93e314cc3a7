import type { Basis } from '../../../kernel/cite.ts'

/** What a place sets for its villages, on the day of the meeting or notice. */
export type Params = {
  /** 四议一审两公开 */
  readonly review: boolean
  readonly mergeFirstTwo: boolean
  /** Whom half of the party members' agreement is counted on: 应到会 or 到会. */
  readonly membersBase: 'due' | 'present'
  readonly materialsDays: number
  readonly noticeDays: number
  readonly postingDays: number
  readonly basis: { readonly materials: Basis; readonly notice: Basis; readonly posting: Basis; readonly merge: Basis }
}
