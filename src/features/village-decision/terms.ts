import type { Terms } from '../../kernel/terms.ts'

/** The words of this slice. */
export const terms = {
  villageDecision: { zh: '四议两公开', source: 'C-120' },
  reviewedDecision: { zh: '四议一审两公开', source: 'C-127' },
  propose: { zh: '提议', source: 'C-120' },
  discuss: { zh: '商议', source: 'C-120' },
  deliberate: { zh: '审议', source: 'C-120' },
  review: { zh: '审核', source: 'C-127' },
  resolve: { zh: '决议', source: 'C-120' },
  posting: { zh: '公示', source: 'C-125' },
  objection: { zh: '异议', source: 'C-106' },
  villagersAssembly: { zh: '村民会议', source: 'C-052' },
  villagersRepresentatives: { zh: '村民代表会议', source: 'C-057' },
} as const satisfies Terms
