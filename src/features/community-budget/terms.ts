import type { Terms } from '../../kernel/terms.ts'

/** The words of this slice. */
export const terms = {
  officeBudget: { zh: '办公经费补助', source: 'E-051' },
  serviceBudget: { zh: '服务群众专项经费', source: 'E-051' },
  yearlyGrant: { zh: '年度拨付', source: 'E-051' },
  plannedExpense: { zh: '安排支出' },
  carryOver: { zh: '结转' },
  quarterlyStatement: { zh: '季度收支', source: 'C-035' },
} as const satisfies Terms
