import type { RefusalTable } from '../../kernel/refusal.ts'

export type LocalityTag = 'rule-unknown' | 'value-wrong' | 'rule-dates' | 'reason-missing' | 'public-text-personal'

/** One line per tag; words in messages/. */
export const REFUSALS: RefusalTable<LocalityTag> = {
  'rule-unknown': { status: 404 },
  'value-wrong': { status: 422 },
  'rule-dates': { status: 422 },
  'reason-missing': { status: 422 },
  'public-text-personal': { status: 422 },
}
