import type { Terms } from '../../kernel/terms.ts'

/** The words of this slice. */
export const terms = {
  volunteering: { zh: '志愿服务', source: 'D-001' },
  volunteer: { zh: '志愿者', source: 'D-002' },
  volunteerGroup: { zh: '志愿服务组织（团体）', source: 'D-014' },
  volunteerActivity: { zh: '志愿服务活动', source: 'D-003' },
  shift: { zh: '场次' },
  signUp: { zh: '报名' },
  waitingList: { zh: '候补名单' },
  checkIn: { zh: '签到', source: 'D-019' },
  helpNeed: { zh: '服务需求', source: 'D-019' },
  helpMatch: { zh: '供需对接', source: 'D-019' },
  serviceRecord: { zh: '服务记录', source: 'D-006' },
  serviceCertificate: { zh: '志愿服务记录证明', source: 'D-009' },
  starLevel: { zh: '星级', source: 'D-015' },
} as const satisfies Terms
