import { type Definition, procedure } from '../../../kernel/procedure/definition.ts'
import * as basis from './basis.ts'
import type { Gate } from './gates.ts'
import type { Action, Step } from './state.ts'

/** Who acts, in the words of the access table. */
export type Role = 'communityWorker' | 'unitLead' | 'resident'

export type VillageDecision = Definition<Step, Action, Role, Gate>

const ID = 'village-decision'
const VERSION = '2026.1'
const CLERK = ['communityWorker'] as const

const ends = {
  closed: { zh: '已归档', says: '结果公开期满，异议已全部答复，记录归档。', end: true },
  rejected: { zh: '未获通过', says: '会议依法召开，但同意的人数没有达到规定。', end: true },
  withdrawn: { zh: '已撤回', says: '提出的一方撤回，理由公开。', end: true },
} as const

const CARRIED_OUT = {
  post: {
    zh: '决议公开',
    from: ['resolved'],
    to: ['posted'],
    by: CLERK,
    gates: ['posted-in-order', 'long-enough'],
    basis: [basis.POSTED, basis.RESULT_POSTED],
  },
  object: {
    zh: '提出异议',
    from: ['posted', 'result-posted'],
    to: ['same'],
    by: ['resident', 'communityWorker'],
    gates: ['still-posted'],
    basis: [basis.OBJECTIONS],
  },
  answer: {
    zh: '答复异议',
    from: ['posted', 'result-posted'],
    to: ['same'],
    by: CLERK,
    gates: ['objection-open'],
    basis: [basis.OPEN_OBJECTIONS],
  },
  begin: {
    zh: '开始实施',
    from: ['posted'],
    to: ['executing'],
    by: CLERK,
    gates: ['posting-over', 'all-answered', 'none-upheld'],
    basis: [basis.AFTER_POSTING, basis.OPEN_OBJECTIONS],
  },
  progress: { zh: '记录进展', from: ['executing'], to: ['same'], by: CLERK, gates: [], basis: [basis.EXECUTION] },
  complete: { zh: '实施完毕', from: ['executing'], to: ['completed'], by: CLERK, gates: [], basis: [basis.EXECUTION] },
  postResult: {
    zh: '结果公开',
    from: ['completed'],
    to: ['result-posted'],
    by: CLERK,
    gates: ['posted-in-order', 'long-enough'],
    basis: [basis.POSTED, basis.RESULT_POSTED],
  },
  close: {
    zh: '归档',
    from: ['result-posted'],
    to: ['closed'],
    by: CLERK,
    gates: ['posting-over', 'all-answered'],
    basis: [basis.AFTER_POSTING, basis.OPEN_OBJECTIONS],
  },
} as const

/**
 * 四议两公开, and 四议一审两公开 where a place has the town review what the party members have agreed to: one definition with
 * one switch. What the fourth step takes is the law's to say, whatever a local form says (rulebook C-124).
 *
 * @param review whether the town's review is a step of its own
 */
const villageDecision = (review: boolean): VillageDecision =>
  procedure<Step, Action, Role, Gate>({
    id: review ? `${ID}-reviewed` : ID,
    version: VERSION,
    zh: review ? '四议一审两公开' : '四议两公开',
    start: 'proposed',
    steps: {
      proposed: { zh: '已提议', says: '村党组织已经提议，等待村“两委”会商议。' },
      discussed: { zh: '已商议', says: '村“两委”会已经商议，等待党员大会审议。' },
      deliberated: {
        zh: '已审议',
        says: review
          ? '党员大会已经审议通过，等待镇街审核。'
          : '党员大会已经审议通过，等待村民会议或村民代表会议决议。',
      },
      reviewed: { zh: '已审核', says: '镇街已经审核，等待村民会议或村民代表会议决议。' },
      resolved: { zh: '已决议', says: '会议已经通过，等待在公开栏公布。' },
      posted: { zh: '决议公示', says: '决议正在公示，村民可以查询和提出异议。' },
      executing: { zh: '实施中', says: '公示期满，正在实施。' },
      completed: { zh: '已办完', says: '已经实施完毕，等待公布结果。' },
      'result-posted': { zh: '结果公示', says: '实施结果正在公示，村民可以查询和提出异议。' },
      ...ends,
    },
    actions: {
      propose: {
        zh: '提议',
        from: ['new'],
        to: ['proposed', 'discussed'],
        by: CLERK,
        gates: ['a-village', 'the-villages-own', 'counted', 'in-order', 'more-than-half', 'may-be-merged'],
        basis: [basis.PARTY_FIRST, basis.FOUR_STEPS],
      },
      discuss: {
        zh: '商议',
        from: ['proposed'],
        to: ['discussed'],
        by: CLERK,
        gates: ['counted', 'in-order', 'more-than-half'],
        basis: [basis.FOUR_STEPS],
      },
      deliberate: {
        zh: '审议',
        from: ['discussed'],
        to: ['deliberated', 'same'],
        by: CLERK,
        gates: ['counted', 'within-members', 'in-order', 'materials-in-time'],
        basis: [basis.MEMBERS, basis.FOUR_STEPS],
      },
      review: {
        zh: '审核通过',
        from: review ? ['deliberated'] : [],
        to: ['reviewed'],
        by: ['unitLead'],
        gates: [],
        basis: [basis.TOWN_REVIEW],
      },
      sendBack: {
        zh: '退回修改',
        from: review ? ['deliberated'] : [],
        to: ['proposed'],
        by: ['unitLead'],
        gates: [],
        basis: [basis.TOWN_REVIEW],
      },
      resolve: {
        zh: '决议',
        from: [review ? 'reviewed' : 'deliberated'],
        to: ['resolved', 'rejected', 'same'],
        by: CLERK,
        gates: ['counted', 'in-order', 'noticed', 'empowered', 'law-in-force'],
        basis: [basis.MATTERS, basis.ASSEMBLY, basis.REPRESENTATIVES],
      },
      ...CARRIED_OUT,
      withdraw: {
        zh: '撤回',
        from: [
          'proposed',
          'discussed',
          'deliberated',
          ...(review ? (['reviewed'] as const) : []),
          'resolved',
          'posted',
        ],
        to: ['withdrawn'],
        by: CLERK,
        gates: [],
        basis: [basis.TAKEN_BACK],
      },
    },
  })

export const FOUR_AND_TWO = villageDecision(false)
export const FOUR_ONE_AND_TWO = villageDecision(true)

/** The definition a decision is under. */
export const definitionOf = (review: boolean): VillageDecision => (review ? FOUR_ONE_AND_TWO : FOUR_AND_TWO)
