import type { RefusalTable } from '../../kernel/refusal.ts'

/** In the order they are checked. */
export const refusals = {
  unsigned: { status: 404 },
  'tile-unknown': { status: 404 },
  'entry-unknown': { status: 404 },
  'entry-waiting': { status: 409 },
  'size-wrong': { status: 422 },
  'proof-what': { status: 422 },
  'export-what': { status: 422 },
  'stream-unknown': { status: 404 },
  'export-large': { status: 413 },
} as const satisfies RefusalTable<string>

export type Tag = keyof typeof refusals
