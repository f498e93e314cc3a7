import type { Verdict } from '../../../kernel/ballot/tally.ts'
import type { Framed } from '../../../kernel/procedure/fact.ts'
import type { Objection, Posting } from '../../../kernel/procedure/posting.ts'
import type { Instant, LocalDate } from '../../../kernel/time.ts'

export type Step = 'convened' | 'noticed' | 'registered' | 'counted' | 'posted' | 'settled' | 'withdrawn' | 'revoked'

/** The nine matters of 民法典第二百七十八条, by their number there. */
export const ITEMS = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const
export type Item = (typeof ITEMS)[number]

/** Who decides: all owners, those of a building, those of one stairwell (rulebook C-169). */
export type Scope =
  | { readonly kind: 'estate' }
  | { readonly kind: 'building'; readonly building: string }
  | { readonly kind: 'stairwell'; readonly building: string; readonly stairwell: string }

export const HOWS = ['hand', 'post', 'message', 'board'] as const
/** How the papers reached a unit; `board` is a notice where everybody passes, for those who could not be reached. */
export type How = (typeof HOWS)[number]

export type Motion = { readonly no: number; readonly item: Item }

/** What a part of the owners comes to: whole numbers, so that anybody can add them again. */
export type Parts = {
  readonly all: number
  readonly present: number
  readonly agree: number
  readonly oppose: number
  readonly abstain: number
}

/** What one motion came to. Areas in 0.01 m². */
export type MotionResult = {
  readonly no: number
  readonly item: Item
  readonly heads: Parts
  readonly areaDm2: Parts
  readonly result: Verdict
}

export type Command =
  | {
      readonly action: 'convene'
      readonly estate: string
      readonly area: string
      readonly scope: Scope
      readonly motions: readonly Motion[]
    }
  | { readonly action: 'notice'; readonly on: LocalDate; readonly opens: Instant; readonly closes: Instant }
  | { readonly action: 'deliver'; readonly how: How; readonly on: LocalDate; readonly units: number }
  | {
      readonly action: 'register'
      readonly heads: number
      readonly areaDm2: number
      readonly units: number
      /** SHA-256 over the roll as it is published. */
      readonly hash: string
    }
  | { readonly action: 'extend'; readonly closes: Instant }
  | { readonly action: 'strike'; readonly unit: string }
  | { readonly action: 'count'; readonly results: readonly MotionResult[]; readonly ballots: number }
  | { readonly action: 'post'; readonly on: LocalDate; readonly until: LocalDate }
  | { readonly action: 'object' }
  | { readonly action: 'answer'; readonly objection: number; readonly upheld: boolean }
  | { readonly action: 'settle' }
  | { readonly action: 'revoke'; readonly authority: 'court' | 'government' }
  | { readonly action: 'withdraw' }

export type Action = Command['action']

export type Fact = Framed<Command>

/** A vote as its facts make it. */
export type VoteState = {
  readonly step: Step
  readonly estate: string
  readonly area: string
  readonly scope: Scope
  readonly motions: readonly Motion[]
  /** `id@version` of the definition it began under. */
  readonly procedure: string
  readonly convenedAt: Instant
  /** Day of the notice: the rules of that day hold to the end (rulebook X-007). */
  readonly noticedOn: LocalDate | null
  readonly opens: Instant | null
  readonly closes: Instant | null
  readonly extensions: number
  readonly roll: {
    readonly heads: number
    readonly areaDm2: number
    readonly units: number
    readonly hash: string
  } | null
  readonly results: readonly MotionResult[] | null
  readonly posted: Posting | null
  readonly objections: readonly Objection[]
}
