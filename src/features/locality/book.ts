import type { LocalDate } from '../../kernel/time.ts'
import type { City, CityQueries } from '../../platform/db/types.ts'
import type { RuleValue } from './registry.ts'
import { type Held, type Layer, resolve } from './rules/resolve.ts'
import { allEntered, type Entered, stampOf } from './store.ts'
import { layersOf } from './values.ts'

/** All that holds in a city, to be asked by date without the database. */
export type RuleBook = {
  /** What holds on the legally relevant day; undefined when no layer has begun by then. */
  readonly on: <T>(rule: RuleValue<T>, date: LocalDate) => Held<T> | undefined
}

const bookFrom = (city: Pick<City, 'code'>, all: readonly Entered[]): RuleBook => {
  const entered = Map.groupBy(all, entry => entry.key)
  const known = new Map<string, readonly Layer<unknown>[]>()
  const layers = <T>(rule: RuleValue<T>): readonly Layer<T>[] => {
    const made = known.get(rule.key) ?? layersOf(rule, city, entered.get(rule.key) ?? [])
    known.set(rule.key, made)
    return made as readonly Layer<T>[]
  }
  return { on: (rule, date) => resolve(layers(rule), date, rule.stricter)?.held }
}

/** What a city of this code has before its operator entered anything. */
export const shippedBook = (code: string): RuleBook => bookFrom({ code }, [])

/** Books this process holds, by city and stamp. The old ones of a city go when there are more than this. */
const held = new Map<string, RuleBook>()
const HELD_MAX = 256

/**
 * The values of a city as they stand now, inside or outside a transaction: one row is asked; the rest only after a
 * change. A change is seen by every process at its next call.
 */
export const ruleBookOf = async (db: CityQueries): Promise<RuleBook> => {
  const stamp = await stampOf(db)
  const key = `${db.city.code} ${stamp ?? 'shipped'}`
  const known = held.get(key)
  if (known !== undefined) return known
  const book = stamp === undefined ? shippedBook(db.city.code) : bookFrom(db.city, await allEntered(db))
  const oldest = held.keys().next().value
  if (held.size >= HELD_MAX && oldest !== undefined) held.delete(oldest)
  held.set(key, book)
  return book
}
