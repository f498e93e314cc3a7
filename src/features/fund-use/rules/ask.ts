import type { By } from '../../../kernel/procedure/fact.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Params } from './params.ts'
import type { Command, Scope } from './state.ts'

/** A motion as the slice of votes gives it. */
export type MotionSeen = {
  readonly item: number
  readonly estate: string
  readonly scope: Scope
  readonly step: string
  readonly result: string
  /** Count, journal and leaf agree. */
  readonly proved: boolean
  /** Title and text of the motion and of its vote. */
  readonly words: string
}

/** What register, fund, votes and accounts say to a command. */
export type Seen = {
  readonly fund: boolean
  readonly assembly: boolean
  /** Units of the scope, and how many of them have no area. */
  readonly units: number
  readonly areaUnknown: number
  readonly motion: MotionSeen | undefined
  /** Another use stands on this motion. */
  readonly motionUsed: boolean
  /** Number of the use, which a motion has to name. */
  readonly no: string
  /** What the money stands on still holds: the vote was not revoked. */
  readonly warrantStands: boolean
  readonly shortUnits: number
}

/** A command with what it depends on: who, when, what the place has set, and what is seen. */
export type Ask = Command & {
  readonly by: By
  readonly at: Instant
  readonly params: Params
  readonly seen: Seen
}

export const NOTHING: Seen = {
  fund: true,
  assembly: true,
  units: 0,
  areaUnknown: 0,
  motion: undefined,
  motionUsed: false,
  no: '',
  warrantStands: true,
  shortUnits: 0,
}
