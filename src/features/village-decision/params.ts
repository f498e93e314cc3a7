import type { LocalDate } from '../../kernel/time.ts'
import type { CityQueries } from '../../platform/db/types.ts'
import { type Held, type RuleValue, ruleBookOf } from '../locality/index.ts'
import * as values from './rule-values.ts'
import type { Params } from './rules/params.ts'

/** No decision before the law that has its numbers. */
export const FIRST_DAY = '2026-01-01'

/** What holds in the city on the day of a meeting or notice, which is never before `FIRST_DAY`. */
export const paramsOn = async (db: CityQueries, day: LocalDate): Promise<Params> => {
  const book = await ruleBookOf(db)
  const on = <T>(rule: RuleValue<T>): Held<T> => {
    const held = book.on(rule, day)
    if (held === undefined) throw new Error(`rule value ${rule.key} has no value on ${day}`)
    return held
  }
  const [materials, notice, posting] = [on(values.materialsDays), on(values.noticeDays), on(values.postingDays)]
  const merge = on(values.mergeFirstTwo)
  return {
    review: on(values.review).value,
    mergeFirstTwo: merge.value,
    membersBase: on(values.membersBase).value,
    materialsDays: materials.value,
    noticeDays: notice.value,
    postingDays: posting.value,
    basis: { materials: materials.basis, notice: notice.basis, posting: posting.basis, merge: merge.basis },
  }
}
