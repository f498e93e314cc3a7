import type { RefusalTable } from '../../kernel/refusal.ts'

/** One line per tag; words in messages/. */
export const refusals = {
  'delivery-unknown': { status: 404 },
} as const satisfies RefusalTable<string>
