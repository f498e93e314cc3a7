import type { Terms } from '../../kernel/terms.ts'

/** The words of this slice. */
export const terms = {
  committeeElection: { zh: '换届选举', source: 'C-005' },
  electionCommittee: { zh: '选举委员会', source: 'C-008' },
  votersList: { zh: '选民名单', source: 'C-010' },
  nomination: { zh: '提名', source: 'C-011' },
  candidateReview: { zh: '候选人资格审查', source: 'C-067' },
  secretBallot: { zh: '无记名投票', source: 'C-015' },
  namedVote: { zh: '实名表决', source: 'C-199' },
  writingPlace: { zh: '秘密写票处', source: 'C-015' },
  electionProxy: { zh: '委托投票', source: 'C-016' },
  runoff: { zh: '另行选举', source: 'C-014' },
  handover: { zh: '工作移交', source: 'C-021' },
  womansSeat: { zh: '女委员', source: 'C-003' },
} as const satisfies Terms
