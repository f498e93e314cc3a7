import type { RefusalTable } from '../../kernel/refusal.ts'

/** Why something cannot be done to a budget or an expense. Words: messages/, key `refusals.<tag>`. */
export const REFUSALS = {
  'wrong-step': { status: 409 },
  'not-yours': { status: 403 },
  'public-text-personal': { status: 422 },
  'words-personal': { status: 422 },
  'place-unknown': { status: 422 },
  'no-amount-set': { status: 422 },
  'reason-wanted': { status: 422 },
  'granted-before': { status: 409 },
  'no-grant': { status: 409 },
  'other-budget': { status: 422 },
  'category-not-listed': { status: 422 },
  'budget-short': { status: 409 },
  'same-person': { status: 403 },
  'above-plan': { status: 422 },
  'year-not-over': { status: 422 },
  'year-end-fixed': { status: 422 },
  'nothing-left': { status: 409 },
  'quarter-not-over': { status: 422 },
  'before-budget': { status: 422 },
  'posting-short': { status: 422 },
  'published-before': { status: 409 },
} as const satisfies RefusalTable<string>
