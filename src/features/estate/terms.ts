import type { Terms } from '../../kernel/terms.ts'

/** The words of this slice. */
export const terms = {
  estate: { zh: '小区（物业管理区域）', source: 'C-180' },
  unit: { zh: '专有部分', source: 'C-141' },
  owner: { zh: '业主', source: 'C-140' },
  title: { zh: '产权', source: 'C-140' },
  coOwners: { zh: '共有人', source: 'C-145' },
  share: { zh: '份额', source: 'C-145' },
  developer: { zh: '建设单位', source: 'C-143' },
  handOver: { zh: '交付', source: 'C-143' },
  parkingRule: { zh: '车位、储藏室是否计入投票权', source: 'C-148' },
} as const satisfies Terms
