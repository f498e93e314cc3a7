import { z } from 'zod'
import type { Basis } from '../../kernel/cite.ts'
import type { Dated } from '../../kernel/dated.ts'
import { d } from '../../kernel/time.ts'
import { defineRuleValue } from '../locality/index.ts'
import * as basis from './rules/basis.ts'

/** What a place may set for how it deliberates. What is not law says so. */
const always = <T>(value: T, from: Basis): Dated<T> => [{ from: d('1949-10-01'), value, basis: from }]
const days = (most: number) => z.number().int().min(0).max(most)
const percent = z.number().int().min(1).max(99)
const more = (a: number, b: number): boolean => a > b

export const noticeDays = defineRuleValue<number>({
  key: 'deliberation.notice-days',
  zh: '协商会议提前公告的天数',
  unit: 'day',
  schema: days(60),
  default: always(2, basis.NOTICE),
  stricter: more,
})

export const postingDays = defineRuleValue<number>({
  key: 'deliberation.posting-days',
  zh: '协商结果和落实情况公布的天数',
  unit: 'day',
  schema: days(90),
  default: [{ from: d('2026-01-01'), value: 15, basis: basis.POSTED }],
  stricter: more,
})

export const quorumPercent = defineRuleValue<number>({
  key: 'deliberation.quorum-percent',
  zh: '协商会议到会须超过席位的百分之几',
  schema: percent,
  default: always(50, basis.QUORUM),
  stricter: more,
})

export const assentPercent = defineRuleValue<number>({
  key: 'deliberation.assent-percent',
  zh: '达成意见须超过到会的百分之几',
  schema: percent,
  default: always(50, basis.ASSENT),
  stricter: more,
})

const heads = z.number().int().min(1).max(500)

export const committeeLeast = defineRuleValue<number>({
  key: 'deliberation.committee-least',
  zh: '社区建设协调委员会最少人数（只提示，不阻止）',
  schema: heads,
  default: always(15, basis.COMMITTEE),
})

export const committeeMost = defineRuleValue<number>({
  key: 'deliberation.committee-most',
  zh: '社区建设协调委员会最多人数（只提示，不阻止）',
  schema: heads,
  default: always(20, basis.COMMITTEE),
})
