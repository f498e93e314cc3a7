import { allocate, type Fen, fen } from '../../../kernel/money.ts'
import type { BuildingPart } from './state.ts'

/** A unit of the scope, and its area in 0.01 m². */
export type Bearing = {
  readonly unit: string
  readonly code: string
  readonly building: string
  readonly areaDm2: number
}
/** What is borne for a unit, in fen: by its owners, or by who sold it as public housing. */
export type Part = Bearing & { readonly part: 'owner' | 'seller'; readonly fen: Fen }
/** What was paid in for a unit of public housing, in fen. */
export type PaidIn = { readonly owner: bigint; readonly seller: bigint }

const byCode = (a: Bearing, b: Bearing): number => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)
const byCodeAndPart = (a: Part, b: Part): number => byCode(a, b) || (a.part < b.part ? -1 : a.part > b.part ? 1 : 0)

/**
 * An amount divided among units by area (rulebook C-234): each the whole fen of its exact share, what is left one each to
 * the largest remainders, the lesser code first. The parts add up to the amount. Units that bear nothing are left out.
 * @param units at least one with an area
 */
export const partsByArea = (total: Fen, units: readonly Bearing[]): readonly Part[] => {
  const sorted = units.toSorted(byCode)
  const amounts = allocate(
    total,
    sorted.map(({ areaDm2 }) => BigInt(areaDm2)),
  )
  return sorted.flatMap((unit, index) => {
    const amount = amounts[index] ?? fen(0n)
    return amount > 0n ? [{ ...unit, part: 'owner', fen: amount }] : []
  })
}

/**
 * A cost divided among units of which some are public housing that was sold (rulebook C-234): by area among all; what falls
 * on public housing, between its owners together and each seller's account by what was paid in; what falls on those owners,
 * by area again. Where nothing was paid in, their owners bear it.
 * @param housing what was paid in, for each unit of public housing
 */
export const partsOfCost = (
  total: Fen,
  units: readonly Bearing[],
  housing: ReadonlyMap<string, PaidIn>,
): readonly Part[] => {
  const all = partsByArea(total, units)
  const sold = all.flatMap(part => {
    const paid = housing.get(part.unit)
    return paid === undefined ? [] : [{ ...part, paid }]
  })
  const weights = [sold.reduce((sum, { paid }) => sum + paid.owner, 0n), ...sold.map(({ paid }) => paid.seller)]
  if (weights.every(weight => weight === 0n)) return all
  const share = sold.reduce((sum, part) => sum + part.fen, 0n)
  const [ofOwners = fen(0n), ...ofSellers] = allocate(fen(share), weights)
  const bearing = sold.map(({ unit, code, building, areaDm2 }) => ({ unit, code, building, areaDm2 }))
  const sellers = bearing.flatMap((unit, index): readonly Part[] => {
    const amount = ofSellers[index] ?? fen(0n)
    return amount > 0n ? [{ ...unit, part: 'seller', fen: amount }] : []
  })
  const others = all.filter(({ unit }) => !housing.has(unit))
  return [...others, ...partsByArea(ofOwners, bearing), ...sellers].toSorted(byCodeAndPart)
}

/**
 * What each unit pays when less is due than was held: divided by what each has held, so that nobody pays more than that.
 * @param held parts above zero  @param total at most their sum
 */
export const partsOfHeld = (total: Fen, held: readonly Part[]): readonly Part[] => {
  const sorted = held.toSorted(byCodeAndPart)
  const amounts = allocate(
    total,
    sorted.map(part => part.fen),
  )
  return sorted.map((part, index) => ({ ...part, fen: amounts[index] ?? fen(0n) }))
}

/** What each building bears, as everybody may see it; a unit that two bear for is one. */
export const byBuilding = (parts: readonly Part[]): readonly BuildingPart[] => {
  const seen = new Set<string>()
  return sumByBuilding(
    parts.map(({ unit, building, areaDm2, fen: amount }) => {
      const again = seen.has(unit)
      seen.add(unit)
      return { building, units: again ? 0 : 1, areaDm2: again ? 0 : areaDm2, fen: Number(amount) }
    }),
    'count',
  )
}

/**
 * Lines of the same building as one.
 * @param how `count`: each line is another unit; `add`: the same units bear once more, so only the amounts are added
 */
export const sumByBuilding = (
  lines: readonly BuildingPart[],
  how: 'count' | 'add' = 'add',
): readonly BuildingPart[] => {
  const sums = new Map<string, BuildingPart>()
  for (const line of lines) {
    const sum = sums.get(line.building)
    const more = (a: number, b: number): number => (how === 'count' ? a + b : Math.max(a, b))
    sums.set(
      line.building,
      sum === undefined
        ? line
        : {
            ...sum,
            units: more(sum.units, line.units),
            areaDm2: more(sum.areaDm2, line.areaDm2),
            fen: sum.fen + line.fen,
          },
    )
  }
  return [...sums.values()].toSorted((a, b) => a.building.localeCompare(b.building, 'en', { numeric: true }))
}
