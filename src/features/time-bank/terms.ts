import type { Terms } from '../../kernel/terms.ts'

/** The words of this slice. */
export const terms = {
  timeBank: { zh: '时间银行', source: 'S1-014' },
  timeCredit: { zh: '可兑换时长', source: 'D-030' },
  honourTime: { zh: '荣誉时长', source: 'D-042' },
  carePool: { zh: '公共时间池（关爱池）', source: 'D-041' },
  coefficient: { zh: '折算系数' },
  clearing: { zh: '通存通兑往来' },
  liability: { zh: '待兑付时长' },
} as const satisfies Terms
