import type { Instant } from '../../../kernel/time.ts'
import type { ElectionLaw } from './count.ts'
import type { Params } from './params.ts'
import type { By, Command, Count } from './state.ts'

/** What list, candidates and the waiting count say to a command. */
export type Seen = {
  /** Whether the voter named is on the list and not struck. */
  readonly onList: boolean
  /** Whether whoever is named sits in the election committee. */
  readonly inCommittee: boolean
  /** Numbers of nominators that are on no list, or that were given twice. */
  readonly unknownNominators: readonly number[]
  /** How many have given a proxy for this round. */
  readonly proxies: number
  /** The seat of the election committee is somebody's. */
  readonly seatHeld: boolean
  /** The count that waits: whether the same person made it, and where it differs from this one. */
  readonly waiting: { readonly samePerson: boolean; readonly differs: readonly string[] } | null
}

export const NOTHING: Seen = {
  onList: true,
  inCommittee: false,
  unknownNominators: [],
  proxies: 0,
  seatHeld: true,
  waiting: null,
}

/** A command with what it depends on: who, when, what the act and the place have set, and what is on record beside it. */
export type Ask = Command & {
  readonly by: By
  readonly at: Instant
  readonly params: Params
  /** What the act of the polling day asks; undefined when it knows no such election. */
  readonly law: ElectionLaw | undefined
  /** Numbers as entered, for both counts. */
  readonly entered: Count | undefined
  readonly seen: Seen
}
