import type { Framed } from '../../../kernel/procedure/fact.ts'
import type { Objection, Posting } from '../../../kernel/procedure/posting.ts'
import type { Instant, LocalDate } from '../../../kernel/time.ts'
import type { Acceptor, Cause, Emergency, Part, Route } from './matters.ts'

export type Step =
  | 'applied'
  | 'approved'
  | 'held'
  | 'working'
  | 'completed'
  | 'accepted'
  | 'finalised'
  | 'audited'
  | 'requested'
  | 'consented'
  | 'cleared'
  | 'paid'
  | 'posted'
  | 'recovering'
  | 'closed'
  | 'declined'
  | 'withdrawn'
  | 'stopped'

/** Whose accounts bear it: all of an estate, a building, a stairwell. */
export type Scope =
  | { readonly kind: 'estate' }
  | { readonly kind: 'building'; readonly building: string }
  | { readonly kind: 'stairwell'; readonly building: string; readonly stairwell: string }

/** What a company asks for the works, in fen. */
export type Quotation = { readonly company: string; readonly fen: number; readonly record: string }

/** What stands behind the money: a motion that owners passed, or an emergency that was confirmed. */
export type Warrant =
  | {
      readonly kind: 'vote'
      readonly vote: string
      readonly voteNo: string
      readonly motion: number
      /** SHA-256 of the published count, as the journal has it. */
      readonly count: string
      /** Leaf of the count's entry in the journal. */
      readonly leaf: string
    }
  | { readonly kind: 'emergency'; readonly confirmed: 'street' | 'residents-committee' }

/** What one building bears, for everybody to see. */
export type BuildingPart = {
  readonly building: string
  readonly units: number
  readonly areaDm2: number
  readonly fen: number
}

/** What is asked for; amounts in fen. */
export type Application = {
  readonly estate: string
  readonly area: string
  readonly route: Route
  readonly scope: Scope
  readonly part: Part
  readonly cause: Cause
  /** Which emergency of the local list; null where owners are to vote. */
  readonly emergency: Emergency | null
  readonly budgetFen: number
  readonly quotations: readonly Quotation[]
  /** Which of them is taken, from 1. */
  readonly chosen: number
  /** Last day on which the builder still answers for it. */
  readonly warrantyUntil: LocalDate | null
  readonly units: number
  readonly areaDm2: number
}

export type Command =
  | ({ readonly action: 'apply' } & Application)
  | ({ readonly action: 'pass' } & Omit<Extract<Warrant, { kind: 'vote' }>, 'kind'>)
  | { readonly action: 'confirm'; readonly confirmed: 'street' | 'residents-committee' }
  | { readonly action: 'decline' }
  | { readonly action: 'proposeHold'; readonly fen: number }
  | { readonly action: 'askShortfall'; readonly units: number; readonly fen: number; readonly until: LocalDate }
  | { readonly action: 'hold'; readonly fen: number; readonly buildings: readonly BuildingPart[] }
  | { readonly action: 'begin'; readonly on: LocalDate; readonly photos: number }
  | { readonly action: 'progress'; readonly photos: number }
  | { readonly action: 'complete'; readonly on: LocalDate; readonly photos: number }
  | { readonly action: 'accept'; readonly on: LocalDate; readonly acceptor: Acceptor }
  | { readonly action: 'redo' }
  | { readonly action: 'finalise'; readonly fen: number }
  | { readonly action: 'audit'; readonly on: LocalDate; readonly fen: number; readonly auditor: string }
  | { readonly action: 'waiveAudit' }
  | { readonly action: 'request' }
  | { readonly action: 'consent'; readonly on: LocalDate }
  | { readonly action: 'review' }
  | { readonly action: 'file' }
  | { readonly action: 'sendBack' }
  | { readonly action: 'proposePay' }
  | { readonly action: 'pay'; readonly fen: number; readonly buildings: readonly BuildingPart[] }
  | { readonly action: 'post'; readonly on: LocalDate; readonly until: LocalDate }
  | { readonly action: 'object' }
  | { readonly action: 'answer'; readonly objection: number; readonly upheld: boolean }
  | { readonly action: 'close' }
  | { readonly action: 'withdraw' }
  | { readonly action: 'stop' }
  | { readonly action: 'reclaim' }
  | { readonly action: 'recover'; readonly fen: number }

export type Action = Command['action']

export type Fact = Framed<Command>

/** Who proposed that money moves, and how much, in fen: somebody else approves it. */
export type Proposal = { readonly by: string | null; readonly fen: number }

/** A use of the fund as its facts make it. */
export type UseState = Application & {
  readonly step: Step
  /** `id@version` of the definition it began under. */
  readonly procedure: string
  readonly appliedAt: Instant
  readonly appliedBy: string | null
  readonly warrant: Warrant | null
  /** Day of the last step that has one: none may have been before it. */
  readonly lastOn: LocalDate
  readonly holdProposal: Proposal | null
  readonly payProposal: Proposal | null
  readonly heldFen: number
  /** What the company asks in the end, and what of it was found right. */
  readonly finalFen: number | null
  readonly dueFen: number | null
  readonly paidFen: number
  /** What each building bears: as held, after payment as paid. */
  readonly buildings: readonly BuildingPart[]
  readonly posted: Posting | null
  readonly objections: readonly Objection[]
}
