import type { Terms } from '../../kernel/terms.ts'

/** The words of this slice. */
export const terms = {
  deliberation: { zh: '协商', source: 'C-028' },
  topic: { zh: '议题', source: 'C-106' },
  resolution: { zh: '协商意见', source: 'C-104' },
  statement: { zh: '观点' },
  opinion: { zh: '赞成、反对、跳过' },
  opinionGroup: { zh: '意见群' },
  consensus: { zh: '共识' },
  zone: { zh: '座区', source: 'C-110' },
  signIn: { zh: '签到', source: 'C-110' },
  speakingOrder: { zh: '发言顺序', source: 'C-110' },
  rating: { zh: '评价', source: 'C-106' },
  coordinationCommittee: { zh: '社区建设协调委员会', source: 'C-112' },
  jointMeeting: { zh: '党建联席会议', source: 'C-113' },
  method116: { zh: '“116”工作法', source: 'C-109' },
  matterOfList: { zh: '协商事项清单', source: 'C-111' },
} as const satisfies Terms
