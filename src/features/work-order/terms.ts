import type { Terms } from '../../kernel/terms.ts'

/** The words of this slice. */
export const terms = {
  request: { zh: '诉求', source: 'B-002' },
  workOrder: { zh: '工单', source: 'B-010' },
  accept: { zh: '受理', source: 'B-010' },
  dispatch: { zh: '派单', source: 'B-012' },
  sign: { zh: '签收', source: 'B-010' },
  lead: { zh: '主办', source: 'B-016' },
  assist: { zh: '会办', source: 'B-016' },
  return: { zh: '退单', source: 'B-014' },
  extend: { zh: '延期', source: 'B-033' },
  suspend: { zh: '挂账', source: 'B-044' },
  remind: { zh: '催办', source: 'B-020' },
  supervise: { zh: '督办', source: 'B-020' },
  followUp: { zh: '回访', source: 'B-019' },
  responseRate: { zh: '响应率', source: 'B-023' },
  resolutionRate: { zh: '解决率', source: 'B-023' },
  satisfactionRate: { zh: '满意率', source: 'B-023' },
  urgentList: { zh: '紧急工单清单', source: 'S4-044' },
  clock: { zh: '时限', source: 'B-041' },
} as const satisfies Terms
