import type { Terms } from '../../kernel/terms.ts'

export const terms = { inbox: { zh: '通知' } } as const satisfies Terms
