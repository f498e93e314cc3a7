/** What is published of a fund by building, so that no figure is that of one unit. */

export type BuildingSum = {
  /** Buildings whose figures are added up; one as a rule. */
  readonly buildings: readonly string[]
  readonly units: number
  readonly paid: bigint
  readonly earned: bigint
  readonly used: bigint
  readonly other: bigint
  readonly balance: bigint
}

/** Of two units each owner would know the other's balance. */
export const UNITS_MIN = 3

const add = (one: BuildingSum, other: BuildingSum): BuildingSum => ({
  buildings: [...one.buildings, ...other.buildings].toSorted(),
  units: one.units + other.units,
  paid: one.paid + other.paid,
  earned: one.earned + other.earned,
  used: one.used + other.used,
  other: one.other + other.other,
  balance: one.balance + other.balance,
})

/**
 * Figures by building; those of buildings with fewer than three units are added up with the smallest others until there
 * are three, since the whole is published as well and the rest could be taken off it.
 * @returns in the order of buildings; nothing when the whole fund has fewer than three units
 */
export const published = (sums: readonly BuildingSum[]): readonly BuildingSum[] => {
  const bySize = sums.toSorted((a, b) => a.units - b.units)
  const [smallest, next, ...rest] = bySize
  if (smallest === undefined) return []
  if (smallest.units < UNITS_MIN) return next === undefined ? [] : published([add(smallest, next), ...rest])
  return sums.toSorted((a, b) => ((a.buildings[0] ?? '') < (b.buildings[0] ?? '') ? -1 : 1))
}
