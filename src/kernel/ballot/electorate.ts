/** A privately owned part of an estate, as the register has it on the day it is frozen. */
export type Unit = {
  readonly unit: string
  /** Floor area in 0.01 m², a whole number. */
  readonly areaDm2: number
  /** Ids of everybody who owns it, in any order; co-owners vote as one. */
  readonly owners: readonly string[]
  /** Not sold, or sold and not handed over: it is still the developer's, whoever stands in `owners`. */
  readonly developer?: boolean
}

/** Those who vote as one head: the same owner, the same co-owners, or the developer. */
export type OwnerGroup = {
  readonly units: readonly string[]
  /** Areas of all its units together, in 0.01 m². */
  readonly areaDm2: bigint
}

export type Electorate = {
  readonly groups: readonly OwnerGroup[]
  readonly groupOf: ReadonlyMap<string, OwnerGroup>
  readonly areaDm2: bigint
}

/** What is wrong with a register: units that stand in it twice, and units without an owner. */
export type RegisterFault = { readonly tag: 'unit-twice' | 'unit-without-owner'; readonly unit: string }

const DEVELOPER = 'developer'

/** Two sets of co-owners that only overlap are two heads (rulebook C-146). */
const keyOf = ({ owners, developer }: Unit): string =>
  developer === true ? DEVELOPER : JSON.stringify([...new Set(owners)].toSorted())

export const faultsOfRegister = (units: readonly Unit[]): readonly RegisterFault[] => {
  const seen = new Set<string>()
  return units.flatMap(({ unit, owners, developer }): readonly RegisterFault[] => {
    const twice = seen.has(unit)
    seen.add(unit)
    return [
      ...(twice ? [{ tag: 'unit-twice', unit } as const] : []),
      ...(owners.length === 0 && developer !== true ? [{ tag: 'unit-without-owner', unit } as const] : []),
    ]
  })
}

/**
 * Heads and areas of a register (rulebook C-143, C-144): one head for each owner however many units he has, one for the
 * co-owners of a unit, one for all the developer still has; areas are summed.
 * @param units without faults, see `faultsOfRegister`
 */
export const electorateOf = (units: readonly Unit[]): Electorate => {
  const byKey = Map.groupBy(units, keyOf)
  const groups = [...byKey.values()].map(
    (own): OwnerGroup => ({
      units: own.map(({ unit }) => unit),
      areaDm2: own.reduce((sum, { areaDm2 }) => sum + BigInt(areaDm2), 0n),
    }),
  )
  return {
    groups,
    groupOf: new Map(groups.flatMap(group => group.units.map(unit => [unit, group] as const))),
    areaDm2: groups.reduce((sum, { areaDm2 }) => sum + areaDm2, 0n),
  }
}
