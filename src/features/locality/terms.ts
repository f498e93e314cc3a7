import type { Terms } from '../../kernel/terms.ts'

export const TERMS: Terms = {
  locality: { zh: '地方', note: '省或市带来的本地数据' },
  ruleValue: { zh: '规则参数' },
  national: { zh: '全国' },
  province: { zh: '全省' },
  city: { zh: '本市' },
  operator: { zh: '本市录入' },
  localDefault: { zh: '默认参数' },
  conflict: { zh: '与上位法不一致', note: '地方参数弱于上位法时从严，并记录在案' },
}
