import type { Terms } from '../../kernel/terms.ts'

export const terms = {
  source: { zh: '依据(法律、法规、文件、来函)' },
  clause: { zh: '条款原文' },
  confidence: { zh: '来源可靠程度' },
} as const satisfies Terms
