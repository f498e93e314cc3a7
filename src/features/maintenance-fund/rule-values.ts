import { z } from 'zod'
import type { Basis } from '../../kernel/cite.ts'
import { d, type LocalDate } from '../../kernel/time.ts'
import type { CityQueries } from '../../platform/db/types.ts'
import { defineRuleValue, type RuleValue, ruleBookOf } from '../locality/index.ts'
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
  renewPercent: value('renew-percent', '余额低于首期的百分之几应续交', 100, 30, basis.LOW, 'more'),
  secondFrom: value('second-from', '手工调账自多少分起须第二人批准', 100_000_000, 0, basis.SECOND_PERSON, 'less'),
  reconcileMonths: value('reconcile-months', '与银行核对的最长间隔（月）', 12, 12, basis.YEARLY, 'less'),
} as const satisfies Record<keyof Params, RuleValue<number>>

/** What holds in the city on a day. */
export const paramsOn = async (db: CityQueries, day: LocalDate): Promise<Params> => {
  const book = await ruleBookOf(db)
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
    renewPercent: on(VALUES.renewPercent),
    secondFrom: on(VALUES.secondFrom),
    reconcileMonths: on(VALUES.reconcileMonths),
  }
}
