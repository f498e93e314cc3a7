import type { Terms } from '../../kernel/terms.ts'

/** The words of this slice. */
export const terms = {
  fundUse: { zh: '维修资金使用', source: 'C-230' },
  useScope: { zh: '列支范围', source: 'C-231' },
  warrant: { zh: '用款依据', source: 'P-10.14' },
  emergencyUse: { zh: '应急使用', source: 'C-238' },
  quotation: { zh: '报价', source: 'P-10.14' },
  hold: { zh: '冻结', source: 'P-10.14' },
  shortfall: { zh: '差额', source: 'C-237' },
  acceptance: { zh: '验收', source: 'C-239' },
  finalAccount: { zh: '决算', source: 'C-242' },
  payRequest: { zh: '申请列支', source: 'C-231' },
  filing: { zh: '备案', source: 'C-232' },
  payment: { zh: '划转', source: 'C-231' },
} as const satisfies Terms
