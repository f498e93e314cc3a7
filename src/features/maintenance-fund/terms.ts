import type { Terms } from '../../kernel/terms.ts'

export const terms = {
  maintenanceFund: { zh: '住宅专项维修资金' },
  unitAccount: { zh: '分户账' },
  allocation: { zh: '分摊' },
  dailyProduct: { zh: '积数' },
  interest: { zh: '利息' },
} as const satisfies Terms
