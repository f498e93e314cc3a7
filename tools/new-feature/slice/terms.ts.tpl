import type { Terms } from '../../kernel/terms.ts'

export const terms = {
  __camel__: { zh: '__zh__' },
} as const satisfies Terms
