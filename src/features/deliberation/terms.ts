import type { Terms } from '../../kernel/terms.ts'

/** The words of this slice. */
export const terms = {
  statement: { zh: '观点' },
  opinion: { zh: '赞成、反对、跳过' },
  opinionGroup: { zh: '意见群' },
  consensus: { zh: '共识' },
} as const satisfies Terms
