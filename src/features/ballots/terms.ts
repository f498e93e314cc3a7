import type { Terms } from '../../kernel/terms.ts'

export const terms = {
  electorate: { zh: '有表决权的人(户、业主)' },
  ownerGroup: { zh: '按一人计算的业主' },
  turnout: { zh: '参与表决' },
  assent: { zh: '同意' },
  refusedBallot: { zh: '不计入的表决票' },
  runoff: { zh: '另行选举' },
} as const satisfies Terms
