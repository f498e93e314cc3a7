import type { RefusalTable } from '../../kernel/refusal.ts'
import { REFUSALS as PHOTOS } from '../../platform/files/refusals.ts'

/** Why something cannot be done to a decision. Words: messages/, key `refusals.<tag>`. */
export const REFUSALS = {
  ...PHOTOS,
  'wrong-step': { status: 409 },
  'not-yours': { status: 403 },
  'words-personal': { status: 422 },
  'place-unknown': { status: 422 },
  'not-a-village': { status: 422 },
  'the-collectives': { status: 422 },
  'numbers-differ': { status: 422 },
  'more-than-members': { status: 422 },
  'in-future': { status: 422 },
  'before-last-step': { status: 422 },
  'not-agreed': { status: 422 },
  'not-merged-here': { status: 422 },
  'materials-late': { status: 422 },
  'notice-short': { status: 422 },
  'not-empowered': { status: 422 },
  'no-rule': { status: 422 },
  'posting-short': { status: 422 },
  'posting-ended': { status: 409 },
  'posting-runs': { status: 409 },
  'no-such-objection': { status: 422 },
  'objections-open': { status: 409 },
  'objection-upheld': { status: 409 },
} as const satisfies RefusalTable<string>
