import type { RefusalTable } from '../../kernel/refusal.ts'

/** One line per tag; words in messages/. */
export const refusals = {
  'delivery-unknown': { status: 404 },
  'maintenance-order': { status: 400 },
  'maintenance-over': { status: 400 },
  'maintenance-unknown': { status: 404 },
  'message-unknown': { status: 404 },
} as const satisfies RefusalTable<string>
