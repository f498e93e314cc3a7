import type { Terms } from '../../kernel/terms.ts'

export const terms = {
  deadDelivery: { zh: '未送达的事件', note: '多次尝试都没有处理成功的内部事件' },
  consumer: { zh: '处理方' },
  maintenance: { zh: '维护预告', note: '什么时候做什么、影响什么;显示在公开的运行状态页' },
  component: { zh: '系统的部分', note: '页面、数据库、后台处理、公开日志,各自正常或不正常' },
} as const satisfies Terms
