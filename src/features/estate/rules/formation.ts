/** How owners form their assembly: from the application to the founding meeting (rulebook C-180 to C-188). */
import { procedure } from '../../../kernel/procedure/definition.ts'
import type { Instant, LocalDate } from '../../../kernel/time.ts'
import * as basis from './basis.ts'

export type Step = 'applied' | 'group' | 'announced' | 'founded' | 'ended'
export type Gate =
  | 'in-order'
  | 'several-owners'
  | 'delivered'
  | 'enough-applicants'
  | 'group-composed'
  | 'group-posted'
  | 'noticed'
  | 'as-announced'
  | 'counted'

/** Heads and area that took part, and that agreed to each thing the founding meeting decides. */
export type Count = { readonly heads: number; readonly areaDm2: number }
export const APPLICANTS = ['owners', 'developer', 'committee'] as const
export const FORMS = ['meeting', 'paper', 'online'] as const
export const HEADS = ['town', 'community'] as const

export type Command =
  | {
      readonly action: 'apply'
      readonly on: LocalDate
      readonly by: (typeof APPLICANTS)[number]
      readonly applicants: Count
    }
  | {
      readonly action: 'formGroup'
      readonly on: LocalDate
      readonly members: number
      readonly owners: number
      readonly head: (typeof HEADS)[number]
      readonly postedOn: LocalDate
      readonly postedUntil: LocalDate
    }
  | {
      readonly action: 'announce'
      readonly on: LocalDate
      readonly meetingOn: LocalDate
      readonly form: (typeof FORMS)[number]
    }
  | {
      readonly action: 'found'
      readonly on: LocalDate
      readonly turnout: Count
      readonly rules: Count
      readonly covenant: Count
      readonly committee: Count
    }
  | { readonly action: 'end' }
export type Action = Command['action']

export type Verdict = 'passed' | 'rejected' | 'no-quorum'

/** What the register said when something was done: the whole, and what is handed over. */
export type Basis = {
  readonly heads: number
  readonly areaDm2: number
  readonly deliveredDm2: number
  /** First day on which anything was handed over. */
  readonly firstHanded: LocalDate | null
}

export type Fact = Command & {
  readonly seq: number
  readonly at: Instant
  readonly of: Basis
  readonly verdict: Verdict | null
}

export type FormationState = {
  readonly step: Step
  /** `id@version` of the definition it began under. */
  readonly procedure: string
  readonly appliedOn: LocalDate
  readonly groupOn: LocalDate | null
  readonly announcedOn: LocalDate | null
  readonly meetingOn: LocalDate | null
  readonly foundedOn: LocalDate | null
  /** Day of the last step: none may have been before it. */
  readonly lastOn: LocalDate
}

const BY = ['communityWorker', 'unitLead'] as const

export const FORMATION = procedure<Step, Action, (typeof BY)[number], Gate>({
  id: 'estate-formation',
  version: '2026.1',
  zh: '成立业主大会',
  start: 'applied',
  steps: {
    applied: { zh: '已申请', says: '有人申请成立业主大会，等待镇街组建筹备组。' },
    group: { zh: '筹备组已成立', says: '筹备组正在核对业主、起草议事规则和管理规约，等待公告首次会议。' },
    announced: { zh: '首次会议已公告', says: '时间、地点、草案和候选人已经公告，等待首次业主大会会议。' },
    founded: { zh: '已成立', says: '首次会议通过议事规则和管理规约，选出业主委员会，业主大会成立。', end: true },
    ended: { zh: '筹备终止', says: '筹备没有完成，理由公开；以后可以重新申请。', end: true },
  },
  actions: {
    apply: {
      zh: '申请成立',
      from: ['new', 'ended'],
      to: ['applied'],
      by: BY,
      gates: ['in-order', 'several-owners', 'delivered', 'enough-applicants'],
      basis: [basis.GUIDED, basis.ONE_ASSEMBLY, basis.CONDITIONS, basis.APPLICANTS],
    },
    formGroup: {
      zh: '组建筹备组',
      from: ['applied'],
      to: ['group'],
      by: BY,
      gates: ['in-order', 'group-composed', 'group-posted'],
      basis: [basis.GUIDED, basis.GROUP, basis.GROUP_POSTED],
    },
    announce: {
      zh: '公告首次会议',
      from: ['group'],
      to: ['announced'],
      by: BY,
      gates: ['in-order', 'noticed'],
      basis: [basis.NOTICE],
    },
    found: {
      zh: '首次会议',
      from: ['announced'],
      to: ['founded', 'group'],
      by: BY,
      gates: ['in-order', 'as-announced', 'counted'],
      basis: [basis.TURNOUT, basis.ASSENT, basis.HEADS, basis.FOUNDED],
    },
    end: {
      zh: '终止筹备',
      from: ['applied', 'group', 'announced'],
      to: ['ended'],
      by: BY,
      gates: [],
      basis: [basis.TAKEN_BACK],
    },
  },
})
