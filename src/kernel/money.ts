import { formatHundredths, parseHundredths } from './decimal.ts'

declare const fenBrand: unique symbol

/** An amount in 分, exact. */
export type Fen = bigint & { readonly [fenBrand]: true }

export const fen = (value: bigint): Fen => value as Fen

/** Reads yuan such as `1234.5` into fen; undefined when it is no amount or has more than two places. */
export const parseFen = (yuan: string): Fen | undefined => {
  const value = parseHundredths(yuan)
  return value === undefined ? undefined : fen(value)
}

/** Writes yuan with two places and thousands marked: `1,234.50`. */
export const formatYuan = (value: Fen): string => formatHundredths(value).replace(/\B(?=(\d{3})+(?=\.))/g, ',')

/**
 * Divides an amount by weights so that the parts add up to it exactly: each gets the whole fen below its share,
 * and the fen left over go to the largest remainders, the earlier first. A negative amount mirrors a positive one.
 * @param weights not negative, at least one above zero (areas, heads); otherwise throws
 */
export const allocate = (total: Fen, weights: readonly bigint[]): readonly Fen[] => {
  const whole = weights.reduce((sum, weight) => sum + weight, 0n)
  if (whole <= 0n || weights.some(weight => weight < 0n)) throw new RangeError('weights must be positive together')
  if (total < 0n) return allocate(fen(-total), weights).map(part => fen(-part))
  const floors = weights.map(weight => (total * weight) / whole)
  const left = Number(total - floors.reduce((sum, part) => sum + part, 0n))
  const order = weights
    .map((weight, index) => ({ index, remainder: (total * weight) % whole }))
    .toSorted((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1))
  const lucky = new Set(order.slice(0, left).map(({ index }) => index))
  return floors.map((part, index) => fen(part + (lucky.has(index) ? 1n : 0n)))
}
