import type { By } from '../../../kernel/procedure/fact.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Params } from './params.ts'
import type { Command, VoteState } from './state.ts'

/** What the register and the papers say at the moment of a command. */
export type Seen = {
  /** Units of the scope, and how many of them the papers have reached. */
  readonly units: number
  readonly served: number
  /** Whether the estate has settled that parking spaces count, or that they do not. */
  readonly parkingSettled: boolean
  /** What is wrong with the register: units without an owner, units that stand in it twice. */
  readonly faults: number
  readonly faultyUnit: string
  /** Paper ballots that one person has entered and nobody has checked. */
  readonly papersWaiting: number
  /** Whether one waits for the unit the command names. */
  readonly paperWaits: boolean
  /** Items of the agenda for which no rule was in force on the day of the notice. */
  readonly lawless: number
}

/** A command with what it depends on: who, when, what the place has set, and what the register says. */
export type Ask = Command & {
  readonly by: By
  readonly at: Instant
  readonly params: Params
  readonly seen: Seen
}

/** The vote a command is about; undefined while it is only to be convened. */
export type State = VoteState | undefined

/** A condition: the refusal with its numbers, or undefined when it holds. */
export type Check = (state: State, ask: Ask) => Refusal | undefined
