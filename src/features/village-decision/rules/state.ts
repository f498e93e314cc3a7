import type { Verdict } from '../../../kernel/ballot/tally.ts'
import type { Framed } from '../../../kernel/procedure/fact.ts'
import type { Objection, Posting } from '../../../kernel/procedure/posting.ts'
import type { Instant, LocalDate } from '../../../kernel/time.ts'
import type { Matter } from './matters.ts'

export type Step =
  | 'proposed'
  | 'discussed'
  | 'deliberated'
  | 'reviewed'
  | 'resolved'
  | 'posted'
  | 'executing'
  | 'completed'
  | 'result-posted'
  | 'closed'
  | 'rejected'
  | 'withdrawn'

/** Who decides in the fourth step: all villagers (or one for each household), or their representatives. */
export const BODIES = ['villagers-assembly', 'villagers-representatives'] as const
export type Body = (typeof BODIES)[number]
export const MODES = ['persons', 'households'] as const
export type Mode = (typeof MODES)[number]

/** A meeting as its sign-in sheet and minutes say: 应到, 实到, and how those who came voted. Heads. */
export type Meeting = {
  readonly on: LocalDate
  readonly due: number
  readonly present: number
  readonly agree: number
  readonly against: number
  readonly abstain: number
}

export type Command =
  | {
      readonly action: 'propose'
      readonly area: string
      readonly matter: Matter
      /** 四议一审两公开: the town's party committee looks at it before the decision. */
      readonly review: boolean
      /** The party organisation's meeting was the two committees' as well: one person heads both. */
      readonly merged: boolean
      readonly meeting: Meeting
    }
  | { readonly action: 'discuss'; readonly meeting: Meeting }
  | {
      readonly action: 'deliberate'
      readonly meeting: Meeting
      /** 党员总数 */
      readonly members: number
      /** When the plan went to the members. */
      readonly materialsOn: LocalDate
      readonly verdict: Verdict
    }
  | { readonly action: 'review' }
  | { readonly action: 'sendBack' }
  | {
      readonly action: 'resolve'
      readonly meeting: Meeting
      readonly body: Body
      readonly mode: Mode
      readonly noticedOn: LocalDate
      /** 遇有特殊情况, 临时通知: the reason is in the note. */
      readonly adHoc: boolean
      /** The assembly has empowered its representatives for such matters. */
      readonly empowered: boolean
      readonly verdict: Verdict
    }
  | { readonly action: 'post'; readonly on: LocalDate; readonly until: LocalDate }
  | { readonly action: 'object' }
  | { readonly action: 'answer'; readonly objection: number; readonly upheld: boolean }
  | { readonly action: 'begin' }
  | { readonly action: 'progress' }
  | { readonly action: 'complete' }
  | { readonly action: 'postResult'; readonly on: LocalDate; readonly until: LocalDate }
  | { readonly action: 'close' }
  | { readonly action: 'withdraw' }

export type Action = Command['action']

export type Fact = Framed<Command>

/** A decision as its facts make it. */
export type DecisionState = {
  readonly step: Step
  readonly area: string
  readonly matter: Matter
  readonly review: boolean
  /** `id@version` of the definition it began under. */
  readonly procedure: string
  readonly proposedAt: Instant
  /** Day of the last meeting that moved it on: none may have been before it. */
  readonly metOn: LocalDate
  readonly body: Body | null
  readonly posted: Posting | null
  readonly resultPosted: Posting | null
  readonly objections: readonly Objection[]
}
