import { atMinute, d, type Instant } from '../../../kernel/time.ts'
import { type Ask, type MotionSeen, NOTHING, type Seen } from './ask.ts'
import * as basis from './basis.ts'
import { decide } from './decide.ts'
import { evolve } from './evolve.ts'
import type { Route } from './matters.ts'
import { EMERGENCIES } from './matters.ts'
import type { Params } from './params.ts'
import type { Command, UseState } from './state.ts'

export const PARAMS: Params = {
  quotationsMin: 3,
  quotationsMinEmergency: 1,
  emergencies: EMERGENCIES,
  auditFreeFen: 0,
  overBudgetPercent: 0,
  twoPeopleFromFen: 0,
  postingDays: 15,
  basis: {
    quotations: basis.QUOTED,
    emergencies: basis.EMERGENCY_LIST,
    audit: basis.AUDIT,
    overBudget: basis.WITHIN_BUDGET,
    twoPeople: basis.TWO_PEOPLE,
    posting: basis.POSTING,
  },
}

export const NO = '442000-W20260302-0001'
export const BUDGET = 9_000_000
const SCOPE = { kind: 'building', building: '1' } as const

export const MOTION: MotionSeen = {
  item: 5,
  estate: 'e',
  scope: SCOPE,
  step: 'settled',
  result: 'passed',
  proved: true,
  words: `使用维修资金（${NO}）`,
}

export const SEEN: Seen = { ...NOTHING, units: 4, motion: MOTION, no: NO, shortUnits: 0 }

export const application = (route: Route = 'authority', more: object = {}): Command => ({
  action: 'apply',
  estate: 'e',
  area: '442000105202',
  route,
  scope: SCOPE,
  part: 'elevator',
  cause: 'worn',
  emergency: null,
  budgetFen: BUDGET,
  quotations: ['甲', '乙', '丙'].map((name, index) => ({
    company: `${name}电梯公司`,
    fen: BUDGET + index * 1000 - 1000,
    record: `报价单${index + 1}`,
  })),
  chosen: 1,
  warrantyUntil: null,
  units: 4,
  areaDm2: 40_000,
  ...more,
})

const BUILDINGS = [{ building: '1', units: 4, areaDm2: 40_000, fen: BUDGET }] as const

/** One command of each kind, as it ordinarily is. */
export const COMMANDS = {
  pass: { action: 'pass', vote: 'v', voteNo: 'Y1', motion: 1, count: 'c', leaf: 'l' },
  confirm: { action: 'confirm', confirmed: 'street' },
  decline: { action: 'decline' },
  proposeHold: { action: 'proposeHold', fen: BUDGET },
  askShortfall: { action: 'askShortfall', units: 1, fen: 1, until: d('2026-12-31') },
  hold: { action: 'hold', fen: BUDGET, buildings: BUILDINGS },
  begin: { action: 'begin', on: d('2026-03-10'), photos: 1 },
  progress: { action: 'progress', photos: 0 },
  complete: { action: 'complete', on: d('2026-03-20'), photos: 2 },
  accept: { action: 'accept', on: d('2026-03-21'), acceptor: 'owners' },
  redo: { action: 'redo' },
  finalise: { action: 'finalise', fen: BUDGET - 500 },
  audit: { action: 'audit', on: d('2026-03-25'), fen: BUDGET - 1000, auditor: '某某会计师事务所' },
  waiveAudit: { action: 'waiveAudit' },
  request: { action: 'request' },
  consent: { action: 'consent', on: d('2026-03-26') },
  review: { action: 'review' },
  file: { action: 'file' },
  sendBack: { action: 'sendBack' },
  proposePay: { action: 'proposePay' },
  pay: { action: 'pay', fen: BUDGET - 1000, buildings: BUILDINGS },
  post: { action: 'post', on: d('2026-04-01'), until: d('2026-04-16') },
  object: { action: 'object' },
  answer: { action: 'answer', objection: 1, upheld: false },
  close: { action: 'close' },
  withdraw: { action: 'withdraw' },
  stop: { action: 'stop' },
  reclaim: { action: 'reclaim' },
  recover: { action: 'recover', fen: BUDGET },
} as const satisfies Record<string, Command>

export type Name = keyof typeof COMMANDS

const noon = (day: string): Instant => atMinute(d(day), 12 * 60)

/** @param who one letter for each person */
export const asked = (command: Command, day: string, who: string, more: Partial<Ask> = {}): Ask =>
  ({
    ...command,
    by: { party: who, organisation: null, role: 'communityWorker' },
    at: noon(day),
    params: PARAMS,
    seen: { ...SEEN, shortUnits: command.action === 'askShortfall' ? 1 : 0 },
    ...more,
  }) as Ask

export type Line = readonly [day: string, who: string, command: Command, more?: Partial<Ask>]
/** Plays commands; the tags of the first refusal, or where it came to. */
export const play = (
  ...lines: readonly Line[]
): { readonly state: UseState | undefined; readonly why: readonly string[] } => {
  let state: UseState | undefined
  for (const [index, [day, who, command, more]] of lines.entries()) {
    const done = decide(state, asked(command, day, who, more), index + 1)
    if (!done.ok) return { state, why: done.error.map(({ tag }) => tag) }
    state = evolve(state, done.value)
  }
  return { state, why: [] }
}
