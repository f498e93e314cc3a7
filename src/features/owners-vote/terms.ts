import type { Terms } from '../../kernel/terms.ts'

/** The words of this slice. */
export const terms = {
  ownersVote: { zh: '业主表决', source: 'C-160' },
  motion: { zh: '议题', source: 'C-191' },
  roll: { zh: '表决名册', source: 'X-006' },
  ballot: { zh: '选票', source: 'C-198' },
  turnout: { zh: '参与表决比例', source: 'C-161' },
  assent: { zh: '同意比例', source: 'C-163' },
  proxy: { zh: '委托代理', source: 'C-149' },
  delivery: { zh: '送达', source: 'C-193' },
  extension: { zh: '延期', source: 'C-197' },
  receipt: { zh: '投票回执', source: 'C-200' },
} as const satisfies Terms
