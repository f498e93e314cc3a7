import { ancestorAt, areaPath } from '../../kernel/area-code.ts'
import { type Instant, type LocalDate, plusDays } from '../../kernel/time.ts'
import type { City, CityQueries, Tx } from '../../platform/db/types.ts'
import { localityOf } from './localities.ts'
import { type RuleValue, ruleValues } from './registry.ts'
import { type Conflict, type Held, type Layer, resolve, turningDays } from './rules/resolve.ts'
import { allEntered, type Entered, enteredOf, noticeConflict } from './store.ts'

/** The four layers of a value in a city, general to local. */
export const layersOf = <T>(
  rule: RuleValue<T>,
  city: Pick<City, 'code'>,
  entered: readonly Entered[],
): readonly Layer<T>[] => {
  const area = areaPath(city.code)
  const province = ancestorAt(area, 'province')
  const shipped = (of: typeof area | undefined): Layer<T>['entries'] =>
    ((of === undefined ? undefined : localityOf(of)?.values[rule.key]) ?? []).map(entry => ({
      ...entry,
      value: rule.schema.parse(entry.value),
    }))
  const typed = entered.map(({ value, from, to, basis }) => ({
    value: rule.schema.parse(value),
    from,
    basis,
    to: to ?? undefined,
  }))
  return [
    { name: 'national', entries: rule.default },
    { name: 'province', entries: shipped(province) },
    { name: 'city', entries: shipped(area) },
    { name: 'operator', entries: typed },
  ]
}

/**
 * The value that holds in a city on the legally relevant day, with its basis and the layer it comes from.
 * Throws when no layer has begun on that day: a default that begins too late is a bug.
 */
export const ruleValueOn = async <T>(db: CityQueries, rule: RuleValue<T>, date: LocalDate): Promise<Held<T>> => {
  const resolved = resolve(layersOf(rule, db.city, await enteredOf(db, rule.key)), date, rule.stricter)
  if (resolved === undefined) throw new Error(`rule value ${rule.key} has no value on ${date}`)
  return resolved.held
}

export type KeyConflict = { readonly key: string; readonly day: LocalDate; readonly conflict: Conflict<unknown> }

const conflictsIn = (rule: RuleValue<unknown>, city: City, entered: readonly Entered[]): readonly KeyConflict[] => {
  const layers = layersOf(rule, city, entered)
  return turningDays(layers, date => plusDays(date, 1)).flatMap(day => {
    const conflict = resolve(layers, day, rule.stricter)?.conflict
    return conflict === undefined ? [] : [{ key: rule.key, day, conflict }]
  })
}

/** Finds every day from which a local value gives way to stricter law, and writes each down once. */
export const noticeConflicts = async (tx: Tx, now: Instant): Promise<readonly KeyConflict[]> => {
  const entered = Map.groupBy(await allEntered(tx), entry => entry.key)
  const found = ruleValues().flatMap(rule => conflictsIn(rule, tx.city, entered.get(rule.key) ?? []))
  for (const { key, day, conflict } of found) await noticeConflict(tx, key, day, conflict, now)
  return found
}
