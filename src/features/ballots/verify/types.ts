import type { WrittenSums } from '../../../kernel/ballot/sealed/sums.ts'
import type { RegisterRow, VoteHeader } from '../rules/bundle/types.ts'

/** What is checked, in the order it is told. */
export const CHECKS = ['file', 'register', 'window', 'once', 'proofs', 'sums', 'result', 'journal'] as const
export type Check = (typeof CHECKS)[number]

/** What was found: a kind for programs, where, and a sentence. */
export type Fault = {
  readonly check: Check
  readonly problem:
    | 'spelling'
    | 'cut-off'
    | 'register-replaced'
    | 'register-order'
    | 'window-changed'
    | 'outside-window'
    | 'unknown-group'
    | 'unknown-motion'
    | 'already-cast'
    | 'ballot-order'
    | 'proof'
    | 'replayed'
    | 'sum'
    | 'no-rule-in-force'
    | 'turnout'
    | 'result'
    | 'count-changed'
    | 'header-changed'
    | 'added'
    | 'removed'
    | 'journal'
  readonly group?: string
  readonly motion?: string
  readonly said: string
}

type Where = { readonly group?: string; readonly motion?: string }

export const fault = (check: Check, problem: Fault['problem'], said: string, where: Where = {}): Fault => ({
  check,
  problem,
  ...where,
  said,
})

/** None when it holds. */
export const unless = (holds: boolean, otherwise: () => Fault): readonly Fault[] => (holds ? [] : [otherwise()])

/** What every ballot is held against. */
export type Ground = { readonly header: VoteHeader; readonly register: readonly RegisterRow[] }

/** What is known of a ballot line after it was checked. */
export type CheckedBallot = {
  readonly group: string
  readonly day: string
  readonly hash: string
  /** The first commitment of each motion's ballot: two that are alike were copied. */
  readonly marks: readonly (readonly [motion: string, mark: string])[]
}

export type ChunkReport = {
  readonly ballots: readonly CheckedBallot[]
  readonly faults: readonly Fault[]
  /** For each motion of the header: how many sealed ballots, and their sums. */
  readonly motions: readonly { readonly sealed: number; readonly sums: WrittenSums }[]
}
