import type { Basis } from '../../kernel/cite.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { CityQueries } from '../../platform/db/types.ts'
import { type Held, type RuleValue, ruleBookOf } from '../locality/index.ts'
import * as values from './rule-values.ts'
import { POSTED, POSTED_IN_VILLAGES } from './rules/basis.ts'
import type { Params } from './rules/params.ts'

const FEN = 100n

/** What holds in the city on a day. */
export const paramsOn = async (db: CityQueries, day: LocalDate): Promise<Params> => {
  const book = await ruleBookOf(db)
  const on = <T>(rule: RuleValue<T>): Held<T> => {
    const held = book.on(rule, day)
    if (held === undefined) throw new Error(`rule value ${rule.key} has no value on ${day}`)
    return held
  }
  const [office, service] = [book.on(values.officeYuan, day), book.on(values.serviceYuan, day)]
  const [categories, alone] = [on(values.serviceCategories), on(values.aloneYuan)]
  const [yearEnd, posting] = [on(values.yearEnd), on(values.postingDays)]
  const dueOf = (held: Held<number> | undefined): bigint | null =>
    held === undefined ? null : BigInt(held.value) * FEN
  return {
    due: { office: dueOf(office), service: dueOf(service) },
    serviceCategories: categories.value,
    aloneFen: BigInt(alone.value) * FEN,
    yearEnd: yearEnd.value,
    postingDays: posting.value,
    basis: {
      office: office?.basis ?? null,
      service: service?.basis ?? null,
      categories: categories.basis,
      alone: alone.basis,
      yearEnd: yearEnd.basis,
      posting: posting.basis,
    },
  }
}

/** Where the days of posting come from: villages have a law of their own, with the same number. */
export const postingBasis = ({ basis: { posting } }: Params, village: boolean): Basis =>
  village && posting === POSTED ? POSTED_IN_VILLAGES : posting
