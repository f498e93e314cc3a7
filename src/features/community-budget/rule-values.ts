import { z } from 'zod'
import type { Basis } from '../../kernel/cite.ts'
import type { Dated } from '../../kernel/dated.ts'
import { d } from '../../kernel/time.ts'
import { defineRuleValue, type RuleValue } from '../locality/index.ts'
import * as basis from './rules/basis.ts'
import { CATEGORIES, type Category, YEAR_ENDS } from './rules/kinds.ts'

/** What a place may set for the budgets of its villages and communities. What is not law says so. */
const YUAN_MAX = 1_000_000_000
const always = <T>(value: T, from: Basis): Dated<T> => [{ from: d('1949-10-01'), value, basis: from }]
const yuan = z.number().int().min(0).max(YUAN_MAX)

/** No amount holds everywhere: where the place has none, each grant says its own. */
const yearly = (key: string, zh: string): RuleValue<number> =>
  defineRuleValue<number>({ key: `community-budget.${key}`, zh, schema: yuan, default: [] })

export const officeYuan = yearly('office-yuan', '村（社区）办公经费补助（元/年）')
export const serviceYuan = yearly('service-yuan', '村（社区）服务群众专项经费（元/年）')

export const serviceCategories = defineRuleValue<readonly Category[]>({
  key: 'community-budget.service-categories',
  zh: '服务群众专项经费可以支出的类别',
  schema: z.array(z.enum(CATEGORIES.service)).min(1),
  default: always<readonly Category[]>(CATEGORIES.service, basis.CATEGORIES_LISTED),
})

export const aloneYuan = defineRuleValue<number>({
  key: 'community-budget.alone-yuan',
  zh: '不需第二人审批的单笔支出上限（元，0 为都要审批）',
  schema: yuan,
  default: always(0, basis.TWO_PEOPLE),
  stricter: (a, b) => a < b,
})

export const yearEnd = defineRuleValue<(typeof YEAR_ENDS)[number] | 'town-decides'>({
  key: 'community-budget.year-end',
  zh: '年度结余的去向（镇街决定、一律结转或一律收回）',
  schema: z.enum(['town-decides', ...YEAR_ENDS]),
  default: always('town-decides', basis.YEAR_END),
})

export const postingDays = defineRuleValue<number>({
  key: 'community-budget.posting-days',
  zh: '季度收支张贴的天数',
  unit: 'day',
  schema: z.number().int().min(1).max(90),
  default: [
    { from: d('1949-10-01'), value: 15, basis: basis.POSTED_BEFORE },
    { from: d('2026-01-01'), value: 15, basis: basis.POSTED },
  ],
  stricter: (a, b) => a > b,
})
