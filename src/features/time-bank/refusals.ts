import type { RefusalTable } from '../../kernel/refusal.ts'

/** Why something cannot be done in a time bank. Words: messages/, key `refusals.<tag>`. */
export const REFUSALS = {
  'not-yours': { status: 403 },
  'no-scheme': { status: 409 },
  'place-unknown': { status: 422 },
  'scheme-known': { status: 409 },
  'scheme-closed': { status: 409 },
  'rule-known': { status: 409 },
  'not-a-volunteer': { status: 409 },
  'guarantee-unread': { status: 422 },
  'member-known': { status: 409 },
  'not-a-member': { status: 409 },
  'switch-off': { status: 409 },
  'basis-missing': { status: 422 },
  'short-of-time': { status: 409 },
  'not-yet': { status: 409 },
  'service-unknown': { status: 422 },
  'paid-already': { status: 409 },
  'relative-known': { status: 409 },
  'clearing-full': { status: 409 },
  'same-scheme': { status: 422 },
  'posted-already': { status: 409 },
  'credit-unknown': { status: 422 },
  'taken-back-already': { status: 409 },
  'nothing-to-settle': { status: 409 },
  'name-missing': { status: 422 },
} as const satisfies RefusalTable<string>
