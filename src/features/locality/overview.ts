import type { LocalDate } from '../../kernel/time.ts'
import type { CityQueries } from '../../platform/db/types.ts'
import { type RuleValue, ruleValues } from './registry.ts'
import { type Held, type LayerEntry, type LayerName, resolve } from './rules/resolve.ts'
import { allEntered, conflictsOf, type NoticedConflict } from './store.ts'
import { layersOf } from './values.ts'

export type RuleLine = {
  readonly rule: RuleValue<unknown>
  readonly held: Held<unknown> | undefined
  /** All layers, general to local, each with its entries in order. */
  readonly history: readonly (LayerEntry<unknown> & { readonly layer: LayerName })[]
  readonly conflicts: readonly NoticedConflict[]
}

/** Every value that can be set, what holds on a day, and how it came to. */
export const ruleLines = async (db: CityQueries, date: LocalDate): Promise<readonly RuleLine[]> => {
  const entered = Map.groupBy(await allEntered(db), entry => entry.key)
  const conflicts = Map.groupBy(await conflictsOf(db), conflict => conflict.key)
  return ruleValues().map(rule => {
    const layers = layersOf(rule, db.city, entered.get(rule.key) ?? [])
    return {
      rule,
      held: resolve(layers, date, rule.stricter)?.held,
      history: layers.flatMap(({ name, entries }) => entries.map(entry => ({ ...entry, layer: name }))),
      conflicts: conflicts.get(rule.key) ?? [],
    }
  })
}
