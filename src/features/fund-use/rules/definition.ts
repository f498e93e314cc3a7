import { type Definition, procedure } from '../../../kernel/procedure/definition.ts'
import * as basis from './basis.ts'
import type { Gate } from './gates.ts'
import type { Route } from './matters.ts'
import { UNTIL_HELD, WORKS } from './stages.ts'
import type { Action, Step } from './state.ts'
import { STEPS } from './steps.ts'

/** Who acts, in the words of the access table. */
export type Role = 'communityWorker' | 'unitLead' | 'resident'

export type FundUse = Definition<Step, Action, Role, Gate>

const ID = 'fund-use'
const VERSION = '2026.1'
const CLERK = ['communityWorker'] as const
const LEAD = ['unitLead'] as const
const BOTH = ['communityWorker', 'unitLead'] as const

/** The payment, and what everybody sees of it. */
const PAYMENT = {
  proposePay: {
    zh: '发出划转通知',
    from: ['cleared'],
    to: ['same'],
    by: BOTH,
    gates: ['warrant-stands'],
    basis: [basis.AUTHORITY_REVIEWS, basis.COMMITTEE_REVIEWS, basis.TWO_PEOPLE],
  },
  pay: {
    zh: '批准划转',
    from: ['cleared'],
    to: ['paid'],
    by: BOTH,
    gates: ['pay-proposed', 'another-person-pays', 'warrant-stands'],
    basis: [basis.BANK_PAYS, basis.TWO_PEOPLE],
  },
  post: {
    zh: '公布使用结果',
    from: ['paid'],
    to: ['posted'],
    by: CLERK,
    gates: ['in-order', 'long-enough'],
    basis: [basis.PUBLISHED, basis.POSTING],
  },
  object: {
    zh: '提出异议',
    from: ['completed', 'accepted', 'finalised', 'audited', 'posted'],
    to: ['same'],
    by: ['resident', 'communityWorker'],
    gates: ['still-open'],
    basis: [basis.OBJECTIONS],
  },
  answer: {
    zh: '答复异议',
    from: ['completed', 'accepted', 'finalised', 'audited', 'posted'],
    to: ['same'],
    by: CLERK,
    gates: ['objection-open'],
    basis: [basis.OBJECTIONS],
  },
  close: {
    zh: '归档',
    from: ['posted'],
    to: ['closed'],
    by: CLERK,
    gates: ['posting-over', 'all-answered'],
    basis: [basis.POSTING, basis.OBJECTIONS],
  },
} as const

/** Ways out: before the works, while they run, and after the money went. */
const OUT = {
  withdraw: {
    zh: '撤回',
    from: ['applied', 'approved', 'held'],
    to: ['withdrawn'],
    by: CLERK,
    gates: [],
    basis: [basis.TAKEN_BACK],
  },
  reclaim: {
    zh: '追回款项',
    from: ['paid', 'posted', 'closed'],
    to: ['recovering'],
    by: BOTH,
    gates: ['vote-undone'],
    basis: [basis.STOPPED, basis.BINDING],
  },
  recover: {
    zh: '登记追回',
    from: ['recovering'],
    to: ['stopped'],
    by: LEAD,
    gates: [],
    basis: [basis.STOPPED],
  },
} as const

/**
 * How a repair fund is used, before and after it was handed to the owners' assembly: one definition with one switch. The
 * works come before the money is asked for, as in the ministries' measures; what is ours is that the budget is set aside
 * first. An emergency takes the place of the vote, and of nothing else.
 *
 * @param route where the money lies: the authority reviews, or the owners' committee does and the authority files
 */
const fundUse = (route: Route): FundUse => {
  const authority = route === 'authority'
  const reviewed = authority ? (['requested'] as const) : (['consented'] as const)
  const stoppable = [
    'approved',
    'held',
    'working',
    'completed',
    'accepted',
    'finalised',
    'audited',
    'requested',
  ] as const
  return procedure<Step, Action, Role, Gate>({
    id: `${ID}-${route}`,
    version: VERSION,
    zh: authority ? '维修资金使用（划转业主大会前）' : '维修资金使用（划转业主大会后）',
    start: 'applied',
    steps: STEPS,
    actions: {
      apply: {
        zh: '申请使用',
        from: ['new'],
        to: ['applied'],
        by: CLERK,
        gates: [
          'fund-there',
          'assembly-there',
          'scope-there',
          'areas-known',
          'not-excluded',
          'warranty-over',
          'on-the-list',
          'enough-quotations',
          'budget-covers',
        ],
        basis: [authority ? basis.BEFORE_TRANSFER : basis.PLAN, basis.PURPOSE, basis.QUOTED, basis.WHOLE_SCOPE],
      },
      ...UNTIL_HELD,
      ...WORKS,
      consent: {
        zh: '业主委员会审核同意',
        from: authority ? [] : ['requested'],
        to: ['consented'],
        by: CLERK,
        gates: ['in-order'],
        basis: [basis.COMMITTEE_REVIEWS],
      },
      review: {
        zh: '主管部门审核同意',
        from: authority ? ['requested'] : [],
        to: ['cleared'],
        by: LEAD,
        gates: ['warrant-stands'],
        basis: [basis.AUTHORITY_REVIEWS],
      },
      file: {
        zh: '主管部门备案',
        from: authority ? [] : ['consented'],
        to: ['cleared'],
        by: LEAD,
        gates: ['warrant-stands'],
        basis: [basis.COMMITTEE_REVIEWS],
      },
      sendBack: { zh: '责令改正', from: reviewed, to: ['audited'], by: LEAD, gates: [], basis: [basis.PUT_RIGHT] },
      ...PAYMENT,
      ...OUT,
      stop: {
        zh: '停止使用',
        from: [...stoppable, ...(authority ? [] : (['consented'] as const)), 'cleared'],
        to: ['stopped'],
        by: BOTH,
        gates: [],
        basis: [basis.STOPPED, basis.BINDING],
      },
    },
  })
}

export const BEFORE_TRANSFER = fundUse('authority')
export const AFTER_TRANSFER = fundUse('assembly')

/** The definition a use is under. */
export const definitionOf = (route: Route): FundUse => (route === 'authority' ? BEFORE_TRANSFER : AFTER_TRANSFER)
