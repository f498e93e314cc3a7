import { z } from 'zod'
import type { Basis } from '../../kernel/cite.ts'
import { d } from '../../kernel/time.ts'
import { defineRuleValue } from '../locality/index.ts'
import * as basis from './rules/basis.ts'
import { EMERGENCIES, type Emergency } from './rules/matters.ts'

const EVER = d('1949-10-01')
const FEN_MAX = 1_000_000_000_000

type Spec = {
  readonly key: string
  readonly zh: string
  readonly unit?: 'day' | 'times'
  readonly least?: number
  readonly most: number
  readonly value: number
  readonly from: Basis
  /** Whether more is stricter, or less. */
  readonly stricter: 'more' | 'less'
}

const value = ({ key, zh, unit, least = 0, most, value: held, from, stricter }: Spec) =>
  defineRuleValue<number>({
    key: `fund-use.${key}`,
    zh,
    ...(unit === undefined ? {} : { unit }),
    schema: z.number().int().min(least).max(most),
    default: [{ from: EVER, value: held, basis: from }],
    stricter: (a, b) => (stricter === 'more' ? a > b : a < b),
  })

/** What a place may set for how its repair funds are used. What is not law says so. */
export const quotationsMin = value({
  key: 'quotations-min',
  zh: '使用维修资金：报价单最少份数',
  unit: 'times',
  least: 1,
  most: 10,
  value: 3,
  from: basis.QUOTED,
  stricter: 'more',
})

export const quotationsMinEmergency = value({
  key: 'quotations-min-emergency',
  zh: '紧急使用维修资金：报价单最少份数',
  unit: 'times',
  least: 1,
  most: 10,
  value: 1,
  from: basis.QUOTED,
  stricter: 'more',
})

export const auditFreeFen = value({
  key: 'audit-free-fen',
  zh: '决算多少以下（含）经业委会同意可以不审计（分）',
  most: FEN_MAX,
  value: 0,
  from: basis.AUDIT,
  stricter: 'less',
})

export const overBudgetPercent = value({
  key: 'over-budget-percent',
  zh: '决算超出预算百分之多少起，超出部分重新申报（0 为一超出就申报）',
  most: 30,
  value: 0,
  from: basis.WITHIN_BUDGET,
  stricter: 'less',
})

export const twoPeopleFromFen = value({
  key: 'two-people-from-fen',
  zh: '冻结和划转多少以上（含）须由两人办理（分）',
  most: FEN_MAX,
  value: 0,
  from: basis.TWO_PEOPLE,
  stricter: 'less',
})

export const postingDays = value({
  key: 'posting-days',
  zh: '使用结果公布的天数',
  unit: 'day',
  most: 90,
  value: 15,
  from: basis.POSTING,
  stricter: 'more',
})

export const emergencies = defineRuleValue<Emergency[]>({
  key: 'fund-use.emergencies',
  zh: '可以不经表决紧急使用的情形',
  schema: z.array(z.enum(EMERGENCIES)).min(1),
  default: [{ from: EVER, value: [...EMERGENCIES], basis: basis.EMERGENCY_LIST }],
})
