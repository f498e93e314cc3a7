import type { Instant } from '../../../kernel/time.ts'
import type { Channel, DeclineReason, Kind, PauseReason, Satisfaction } from './kinds.ts'

export type Step =
  | 'received'
  | 'queued'
  | 'dispatched'
  | 'handling'
  | 'returning'
  | 'paused'
  | 'submitted'
  | 'closed'
  | 'followed-up'
  | 'archived'
  | 'declined'
  | 'withdrawn'
  | 'terminated'
  | 'petitioned'

/** An organisation as a command names it: its kind decides what it may be asked. */
export type Unit = { readonly id: string; readonly kind: string }

export type Assist = Unit & { readonly state: 'asked' | 'replied' | 'waived' }

/** Something asked for that another person must decide. */
export type Pending =
  | {
      readonly kind: 'extend'
      readonly by: string
      readonly at: Instant
      readonly workdays: number
      readonly special: boolean
    }
  | { readonly kind: 'pause'; readonly by: string; readonly at: Instant; readonly reason: PauseReason }

export type FollowUp = {
  readonly at: Instant
  readonly reached: boolean
  readonly resolved: boolean | null
  readonly satisfaction: Satisfaction | null
}

/** The order as its facts make it; the stored row is a projection of this. */
export type OrderState = {
  readonly step: Step
  /** 1 for the first handling, +1 each time the order is reopened. */
  readonly round: number
  /** +1 each time it is sent to a lead unit. */
  readonly turn: number
  readonly kind: Kind
  readonly category: string
  readonly urgent: boolean
  readonly channel: Channel
  /** Area path of the place, 9 (town), 12 (community) or 15 (grid) characters. */
  readonly area: string
  readonly anonymous: boolean
  readonly confidential: boolean
  /** Whether the requester left any way to be reached; without one nobody can be required to contact them. */
  readonly contactable: boolean
  /** The matter is at a place someone has to go to. */
  readonly onSite: boolean
  /** Organisation complained about: it may not handle the complaint (B-008). */
  readonly about: string | null
  readonly lead: Unit | null
  readonly assists: readonly Assist[]
  /** The desk has ruled who is responsible: no further return (B-014). */
  readonly designated: boolean
  readonly assignee: string | null
  readonly recused: readonly string[]
  readonly receivedAt: Instant
  readonly dispatchedAt: Instant | null
  readonly signedAt: Instant | null
  readonly contactedAt: Instant | null
  readonly arrivedAt: Instant | null
  readonly submittedAt: Instant | null
  readonly submittedBy: string | null
  readonly closedAt: Instant | null
  readonly archivedAt: Instant | null
  readonly evidence: number
  readonly extensions: number
  readonly returns: number
  readonly reminders: number
  readonly supervised: boolean
  readonly pending: Pending | null
  readonly pausedSince: Instant | null
  readonly followUp: FollowUp | null
  /** Failed attempts to reach the requester for the follow-up of this round. */
  readonly attempts: number
  readonly rating: { readonly at: Instant; readonly satisfaction: Satisfaction; readonly resolved: boolean } | null
  readonly declined: DeclineReason | null
  readonly published: boolean
  /** Requester, as a party id, so that the rules can tell a person from the one who decides; null when anonymous. */
  readonly requester: string | null
  readonly locality: string
  /** Brought in from another system: its steps there are not known, only its dates. */
  readonly imported: boolean
  /** `id@version` of the definition it was opened under, and is handled by to its end. */
  readonly procedure: string | null
}

/** Who did it: party, and the organisation on whose behalf. */
export type By = { readonly party: string | null; readonly organisation: string | null; readonly role: string }

/** A fact: what was done, when, by whom, with the data that matter to the rules. Text lives beside it, never in it. */
export type Fact = {
  readonly seq: number
  readonly at: Instant
  readonly by: By
} & Command

export type Command =
  | {
      readonly action: 'accept'
      readonly kind: Kind
      readonly category: string
      readonly urgent: boolean
      readonly channel: Channel
      readonly area: string
      readonly anonymous: boolean
      readonly confidential: boolean
      readonly contactable: boolean
      readonly onSite: boolean
      readonly about: string | null
      readonly requester: string | null
      readonly locality: string
      readonly imported?: true
      /** `id@version` of the definition; `decide` puts it in. */
      readonly procedure?: string
      /** When the caller spoke, if earlier than the entry: the clock from receipt runs from then. */
      readonly saidAt: Instant | null
    }
  | {
      readonly action: 'amend'
      readonly kind: Kind
      readonly category: string
      readonly urgent: boolean
      readonly area: string
      readonly onSite: boolean
    }
  | { readonly action: 'admit' }
  | { readonly action: 'decline'; readonly reason: DeclineReason }
  | { readonly action: 'answer' }
  | { readonly action: 'dispatch'; readonly lead: Unit; readonly assists: readonly Unit[]; readonly onList: boolean }
  | { readonly action: 'recall' }
  | { readonly action: 'sign' }
  | { readonly action: 'assign'; readonly assignee: string }
  | { readonly action: 'recuse'; readonly party: string }
  | { readonly action: 'contact'; readonly reached: boolean }
  | { readonly action: 'arrive'; readonly photos: number }
  | { readonly action: 'progress' }
  | { readonly action: 'assistReply'; readonly organisation: string }
  | { readonly action: 'waiveAssist'; readonly organisation: string }
  | { readonly action: 'askExtension'; readonly workdays: number; readonly special: boolean }
  | { readonly action: 'grantExtension'; readonly workdays: number }
  | { readonly action: 'refuseExtension' }
  | { readonly action: 'askPause'; readonly reason: PauseReason }
  | { readonly action: 'grantPause'; readonly reason: PauseReason }
  | { readonly action: 'refusePause' }
  | { readonly action: 'resume' }
  | { readonly action: 'askReturn' }
  | { readonly action: 'grantReturn' }
  | { readonly action: 'designate'; readonly lead: Unit; readonly assists: readonly Unit[]; readonly onList: boolean }
  | { readonly action: 'submit'; readonly evidence: number; readonly hasResult: boolean }
  | { readonly action: 'sendBack' }
  | { readonly action: 'close' }
  | {
      readonly action: 'followUp'
      readonly reached: boolean /** Reached, or tried as often as asked. */
      readonly final: boolean
      readonly resolved: boolean | null
      readonly satisfaction: Satisfaction | null
    }
  | { readonly action: 'rate'; readonly satisfaction: Satisfaction; readonly resolved: boolean }
  | { readonly action: 'reopen' }
  | { readonly action: 'archive' }
  | { readonly action: 'publish' }
  | { readonly action: 'unpublish' }
  | { readonly action: 'remind' }
  | { readonly action: 'supervise' }
  | { readonly action: 'withdraw' }
  | { readonly action: 'terminate' }
  | { readonly action: 'toPetition' }
  | { readonly action: 'claim'; readonly requester: string }
  /** History brought in from another system: how often it was passed on, whether it was answered, its channel in their word. */
  | { readonly action: 'record'; readonly transfers: number; readonly replied: boolean; readonly channelSaid: string }

export type Action = Command['action']
