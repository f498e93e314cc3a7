import { d, type LocalDate } from '../../kernel/time.ts'
import type { CityQueries } from '../../platform/db/types.ts'
import { type Held, type RuleValue, ruleBookOf } from '../locality/index.ts'
import * as values from './rule-values.ts'
import type { Seats } from './rules/bodies.ts'
import type { Params } from './rules/params.ts'

/** No deliberation before the law that has its numbers. */
const FIRST_DAY = d('2026-01-01')

const reader = async (db: CityQueries, day: LocalDate) => {
  const book = await ruleBookOf(db)
  return <T>(rule: RuleValue<T>): Held<T> => {
    const held = book.on(rule, day < FIRST_DAY ? FIRST_DAY : day)
    if (held === undefined) throw new Error(`rule value ${rule.key} has no value on ${day}`)
    return held
  }
}

/** What holds in the city on the day of a meeting or notice. */
export const paramsOn = async (db: CityQueries, day: LocalDate): Promise<Params> => {
  const on = await reader(db, day)
  const [notice, posting] = [on(values.noticeDays), on(values.postingDays)]
  const [quorum, assent] = [on(values.quorumPercent), on(values.assentPercent)]
  return {
    noticeDays: notice.value,
    postingDays: posting.value,
    quorumPercent: quorum.value,
    assentPercent: assent.value,
    basis: { notice: notice.basis, posting: posting.basis, quorum: quorum.basis, assent: assent.basis },
  }
}

/** How many members a coordination committee should have. */
export const committeeSeatsOn = async (db: CityQueries, day: LocalDate): Promise<Seats> => {
  const on = await reader(db, day)
  return { least: on(values.committeeLeast).value, most: on(values.committeeMost).value }
}
