import type { Terms } from '../../kernel/terms.ts'

export const terms = {
  deadDelivery: { zh: '未送达的事件', note: '多次尝试都没有处理成功的内部事件' },
  consumer: { zh: '处理方' },
} as const satisfies Terms
