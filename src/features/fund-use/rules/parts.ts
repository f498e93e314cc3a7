import { allocate, type Fen, fen } from '../../../kernel/money.ts'
import type { BuildingPart } from './state.ts'

/** A unit of the scope, and its area in 0.01 m². */
export type Bearing = {
  readonly unit: string
  readonly code: string
  readonly building: string
  readonly areaDm2: number
}
/** What a unit bears, in fen. */
export type Part = Bearing & { readonly fen: Fen }

const byCode = (a: Bearing, b: Bearing): number => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)

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
    return amount > 0n ? [{ ...unit, fen: amount }] : []
  })
}

/**
 * What each unit pays when less is due than was held: divided by what each has held, so that nobody pays more than that.
 * @param held parts above zero  @param total at most their sum
 */
export const partsOfHeld = (total: Fen, held: readonly Part[]): readonly Part[] => {
  const sorted = held.toSorted(byCode)
  const amounts = allocate(
    total,
    sorted.map(part => part.fen),
  )
  return sorted.map((part, index) => ({ ...part, fen: amounts[index] ?? fen(0n) }))
}

/** What each building bears, as everybody may see it. */
export const byBuilding = (parts: readonly Part[]): readonly BuildingPart[] =>
  sumByBuilding(
    parts.map(({ building, areaDm2, fen: amount }) => ({ building, units: 1, areaDm2, fen: Number(amount) })),
    'count',
  )

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
