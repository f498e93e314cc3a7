import type { Verdict } from '../../../kernel/ballot/tally.ts'
import type { Framed } from '../../../kernel/procedure/fact.ts'
import type { Objection, Posting } from '../../../kernel/procedure/posting.ts'
import type { Instant, LocalDate } from '../../../kernel/time.ts'
import type { Declined, Duty, Form, Mechanism, Origin, Part, Party, Scope, Theme, Zone } from './kinds.ts'

export type Step =
  | 'raised'
  | 'listed'
  | 'prepared'
  | 'noticed'
  | 'meeting'
  | 'concluded'
  | 'posted'
  | 'executing'
  | 'completed'
  | 'result-posted'
  | 'closed'
  | 'disputed'
  | 'escalated'
  | 'handed-over'
  | 'submitted'
  | 'declined'
  | 'withdrawn'

/** Who runs it now: the committee of the place, or the town above it. */
export type Level = 'community' | 'town'

/** Seats of one party at the table. Who sits there is in the words beside. */
export type Line = { readonly party: Party; readonly zone: Zone; readonly seats: number }

export type Command =
  | {
      readonly action: 'raise'
      /** Of a community, or of a town. */
      readonly area: string
      readonly origin: Origin
      readonly theme: Theme
      readonly scope: Scope
      /** When the matter came to light (发现). */
      readonly foundOn: LocalDate
      /** Work orders it comes from. */
      readonly orders: number
    }
  | { readonly action: 'screen'; readonly duty: Duty; readonly important: boolean; readonly assembly: boolean }
  | { readonly action: 'decline'; readonly because: Declined }
  /** A duty of the government's: a work order of its own. */
  | { readonly action: 'handOver'; readonly order: string }
  | { readonly action: 'escalate' }
  | { readonly action: 'sendDown' }
  | {
      readonly action: 'prepare'
      readonly form: Form
      readonly mechanism: Mechanism | null
      /** Those of the five parts that say something. */
      readonly filled: readonly Part[]
      readonly lines: readonly Line[]
      /** When the party organisation talked about it; asked for where the matter is important. */
      readonly partyOn: LocalDate | null
    }
  | {
      readonly action: 'notice'
      readonly on: LocalDate
      readonly meetingOn: LocalDate
      /** Minutes after midnight. */
      readonly minute: number
      /** Points of the agenda. */
      readonly points: number
      /** 即时商议: the reason is in the words. */
      readonly adHoc: boolean
    }
  | { readonly action: 'open' }
  | {
      readonly action: 'conclude'
      /** Seats with a voice, and those of them who signed in. */
      readonly due: number
      readonly present: number
      readonly agree: number
      readonly against: number
      readonly abstain: number
      /** By when it is to be carried out. */
      readonly dueOn: LocalDate | null
      readonly verdict: Verdict
      /** Whether there are minutes, and somebody to carry it out. */
      readonly recorded: boolean
      readonly entrusted: boolean
    }
  | { readonly action: 'submit' }
  | { readonly action: 'post'; readonly on: LocalDate; readonly until: LocalDate }
  | { readonly action: 'object' }
  | { readonly action: 'answer'; readonly objection: number; readonly upheld: boolean }
  | { readonly action: 'begin' }
  | { readonly action: 'progress' }
  | { readonly action: 'complete'; readonly on: LocalDate }
  | { readonly action: 'postResult'; readonly on: LocalDate; readonly until: LocalDate }
  | { readonly action: 'close' }
  | { readonly action: 'hide'; readonly statement: number }
  | { readonly action: 'withdraw' }

export type Action = Command['action']

export type Fact = Framed<Command>

/** A topic as its facts make it. */
export type TopicState = {
  readonly step: Step
  readonly area: string
  readonly level: Level
  readonly origin: Origin
  readonly theme: Theme
  readonly scope: Scope
  /** `id@version` of the definition it began under. */
  readonly procedure: string
  readonly raisedAt: Instant
  readonly raiser: string | null
  readonly foundOn: LocalDate
  readonly duty: Duty | null
  readonly important: boolean
  /** The law wants the assembly to decide it: what is agreed here goes there. */
  readonly assembly: boolean
  readonly form: Form | null
  readonly mechanism: Mechanism | null
  readonly lines: readonly Line[]
  /** Which meeting this is, from 1; 0 before the first notice. */
  readonly round: number
  readonly meetingOn: LocalDate | null
  readonly meetingMinute: number | null
  readonly verdict: Verdict | null
  readonly dueOn: LocalDate | null
  readonly doneOn: LocalDate | null
  readonly posted: Posting | null
  readonly resultPosted: Posting | null
  readonly objections: readonly Objection[]
}
