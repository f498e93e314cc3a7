import * as basis from './basis.ts'
import type { Part } from './definition-type.ts'
import type { Body } from './state.ts'

const CLERK = ['communityWorker'] as const
const TOWN = ['unitLead'] as const
const LISTING = ['listed'] as const

/** From nomination to the published candidates, with review, hearing and appeal between. */
export const nominating = (
  body: Body,
): Part<'nominate' | 'pass' | 'bar' | 'appeal' | 'decideAppeal' | 'decline' | 'publishCandidates'> => ({
  nominate: {
    zh: '登记提名',
    from: LISTING,
    to: ['same'],
    by: CLERK,
    gates: ['on-the-list', 'not-nominated', 'not-in-committee', 'enough-nominators', 'post-has-seats', 'a-womans-seat'],
    basis: [basis.of(body, basis.NOMINATION), basis.of(body, basis.LEAVES), basis.ON_LIST],
  },
  pass: {
    zh: '审查通过',
    from: LISTING,
    to: ['same'],
    by: TOWN,
    gates: ['under-review'],
    basis: [basis.of(body, basis.BARRED), basis.REVIEW],
  },
  bar: {
    zh: '审查不通过',
    from: LISTING,
    to: ['same'],
    by: TOWN,
    gates: ['under-review', 'heard'],
    basis: [basis.of(body, basis.BARRED), basis.REVIEW],
  },
  appeal: {
    zh: '申诉审查结果',
    from: LISTING,
    to: ['same'],
    by: CLERK,
    gates: ['appeal-in-time'],
    basis: [basis.APPEAL],
  },
  decideAppeal: {
    zh: '复核申诉',
    from: LISTING,
    to: ['same'],
    by: TOWN,
    gates: ['appealed'],
    basis: [basis.APPEAL],
  },
  decline: {
    zh: '放弃参选',
    from: LISTING,
    to: ['same'],
    by: CLERK,
    gates: ['still-candidate'],
    basis: [basis.of(body, basis.NOMINATION)],
  },
  publishCandidates: {
    zh: '公布候选人',
    from: LISTING,
    to: ['standing'],
    by: CLERK,
    gates: [
      'on-in-order',
      'candidates-early-enough',
      'list-settled',
      'all-reviewed',
      'appeals-over',
      'more-than-seats',
    ],
    basis: [basis.of(body, basis.MORE), basis.CANDIDATES_EARLY],
  },
})
