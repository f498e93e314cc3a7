import type { RefusalTable } from '../../kernel/refusal.ts'
import type { RuleTag } from './rules/decide.ts'

/** Why something cannot be done, in the order it is checked. Words: messages/, key `refusals.<tag>`. */
export const refusals = {
  'area-unknown': { status: 422 },
  'not-yours': { status: 403 },
  'wrong-step': { status: 409 },
  'title-missing': { status: 422 },
  'outcome-missing': { status: 422 },
} as const satisfies RefusalTable<RuleTag | 'area-unknown' | 'not-yours'>
