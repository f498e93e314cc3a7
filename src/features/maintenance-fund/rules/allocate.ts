import { allocate, type Fen, fen } from '../../../kernel/money.ts'

/** One part of a whole: a unit's account and what it weighs, an area in 0.01 m² or a product of fen and days. */
export type Weighed = { readonly id: string; readonly weight: bigint }
export type Part = { readonly id: string; readonly fen: Fen }

const byId = (a: Weighed, b: Weighed): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/**
 * Divides an amount by weights (rulebook C-234, C-236): each gets the whole fen of its exact share, the fen that are left go
 * one each to the largest remainders, the lesser id first where they are equal. The parts add up to the amount.
 * @param shares ids once each, weights not negative and not all zero
 * @returns in the order of `shares`
 */
export const split = (total: Fen, shares: readonly Weighed[]): readonly Part[] => {
  const sorted = shares.toSorted(byId)
  const parts = allocate(
    total,
    sorted.map(({ weight }) => weight),
  )
  const fenOf = new Map(sorted.map(({ id }, index) => [id, parts[index] ?? fen(0n)]))
  return shares.map(({ id }) => ({ id, fen: fenOf.get(id) ?? fen(0n) }))
}
