import { z } from 'zod'
import type { Basis } from '../../kernel/cite.ts'
import { d, type LocalDate } from '../../kernel/time.ts'
import type { CityQueries } from '../../platform/db/types.ts'
import { defineRuleValue, type RuleBook, type RuleValue, ruleBookOf } from '../locality/index.ts'
import * as basis from './rules/basis.ts'
import type { Held, Params } from './rules/params.ts'

const ALWAYS = d('1949-10-01')

const value = (key: string, zh: string, most: number, held: number, from: Basis, stricter: 'more' | 'less') =>
  defineRuleValue<number>({
    key: `maintenance-fund.${key}`,
    zh,
    schema: z.number().int().min(0).max(most),
    default: [{ from: ALWAYS, value: held, basis: from }],
    stricter: (a, b) => (stricter === 'more' ? a > b : a < b),
  })

/** What a place may set for its funds. What is not law in force here says so. */
export const VALUES = {
  cost: defineRuleValue<number>({
    key: 'maintenance-fund.cost',
    zh: '住宅建筑安装工程造价（分/平方米，主管部门公布）',
    schema: z.number().int().min(1).max(10_000_000),
    // Only where the authority of the place has published one.
    default: [],
  }),
  rate: value('first-rate', '首期交存比例（万分之，500 至 800）', 800, 500, basis.FIRST_RATE, 'more'),
  housingCost: defineRuleValue<number>({
    key: 'maintenance-fund.housing-cost',
    zh: '房改成本价（分/平方米，主管部门公布）',
    schema: z.number().int().min(1).max(10_000_000),
    default: [],
  }),
  housingRate: value(
    'housing-rate',
    '公有住房业主交存比例（成本价的万分之）',
    10_000,
    200,
    basis.HOUSING_OWNER,
    'more',
  ),
  housingLow: value(
    'housing-low',
    '多层公有住房售房单位提取比例（售房款的百分之）',
    100,
    20,
    basis.HOUSING_SELLER,
    'more',
  ),
  housingTall: value(
    'housing-tall',
    '高层公有住房售房单位提取比例（售房款的百分之）',
    100,
    30,
    basis.HOUSING_SELLER,
    'more',
  ),
  housingDays: value('housing-days', '售房单位存入售房款部分的期限（天）', 365, 30, basis.HOUSING_TERM, 'less'),
  renewPercent: value('renew-percent', '余额低于首期的百分之几应续交', 100, 30, basis.LOW, 'more'),
  secondFrom: value('second-from', '手工调账自多少分起须第二人批准', 100_000_000, 0, basis.SECOND_PERSON, 'less'),
  reconcileMonths: value('reconcile-months', '与银行核对的最长间隔（月）', 12, 12, basis.YEARLY, 'less'),
} as const satisfies Record<keyof Params, RuleValue<number>>

const paramsFrom = (book: RuleBook, day: LocalDate): Params => {
  const maybe = (rule: RuleValue<number>): Held | null => {
    const found = book.on(rule, day)
    return found === undefined ? null : { value: found.value, basis: found.basis }
  }
  const on = (rule: RuleValue<number>): Held => {
    const found = maybe(rule)
    if (found === null) throw new Error(`rule value ${rule.key} has no value on ${day}`)
    return found
  }
  return {
    cost: maybe(VALUES.cost),
    rate: on(VALUES.rate),
    housingCost: maybe(VALUES.housingCost),
    housingRate: on(VALUES.housingRate),
    housingLow: on(VALUES.housingLow),
    housingTall: on(VALUES.housingTall),
    housingDays: on(VALUES.housingDays),
    renewPercent: on(VALUES.renewPercent),
    secondFrom: on(VALUES.secondFrom),
    reconcileMonths: on(VALUES.reconcileMonths),
  }
}

/** What holds in the city on a day. */
export const paramsOn = async (db: CityQueries, day: LocalDate): Promise<Params> =>
  paramsFrom(await ruleBookOf(db), day)

/** What held on each of these days. */
export const paramsByDay = async (
  db: CityQueries,
  days: ReadonlySet<LocalDate>,
): Promise<ReadonlyMap<LocalDate, Params>> => {
  const book = await ruleBookOf(db)
  return new Map([...days].map(day => [day, paramsFrom(book, day)]))
}
