import { z } from 'zod'
import type { Basis } from '../../kernel/cite.ts'
import type { Dated } from '../../kernel/dated.ts'
import { d } from '../../kernel/time.ts'
import { defineRuleValue } from '../locality/index.ts'
import * as basis from './rules/basis.ts'

/** What a place may set for how owners vote. What is not law says so. */
const always = (value: number, from: Basis): Dated<number> => [{ from: d('1949-10-01'), value, basis: from }]
const whole = (least: number, most: number) => z.number().int().min(least).max(most)
const more = (a: number, b: number): boolean => a > b
const fewer = (a: number, b: number): boolean => a < b

export const noticeDays = defineRuleValue<number>({
  key: 'owners-vote.notice-days',
  zh: '业主大会提前通知的天数',
  unit: 'day',
  schema: whole(0, 90),
  default: [{ from: d('2003-09-01'), value: 15, basis: basis.NOTICE }],
  stricter: more,
})

export const windowDaysMin = defineRuleValue<number>({
  key: 'owners-vote.window-days-min',
  zh: '表决期限最短的天数',
  unit: 'day',
  schema: whole(1, 60),
  default: always(5, basis.WINDOW),
  stricter: more,
})

export const windowDaysMax = defineRuleValue<number>({
  key: 'owners-vote.window-days-max',
  zh: '表决期限最长的天数',
  unit: 'day',
  schema: whole(1, 365),
  default: always(60, basis.WINDOW),
  stricter: fewer,
})

export const extensionsMax = defineRuleValue<number>({
  key: 'owners-vote.extensions-max',
  zh: '表决期限可以延长的次数',
  schema: whole(0, 5),
  default: always(1, basis.EXTENSION),
  stricter: fewer,
})

export const proxiesMax = defineRuleValue<number>({
  key: 'owners-vote.proxies-max',
  zh: '一人接受委托的户数上限',
  schema: whole(0, 50),
  default: always(3, basis.PROXIES),
  stricter: fewer,
})

export const postingDays = defineRuleValue<number>({
  key: 'owners-vote.posting-days',
  zh: '表决结果公示的天数',
  unit: 'day',
  schema: whole(1, 90),
  default: always(15, basis.POSTING),
  stricter: more,
})
