/** What is wrong with a register as it stands, so that somebody can put it right before it is voted by. */
import { isAppurtenant, type Kind, numbersOf } from './unit.ts'

export const FAULTS = ['no-owner', 'area-missing', 'doubled', 'overlap', 'name-differs', 'parking-unset'] as const
export type FaultKind = (typeof FAULTS)[number]

/** One kind of fault with the units it is about, by code. */
export type RegisterFault = { readonly kind: FaultKind; readonly units: readonly string[] }

export type Looked = {
  readonly code: string
  readonly kind: Kind
  readonly areaDm2: number
  readonly owners: readonly string[]
  readonly developer: boolean
}

/**
 * Owners who appear in sets of co-owners that differ: two heads by law, which a person should look at (rulebook C-146).
 * @returns codes of the units concerned
 */
const overlapping = (units: readonly Looked[]): readonly string[] => {
  const sets = new Map<string, Set<string>>()
  for (const { owners } of units)
    for (const owner of owners) sets.set(owner, (sets.get(owner) ?? new Set()).add(owners.toSorted().join(' ')))
  return units.filter(({ owners }) => owners.some(owner => (sets.get(owner)?.size ?? 0) > 1)).map(({ code }) => code)
}

const doubled = (units: readonly Looked[]): readonly string[] =>
  [...Map.groupBy(units, ({ code }) => numbersOf(code)).values()]
    .filter(same => same.length > 1)
    .flatMap(same => same.map(({ code }) => code))

/**
 * All faults, those that stop a vote first.
 * @param units the whole estate on one instant
 * @param parking whether the owners have laid down how parking and storage count
 * @param disputed codes of units whose owner was verified under another name than the register has
 */
export const faultsOf = (
  units: readonly Looked[],
  parking: boolean | undefined,
  disputed: readonly string[],
): readonly RegisterFault[] => {
  const found: Readonly<Record<FaultKind, readonly string[]>> = {
    'no-owner': units.filter(({ owners, developer }) => owners.length === 0 && !developer).map(({ code }) => code),
    'area-missing': units.filter(({ areaDm2 }) => areaDm2 === 0).map(({ code }) => code),
    doubled: doubled(units),
    overlap: overlapping(units),
    'name-differs': disputed,
    'parking-unset':
      parking === undefined ? units.filter(({ kind }) => isAppurtenant(kind)).map(({ code }) => code) : [],
  }
  return FAULTS.flatMap(kind => (found[kind].length === 0 ? [] : [{ kind, units: found[kind] }]))
}
