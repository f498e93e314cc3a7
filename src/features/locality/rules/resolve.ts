/**
 * Which of several layers holds on a day. The most local one does, unless law stands above it and is stricter:
 * a local value is never weaker than a value from law (rulebook X-008), and the conflict is told.
 */
import type { Basis } from '../../../kernel/cite.ts'
import { type DatedValue, entryAt } from '../../../kernel/dated.ts'
import type { LocalDate } from '../../../kernel/time.ts'

export const LAYERS = ['national', 'province', 'city', 'operator'] as const
export type LayerName = (typeof LAYERS)[number]

/** An entry of a layer; one with an end falls back to the layers above after its last day. */
export type LayerEntry<T> = DatedValue<T> & { readonly to?: LocalDate | undefined }
export type Layer<T> = { readonly name: LayerName; readonly entries: readonly LayerEntry<T>[] }

export type Held<T> = { readonly value: T; readonly basis: Basis; readonly layer: LayerName; readonly from: LocalDate }

export type Conflict<T> = {
  /** What was asked for locally and does not hold. */
  readonly weaker: Held<T>
  /** What holds instead, from law. */
  readonly stricter: Held<T>
}

/** True when the first value binds more than the second. Values of which neither binds more have no conflict. */
export type Stricter<T> = (a: T, b: T) => boolean

const onDay = <T>(layer: Layer<T>, date: LocalDate): readonly Held<T>[] => {
  const running = layer.entries.filter(entry => entry.to === undefined || entry.to >= date)
  const entry = entryAt(running, date)
  return entry === undefined ? [] : [{ value: entry.value, basis: entry.basis, layer: layer.name, from: entry.from }]
}

/**
 * @param layers from the general to the local; each layer's entries in order of `from`
 * @param stricter absent for values that have no order, such as a list of names: then the most local one holds
 * @returns undefined when no layer has begun on that day
 */
export const resolve = <T>(
  layers: readonly Layer<T>[],
  date: LocalDate,
  stricter?: Stricter<T>,
): { readonly held: Held<T>; readonly conflict?: Conflict<T> } | undefined => {
  const held = layers.flatMap(layer => onDay(layer, date))
  const local = held.at(-1)
  if (local === undefined) return undefined
  if (stricter === undefined) return { held: local }
  const law = held
    .slice(0, -1)
    .filter(each => each.basis.kind === 'cite' && stricter(each.value, local.value))
    .reduce<Held<T> | undefined>(
      (best, each) => (best === undefined || stricter(each.value, best.value) ? each : best),
      undefined,
    )
  return law === undefined ? { held: local } : { held: law, conflict: { weaker: local, stricter: law } }
}

/** Days on which something begins, or begins to fall back: between two of them the answer does not change. */
export const turningDays = <T>(
  layers: readonly Layer<T>[],
  next: (date: LocalDate) => LocalDate,
): readonly LocalDate[] =>
  [
    ...new Set(
      layers.flatMap(layer =>
        layer.entries.flatMap(entry => (entry.to === undefined ? [entry.from] : [entry.from, next(entry.to)])),
      ),
    ),
  ].sort()
