import { procedure } from '../../../kernel/procedure/definition.ts'
import * as basis from './basis.ts'
import { nominating } from './definition-candidates.ts'
import { polling } from './definition-poll.ts'
import type { CommitteeElection, Role } from './definition-type.ts'
import type { Gate } from './gates.ts'
import type { Action, Body, Step } from './state.ts'

const VERSION = '2026.1'
const CLERK = ['communityWorker'] as const
const LISTING = ['listed'] as const
const BEFORE_POLLING = ['listed', 'standing'] as const

const STEPS = {
  announced: { zh: '选举已公告', says: '选举委员会已经产生，选举日已经公告，正在登记选民。' },
  listed: { zh: '名单已公布', says: '选民名单已经公布，可以申诉；正在提名和审查候选人。' },
  standing: { zh: '候选人已公布', says: '候选人已经公布，组织见面，登记委托，等待选举日。' },
  polling: { zh: '投票和计票', says: '正在投票站用纸质选票无记名投票，公开计票，由两人分别录入。' },
  counted: { zh: '计票完毕', says: '两人录入的计票结果一致，等待登记当场公布。' },
  posted: { zh: '结果公布', says: '选举结果已经公布。' },
  serving: { zh: '已就任', says: '新一届委员会已经产生，任期开始，等待工作移交。' },
  handed: { zh: '已移交', says: '新老委员会已经完成工作移交。', end: true },
  annulled: { zh: '当选无效', says: '经调查处理，当选无效，理由公开。', end: true },
  withdrawn: { zh: '已中止', says: '投票以前中止，理由公开，记录保留。', end: true },
} as const

/**
 * 换届选举 of one of the two committees: the same course under two acts. The ballot itself is cast on paper and is no action
 * here (rulebook C-015, Z-13): what comes in is what was read aloud at the public count.
 */
const committeeElection = (body: Body): CommitteeElection =>
  procedure<Step, Action, Role, Gate>({
    id: `${body}-election`,
    version: VERSION,
    zh: body === 'residents' ? '居民委员会换届选举' : '村民委员会换届选举',
    start: 'announced',
    steps: STEPS,
    actions: {
      announce: {
        zh: '公告选举',
        from: ['new'],
        to: ['announced'],
        by: CLERK,
        gates: ['law-in-force', 'seats-lawful', 'committee-formed', 'time-for-the-list'],
        basis: [
          basis.of(body, basis.HOSTS),
          basis.of(body, basis.MODE),
          basis.of(body, basis.SIZE),
          basis.of(body, basis.WOMEN),
          basis.WOMANS_SEAT,
        ],
      },
      enrol: {
        zh: '登记选民',
        from: ['announced'],
        to: ['same'],
        by: CLERK,
        gates: [],
        basis: [basis.of(body, basis.VOTERS)],
      },
      publishList: {
        zh: '公布选民名单',
        from: ['announced'],
        to: ['listed'],
        by: CLERK,
        gates: ['anybody-listed', 'on-in-order', 'list-early-enough'],
        basis: [basis.of(body, basis.LIST)],
      },
      object: {
        zh: '对名单申诉',
        from: LISTING,
        to: ['same'],
        by: ['resident', 'communityWorker'],
        gates: ['objection-in-time'],
        basis: [basis.of(body, basis.OBJECT)],
      },
      answer: {
        zh: '处理申诉',
        from: BEFORE_POLLING,
        to: ['same'],
        by: CLERK,
        gates: ['objection-open'],
        basis: [basis.of(body, basis.ANSWER)],
      },
      mend: {
        zh: '更正名单',
        from: BEFORE_POLLING,
        to: ['same'],
        by: CLERK,
        gates: ['may-mend'],
        basis: [basis.of(body, basis.ANSWER)],
      },
      replace: {
        zh: '退出选举委员会',
        from: ['announced', ...BEFORE_POLLING],
        to: ['same'],
        by: CLERK,
        gates: ['on-in-order'],
        basis: [basis.of(body, basis.LEAVES), basis.of(body, basis.SUCCESSION)],
      },
      ...nominating(body),
      meet: {
        zh: '候选人见面',
        from: ['standing'],
        to: ['same'],
        by: CLERK,
        gates: ['on-in-order'],
        basis: [basis.of(body, basis.MEETING)],
      },
      publishProxies: {
        zh: '公布委托名单',
        from: ['standing'],
        to: ['same'],
        by: CLERK,
        gates: ['proxies-allowed', 'on-in-order'],
        basis: [basis.of(body, basis.PROXY_LIST), basis.of(body, basis.PROXY)],
      },
      postpone: {
        zh: '推迟选举日',
        from: ['announced', ...BEFORE_POLLING],
        to: ['same'],
        by: CLERK,
        gates: ['later', 'law-in-force'],
        basis: [basis.POSTPONED],
      },
      ...polling(body),
      begin: {
        zh: '就任',
        from: ['posted'],
        to: ['serving'],
        by: CLERK,
        gates: ['enough-elected'],
        basis: [basis.of(body, basis.TERM), basis.ENOUGH],
      },
      handOver: {
        zh: '登记移交',
        from: ['serving'],
        to: ['handed'],
        by: CLERK,
        gates: ['on-in-order'],
        basis: [basis.of(body, basis.HANDOVER)],
      },
      annul: {
        zh: '登记当选无效',
        from: ['posted', 'serving'],
        to: ['annulled'],
        by: ['unitLead'],
        gates: [],
        basis: [basis.of(body, basis.UNLAWFUL)],
      },
      withdraw: {
        zh: '中止',
        from: ['announced', ...BEFORE_POLLING],
        to: ['withdrawn'],
        by: CLERK,
        gates: [],
        basis: [basis.TAKEN_BACK],
      },
    },
  })

export const RESIDENTS_ELECTION = committeeElection('residents')
export const VILLAGERS_ELECTION = committeeElection('villagers')

/** The definition an election is under. */
export const definitionOf = (body: Body): CommitteeElection =>
  body === 'residents' ? RESIDENTS_ELECTION : VILLAGERS_ELECTION
