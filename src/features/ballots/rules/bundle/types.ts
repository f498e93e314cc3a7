import type { Opening, Sealed, Sums } from '../../../../kernel/ballot/sealed/types.ts'
import type { Verdict } from '../../../../kernel/ballot/tally.ts'
import type { LocalDate } from '../../../../kernel/time.ts'
import type { Item } from '../owners.ts'

export const BUNDLE_FORMAT = 'linli-vote-bundle/1'

/** What is voted on; the item is the matter's number in 民法典第二百七十八条. */
export type Motion = { readonly motion: string; readonly title: string; readonly item: Item }

/** What a vote is, as announced. All of a bundle is about one register: where motions have different scopes, each scope is a vote. */
export type VoteHeader = {
  /** Code of the city, as its journal has it. */
  readonly city: string
  readonly vote: string
  readonly title: string
  readonly rule: 'cc278'
  /** The day whose rule counts. */
  readonly date: LocalDate
  /** In words: whole estate, which building, which stairwell. */
  readonly scope: string
  /** Instants with offset, as `isoOf` writes them. Both ends belong to the window. */
  readonly opens: string
  readonly closes: string
  /** `registerHash` of the frozen register. */
  readonly register: string
  /** From which text the second generator is hashed, `H_DOMAIN`. */
  readonly hDomain: string
  readonly motions: readonly Motion[]
}

/** An owner group under a pseudonym (`groupPseudonym`), and the area of all its units together in 0.01 m². */
export type RegisterRow = { readonly group: string; readonly areaDm2: number }

/** All ballots of one group: what is hashed into the journal. A motion it did not vote on is not there. */
export type GroupBallot = {
  readonly group: string
  /** The day it was cast on; the hour would tell who it was. */
  readonly day: LocalDate
  readonly sealed: { readonly [motion: string]: Sealed }
}

/** What opens the ballots of one group, by motion. Never leaves the platform, except to the owner as a receipt. */
export type GroupOpening = { readonly group: string; readonly openings: { readonly [motion: string]: Opening } }

/** What an owner keeps: with it he finds and opens his own ballots in what is published. Whoever sees it sees his choices. */
export type Receipt = GroupOpening & { readonly vote: string }

type Shown = readonly [part: number, whole: number]
export type Measures = { readonly heads: Shown; readonly areaDm2: Shown; readonly met: boolean }

/** The count of one motion: the opened sums, and what follows from them. */
export type MotionCount = {
  readonly motion: string
  readonly sums: Sums
  readonly turnout: Measures
  readonly assent: Measures
  readonly result: Verdict
}

export type VoteCount = {
  /** How many ballots were refused, by reason. */
  readonly refused: { readonly [why: string]: number }
  readonly motions: readonly MotionCount[]
}

export type VoteBundle = {
  readonly header: VoteHeader
  readonly register: readonly RegisterRow[]
  readonly ballots: readonly GroupBallot[]
  readonly count: VoteCount
  /** The lines of the journal's own bundle of the vote's stream, as `/journal/export` gives them. */
  readonly journal: readonly string[]
}
