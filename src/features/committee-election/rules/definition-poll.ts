import * as basis from './basis.ts'
import type { Part } from './definition-type.ts'
import type { Body } from './state.ts'

const CLERK = ['communityWorker'] as const

/** The poll and its count: what is entered is what was read aloud, by two people. */
export const polling = (
  body: Body,
): Part<'open' | 'firstCount' | 'strikeCount' | 'secondCount' | 'post' | 'again'> => ({
  open: {
    zh: '开始投票',
    from: ['standing'],
    to: ['polling'],
    by: CLERK,
    gates: ['polling-day', 'secret-place', 'met-voters', 'proxies-published'],
    basis: [basis.of(body, basis.SECRET), basis.of(body, basis.BOOTH), basis.PAPER_ONLY],
  },
  firstCount: {
    zh: '首次录入计票',
    from: ['polling'],
    to: ['same'],
    by: ['communityWorker', 'unitLead'],
    gates: ['none-waits', 'numbers-fit'],
    basis: [basis.TWO_PEOPLE, basis.COUNTED],
  },
  strikeCount: {
    zh: '作废第一次录入',
    from: ['polling'],
    to: ['same'],
    by: ['communityWorker', 'unitLead'],
    gates: ['one-waits'],
    basis: [basis.TWO_PEOPLE],
  },
  secondCount: {
    zh: '复核录入计票',
    from: ['polling'],
    to: ['counted'],
    by: ['communityWorker', 'unitLead'],
    gates: ['one-waits', 'another-person', 'numbers-fit', 'entries-agree'],
    basis: [basis.TWO_PEOPLE, basis.of(body, basis.VALID), basis.of(body, basis.ELECTED), basis.of(body, basis.RUNOFF)],
  },
  post: {
    zh: '公布结果',
    from: ['counted'],
    to: ['posted'],
    by: CLERK,
    gates: ['same-day', 'long-enough'],
    basis: [basis.of(body, basis.SECRET), basis.POSTING],
  },
  again: {
    zh: '再次投票',
    from: ['posted'],
    to: ['standing'],
    by: CLERK,
    gates: ['something-left', 'law-in-force', 'within-runoff-days'],
    basis: [basis.of(body, basis.RUNOFF), basis.RUNOFF_DAYS, basis.MORE_RETURNED],
  },
})
