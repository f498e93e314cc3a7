import { z } from 'zod'
import type { Basis } from '../../kernel/cite.ts'
import type { Dated } from '../../kernel/dated.ts'
import { d } from '../../kernel/time.ts'
import { defineRuleValue } from '../locality/index.ts'
import * as basis from './rules/basis.ts'

/** What a place may set for how its villages decide. What is not law says so. */
const always = <T>(value: T, from: Basis): Dated<T> => [{ from: d('1949-10-01'), value, basis: from }]
const yes = z.boolean()
const days = (most: number) => z.number().int().min(0).max(most)
const more = (a: number, b: number): boolean => a > b

export const review = defineRuleValue<boolean>({
  key: 'village-decision.town-review',
  zh: '四议一审两公开（决议前由镇街审核）',
  schema: yes,
  default: always(false, basis.TOWN_REVIEW),
  stricter: (a, b) => a && !b,
})

export const mergeFirstTwo = defineRuleValue<boolean>({
  key: 'village-decision.merge-first-two',
  zh: '提议与商议可以合并',
  schema: yes,
  default: always(false, basis.MERGED),
  stricter: (a, b) => !a && b,
})

const BASES = ['due', 'present'] as const
export const membersBase = defineRuleValue<(typeof BASES)[number]>({
  key: 'village-decision.members-base',
  zh: '党员大会同意人数的基数（应到会或到会）',
  schema: z.enum(BASES),
  default: always('due', basis.MEMBERS),
  stricter: (a, b) => a === 'due' && b === 'present',
})

export const materialsDays = defineRuleValue<number>({
  key: 'village-decision.materials-days',
  zh: '方案提前送党员的天数',
  unit: 'day',
  schema: days(30),
  default: always(3, basis.MATERIALS),
  stricter: more,
})

export const noticeDays = defineRuleValue<number>({
  key: 'village-decision.notice-days',
  zh: '村民会议提前通知的天数',
  unit: 'day',
  schema: days(60),
  default: [{ from: d('2026-01-01'), value: 10, basis: basis.NOTICE }],
  stricter: more,
})

export const postingDays = defineRuleValue<number>({
  key: 'village-decision.posting-days',
  zh: '决议和结果公布的天数',
  unit: 'day',
  schema: days(90),
  default: [{ from: d('2026-01-01'), value: 15, basis: basis.POSTED }],
  stricter: more,
})
