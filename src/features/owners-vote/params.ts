import type { LocalDate } from '../../kernel/time.ts'
import type { CityQueries } from '../../platform/db/types.ts'
import { type Held, type RuleValue, ruleBookOf } from '../locality/index.ts'
import * as values from './rule-values.ts'
import type { Params } from './rules/params.ts'

/** What holds in the city on the day of the notice; before there is one, on the day of asking. */
export const paramsOn = async (db: CityQueries, day: LocalDate): Promise<Params> => {
  const book = await ruleBookOf(db)
  const on = <T>(rule: RuleValue<T>): Held<T> => {
    const held = book.on(rule, day)
    if (held === undefined) throw new Error(`rule value ${rule.key} has no value on ${day}`)
    return held
  }
  const [notice, least, most] = [on(values.noticeDays), on(values.windowDaysMin), on(values.windowDaysMax)]
  const [extensions, proxies, posting] = [on(values.extensionsMax), on(values.proxiesMax), on(values.postingDays)]
  return {
    noticeDays: notice.value,
    windowDaysMin: least.value,
    windowDaysMax: most.value,
    extensionsMax: extensions.value,
    proxiesMax: proxies.value,
    postingDays: posting.value,
    basis: {
      notice: notice.basis,
      window: most.basis,
      extensions: extensions.basis,
      proxies: proxies.basis,
      posting: posting.basis,
    },
  }
}
