import { type Definition, procedure } from '../../../kernel/procedure/definition.ts'
import * as basis from './basis.ts'
import type { Gate } from './gates.ts'
import type { Action, Step } from './state.ts'

/** Who acts, in the words of the access table. */
export type Role = 'communityWorker' | 'unitLead' | 'resident'

export type OwnersVote = Definition<Step, Action, Role, Gate>

const CLERK = ['communityWorker'] as const

/**
 * How the owners of an estate, a building or a stairwell decide: agenda and notice, delivery, the frozen roll, ballots by
 * screen, paper and proxy within the window, the count, publicity and objections. Casting a ballot is no step: it is what
 * happens between the roll and the count, while the window is open.
 */
export const OWNERS_VOTE: OwnersVote = procedure<Step, Action, Role, Gate>({
  id: 'owners-vote',
  version: '2026.1',
  zh: '业主共同决定',
  start: 'convened',
  steps: {
    convened: { zh: '已拟定', says: '议题已经拟定，等待通知全体业主。' },
    noticed: { zh: '已通知', says: '已经通知全体业主，议题不再改动，正在送达材料、核对名册。' },
    registered: { zh: '名册已定', says: '表决名册已经核定，在规定的时间内投票。' },
    counted: { zh: '已计票', says: '已经计票，等待公示结果。' },
    posted: { zh: '结果公示', says: '结果正在公示，业主可以查阅和提出异议。' },
    settled: { zh: '已生效归档', says: '公示期满，异议已全部答复，决定对全体业主有约束力。', end: true },
    withdrawn: { zh: '已撤回', says: '投票开始以前撤回，理由公开。', end: true },
    revoked: { zh: '已撤销', says: '被人民法院或者政府撤销，决定不再有效。', end: true },
  },
  actions: {
    convene: {
      zh: '拟定议题',
      from: ['new'],
      to: ['convened'],
      by: CLERK,
      gates: ['some-motions', 'scope-there', 'fits-scope'],
      basis: [basis.MATTERS, basis.SCOPE],
    },
    notice: {
      zh: '通知业主',
      from: ['convened'],
      to: ['noticed'],
      by: CLERK,
      gates: ['not-in-future', 'early-enough', 'window-long-enough', 'law-in-force'],
      basis: [basis.NOTICE, basis.COMMITTEE_TOLD, basis.AGENDA, basis.WINDOW],
    },
    deliver: {
      zh: '登记送达',
      from: ['noticed', 'registered'],
      to: ['same'],
      by: CLERK,
      gates: ['not-in-future', 'some-units'],
      basis: [basis.SERVED, basis.WRITTEN],
    },
    register: {
      zh: '核定名册',
      from: ['noticed'],
      to: ['registered'],
      by: CLERK,
      gates: ['before-opening', 'all-served', 'parking-settled', 'roll-sound', 'somebody'],
      basis: [basis.FROZEN, basis.HEADS, basis.AREAS, basis.PARKING],
    },
    extend: {
      zh: '延期',
      from: ['registered'],
      to: ['same'],
      by: CLERK,
      gates: ['before-closing', 'later', 'extensions-left', 'window-not-too-long'],
      basis: [basis.EXTENSION, basis.WINDOW],
    },
    strike: {
      zh: '划去录错的纸质票',
      from: ['registered'],
      to: ['same'],
      by: CLERK,
      gates: ['paper-waiting'],
      basis: [basis.TWO_PEOPLE],
    },
    count: {
      zh: '计票',
      from: ['registered'],
      to: ['counted'],
      by: [...CLERK, 'unitLead'],
      gates: ['after-closing', 'papers-checked'],
      basis: [basis.SHARES, basis.ONE_BALLOT, basis.TWO_PEOPLE],
    },
    post: {
      zh: '公示结果',
      from: ['counted'],
      to: ['posted'],
      by: CLERK,
      gates: ['posted-in-order', 'long-enough'],
      basis: [basis.POSTING, basis.INSPECTION],
    },
    object: {
      zh: '提出异议',
      from: ['posted'],
      to: ['same'],
      by: ['resident', 'communityWorker'],
      gates: ['still-posted'],
      basis: [basis.OBJECTIONS],
    },
    answer: {
      zh: '答复异议',
      from: ['posted'],
      to: ['same'],
      by: CLERK,
      gates: ['objection-open'],
      basis: [basis.OBJECTIONS],
    },
    settle: {
      zh: '生效归档',
      from: ['posted'],
      to: ['settled'],
      by: CLERK,
      gates: ['posting-over', 'all-answered', 'none-upheld'],
      basis: [basis.AFTER_POSTING, basis.BINDING],
    },
    revoke: {
      zh: '登记撤销',
      from: ['counted', 'posted', 'settled'],
      to: ['revoked'],
      by: ['unitLead'],
      gates: [],
      basis: [basis.GOVERNMENT, basis.COURT],
    },
    withdraw: {
      zh: '撤回',
      from: ['convened', 'noticed', 'registered'],
      to: ['withdrawn'],
      by: CLERK,
      gates: ['nobody-votes'],
      basis: [basis.TAKEN_BACK],
    },
  },
})
