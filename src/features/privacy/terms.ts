import type { Terms } from '../../kernel/terms.ts'

export const terms = {
  processingRecord: { zh: '处理情况记录', source: '个人信息保护法第五十五条' },
  consent: { zh: '同意', source: '个人信息保护法第十四条' },
  legalHold: { zh: '暂缓删除', note: '诉讼、检查或投诉期间不得删除' },
  publicationHold: { zh: '公开拦截', note: '公开内容中发现个人信息，须由另一个人放行' },
  purpose: { zh: '用途', note: '查看个人信息要从固定的用途里选一项' },
} as const satisfies Terms
