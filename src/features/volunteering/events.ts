import type { Instant } from '../../kernel/time.ts'
import type { Topic } from './rules/kinds.ts'

/** Outbox topic: a service was recorded, with what both sides or the reviewer said. */
export const SERVICE_RECORDED = 'volunteering.recorded'

/** What others may react to. No personal data: party ids only. */
export type ServiceRecorded = {
  readonly service: string
  readonly volunteer: string
  readonly party: string
  /** Who was helped; null for an activity. */
  readonly requester: string | null
  readonly area: string
  readonly topic: Topic
  /** Of the activity or need: what a scheme may value higher. */
  readonly skill: string | null
  readonly from: Instant
  readonly to: Instant
  readonly minutes: number
}
