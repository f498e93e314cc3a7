import type { Basis } from '../../../kernel/cite.ts'

/** A number a place may set, with where it comes from. */
export type Held = { readonly value: number; readonly basis: Basis }

/** What holds for the bodies of owners on a day. Shares in percent; see rule-values.ts. */
export type BodyParams = {
  readonly deliveredPercent: Held
  readonly deliveredYears: Held
  readonly applicantsPercent: Held
  readonly groupMin: Held
  readonly groupPostingDays: Held
  readonly groupDays: Held
  readonly firstMeetingDays: Held
  readonly noticeDays: Held
  readonly seatsMin: Held
  readonly seatsMax: Held
  readonly termYears: Held
  readonly filingDays: Held
  readonly meetingNoticeDays: Held
  readonly decisionPostingDays: Held
  readonly renewalMonths: Held
}
