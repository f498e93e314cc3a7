import type { LocalDate } from '../../kernel/time.ts'
import type { CityQueries } from '../../platform/db/types.ts'
import { type Held, type RuleValue, ruleBookOf } from '../locality/index.ts'
import * as values from './rule-values.ts'
import type { Params } from './rules/params.ts'

/** What holds in the city on a day: of a use, that of its application. */
export const paramsOn = async (db: CityQueries, day: LocalDate): Promise<Params> => {
  const book = await ruleBookOf(db)
  const on = <T>(rule: RuleValue<T>): Held<T> => {
    const held = book.on(rule, day)
    if (held === undefined) throw new Error(`rule value ${rule.key} has no value on ${day}`)
    return held
  }
  const [quotations, urgent, list] = [
    on(values.quotationsMin),
    on(values.quotationsMinEmergency),
    on(values.emergencies),
  ]
  const [audit, over] = [on(values.auditFreeFen), on(values.overBudgetPercent)]
  const [two, posting] = [on(values.twoPeopleFromFen), on(values.postingDays)]
  return {
    quotationsMin: quotations.value,
    quotationsMinEmergency: urgent.value,
    emergencies: list.value,
    auditFreeFen: audit.value,
    overBudgetPercent: over.value,
    twoPeopleFromFen: two.value,
    postingDays: posting.value,
    basis: {
      quotations: quotations.basis,
      emergencies: list.basis,
      audit: audit.basis,
      overBudget: over.basis,
      twoPeople: two.basis,
      posting: posting.basis,
    },
  }
}
