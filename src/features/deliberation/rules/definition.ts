import { type Definition, procedure } from '../../../kernel/procedure/definition.ts'
import * as basis from './basis.ts'
import type { Gate } from './gates.ts'
import type { Action, Step } from './state.ts'

/** Who acts, in the words of the access table: the committee's people, or those of the town while it has the matter. */
export type Role = 'communityWorker' | 'unitLead' | 'resident'

export type Deliberation = Definition<Step, Action, Role, Gate>

const RUNS = ['communityWorker', 'unitLead'] as const

const steps = {
  raised: { zh: '已提出', says: '议题已经登记，等待看是不是属于协商的事。' },
  listed: { zh: '已列入', says: '已经列入协商，正在准备；网上可以说看法。' },
  prepared: { zh: '已备好', says: '五项内容和参加的各方已经定好，等待公告开会。' },
  noticed: { zh: '已公告', says: '会议时间、地点和议程已经公告。' },
  meeting: { zh: '会议中', says: '正在开会。' },
  concluded: { zh: '已达成意见', says: '会议达成意见，等待公示。' },
  posted: { zh: '结果公示', says: '协商结果正在公示，可以查询和提出异议。' },
  executing: { zh: '落实中', says: '公示期满，正在落实。' },
  completed: { zh: '已办完', says: '已经办完，参加的人可以评价，等待公布落实情况。' },
  'result-posted': { zh: '落实公示', says: '落实情况正在公示，参加的人可以评价。' },
  closed: { zh: '已归档', says: '公示期满，异议已全部答复，记录归档。', end: true },
  disputed: { zh: '未达成一致', says: '会议没有达成一致，可以再议、提交镇街，或提交居民（村民）会议。' },
  escalated: { zh: '已提交镇街', says: '已经提交镇街，等待镇街列入或退回。' },
  'handed-over': { zh: '已转办', says: '属于政府职责，已经转热线工单办理。', end: true },
  submitted: { zh: '已提交会议', says: '已经提交居民（村民）会议或代表会议决定。', end: true },
  declined: { zh: '未列入', says: '没有列入协商，理由告诉了提出的人。', end: true },
  withdrawn: { zh: '已撤回', says: '提出的一方撤回，记录保留。', end: true },
} as const

const TAKEN_UP = {
  raise: {
    zh: '提出议题',
    from: ['new'],
    to: ['raised'],
    by: ['resident', 'communityWorker', 'unitLead'],
    gates: ['found-before'],
    basis: [basis.ORGANISED, basis.ORGANISED_VILLAGE, basis.RAISED],
  },
  screen: {
    zh: '列入协商',
    from: ['raised', 'escalated'],
    to: ['listed'],
    by: RUNS,
    gates: [],
    basis: [basis.SCREENED],
  },
  decline: {
    zh: '不予列入',
    from: ['raised', 'escalated'],
    to: ['declined'],
    by: RUNS,
    gates: [],
    basis: [basis.SCREENED],
  },
  handOver: {
    zh: '转政府办理',
    from: ['raised', 'escalated'],
    to: ['handed-over'],
    by: RUNS,
    gates: [],
    basis: [basis.GOVERNMENT],
  },
  escalate: {
    zh: '提交镇街',
    from: ['raised', 'listed', 'prepared', 'disputed'],
    to: ['escalated'],
    by: ['communityWorker'],
    gates: ['a-town-above'],
    basis: [basis.TWO_LEVELS],
  },
  sendDown: {
    zh: '退回村居',
    from: ['escalated', 'listed', 'prepared', 'disputed'],
    to: ['raised'],
    by: ['unitLead'],
    gates: ['from-below'],
    basis: [basis.TWO_LEVELS],
  },
} as const

const TALKED = {
  prepare: {
    zh: '备好五项',
    from: ['listed', 'prepared'],
    to: ['prepared'],
    by: RUNS,
    gates: [
      'part-source',
      'part-bodies',
      'part-rules',
      'part-method',
      'part-execution',
      'those-concerned',
      'seats-given',
      'party-first',
    ],
    basis: [basis.FIVE_PARTS, basis.SEATS, basis.FORMS],
  },
  notice: {
    zh: '公告开会',
    from: ['prepared', 'noticed', 'disputed'],
    to: ['noticed'],
    by: RUNS,
    gates: ['agenda-set', 'notice-in-order', 'notice-early'],
    basis: [basis.NOTICE, basis.AGENDA],
  },
  open: { zh: '宣布开会', from: ['noticed'], to: ['meeting'], by: RUNS, gates: ['on-the-day'], basis: [basis.QUORUM] },
  conclude: {
    zh: '形成意见',
    from: ['meeting'],
    to: ['concluded', 'disputed', 'prepared'],
    by: RUNS,
    gates: ['counted', 'recorded', 'entrusted'],
    basis: [basis.QUORUM, basis.ASSENT, basis.RECORDED],
  },
  submit: {
    zh: '提交会议决定',
    from: ['concluded', 'disputed'],
    to: ['submitted'],
    by: RUNS,
    gates: [],
    basis: [basis.TO_THE_ASSEMBLY, basis.TO_THE_ASSEMBLY_VILLAGE],
  },
  hide: {
    zh: '隐藏发言',
    from: ['listed', 'prepared', 'noticed', 'meeting', 'disputed', 'concluded'],
    to: ['same'],
    by: RUNS,
    gates: [],
    basis: [basis.MODERATED],
  },
} as const

const DONE = {
  post: {
    zh: '公示结果',
    from: ['concluded'],
    to: ['posted'],
    by: RUNS,
    gates: ['not-the-assemblys', 'posted-in-order', 'long-enough'],
    basis: [basis.POSTED, basis.POSTED_VILLAGE, basis.WHAT_IS_POSTED],
  },
  object: {
    zh: '提出异议',
    from: ['posted', 'result-posted'],
    to: ['same'],
    by: ['resident', 'communityWorker', 'unitLead'],
    gates: ['still-posted'],
    basis: [basis.OBJECTIONS],
  },
  answer: {
    zh: '答复异议',
    from: ['posted', 'result-posted'],
    to: ['same'],
    by: RUNS,
    gates: ['objection-open'],
    basis: [basis.OPEN_OBJECTIONS],
  },
  begin: {
    zh: '开始落实',
    from: ['posted'],
    to: ['executing'],
    by: RUNS,
    gates: ['posting-over', 'all-answered', 'none-upheld'],
    basis: [basis.CARRIED_OUT, basis.CARRIED_OUT_VILLAGE, basis.AFTER_POSTING],
  },
  progress: { zh: '记录进展', from: ['executing'], to: ['same'], by: RUNS, gates: [], basis: [basis.EXECUTION] },
  complete: {
    zh: '办完',
    from: ['executing'],
    to: ['completed'],
    by: RUNS,
    gates: ['done-in-order'],
    basis: [basis.EXECUTION, basis.RATED],
  },
  postResult: {
    zh: '公示落实情况',
    from: ['completed'],
    to: ['result-posted'],
    by: RUNS,
    gates: ['posted-in-order', 'long-enough'],
    basis: [basis.POSTED, basis.POSTED_VILLAGE, basis.WHAT_IS_POSTED],
  },
  close: {
    zh: '归档',
    from: ['result-posted'],
    to: ['closed'],
    by: RUNS,
    gates: ['posting-over', 'all-answered'],
    basis: [basis.AFTER_POSTING, basis.OPEN_OBJECTIONS],
  },
} as const

/**
 * 议事协商: a topic, screened by whose duty it is, prepared in five parts, talked about in a meeting that was announced
 * and counted, its outcome posted, carried out, posted again and rated. A matter can go up to the town and come back.
 */
export const DELIBERATION: Deliberation = procedure<Step, Action, Role, Gate>({
  id: 'deliberation',
  version: '2026.1',
  zh: '议事协商',
  start: 'raised',
  steps,
  actions: {
    ...TAKEN_UP,
    ...TALKED,
    ...DONE,
    withdraw: {
      zh: '撤回',
      from: ['raised', 'listed', 'prepared', 'noticed', 'disputed', 'concluded', 'posted', 'escalated'],
      to: ['withdrawn'],
      by: ['communityWorker', 'unitLead', 'resident'],
      gates: ['ones-own-early'],
      basis: [basis.TAKEN_BACK],
    },
  },
})

/** 民事民议、民事民办、民事民管: which of the three a step is part of. */
export const stageOf = (step: Step): 'discuss' | 'do' | 'oversee' =>
  step === 'posted' || step === 'executing'
    ? 'do'
    : step === 'completed' || step === 'result-posted' || step === 'closed'
      ? 'oversee'
      : 'discuss'

/** Steps in which the online discussion is open. */
export const OPEN_TO_WORDS: ReadonlySet<Step> = new Set<Step>(['listed', 'prepared', 'noticed', 'meeting', 'disputed'])

/** Steps in which those who took part can say how it went. */
export const OPEN_TO_RATING: ReadonlySet<Step> = new Set<Step>(['completed', 'result-posted'])

/** Steps in which whoever comes to the hall signs in. */
export const OPEN_TO_SIGN_IN: ReadonlySet<Step> = new Set<Step>(['noticed', 'meeting'])
