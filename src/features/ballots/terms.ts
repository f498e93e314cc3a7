import type { Terms } from '../../kernel/terms.ts'

export const terms = {
  electorate: { zh: '有表决权的人(户、业主)' },
  ownerGroup: { zh: '按一人计算的业主' },
  turnout: { zh: '参与表决' },
  assent: { zh: '同意' },
  refusedBallot: { zh: '不计入的表决票' },
  runoff: { zh: '另行选举' },
  sealedBallot: { zh: '封存的选票' },
  voteBundle: { zh: '表决包' },
  groupPseudonym: { zh: '业主代号' },
  receipt: { zh: '投票回执' },
  participatoryBudget: { zh: '参与式预算' },
} as const satisfies Terms
