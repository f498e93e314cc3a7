/**
 * Parts of a whole, compared exactly. 以上 includes the number, 过半数 and 超过 do not (民法典第一千二百五十九条):
 * the two are different words here, so that none can be taken for the other.
 */
export type Fraction = readonly [numerator: number | bigint, denominator: number | bigint]

/** `atLeast` = 以上 (≥), `moreThan` = 过半数 / 超过 (>). */
export type Share = { readonly atLeast: Fraction } | { readonly moreThan: Fraction }

/** 三分之二以上 */
export const TWO_THIRDS: Share = { atLeast: [2, 3] }
/** 四分之三以上 */
export const THREE_QUARTERS: Share = { atLeast: [3, 4] }
/** 过半数 */
export const MAJORITY: Share = { moreThan: [1, 2] }

const exact = (fraction: Fraction): readonly [bigint, bigint] => {
  const [numerator, denominator] = [BigInt(fraction[0]), BigInt(fraction[1])]
  if (denominator <= 0n || numerator < 0n) throw new RangeError(`not a share: ${numerator}/${denominator}`)
  return [numerator, denominator]
}

/**
 * Whether `part` of `whole` reaches the share. Nothing of nothing reaches no share: an empty register decides nothing.
 * @param part,whole heads, areas in 0.01 m², minutes: integers of one unit, never negative
 */
export const meets = (share: Share, part: bigint, whole: bigint): boolean => {
  if (part < 0n || whole < 0n) throw new RangeError('a part and its whole are not negative')
  if (whole === 0n) return false
  const [numerator, denominator] = exact('atLeast' in share ? share.atLeast : share.moreThan)
  const [left, right] = [part * denominator, whole * numerator]
  return 'atLeast' in share ? left >= right : left > right
}

/** The smallest part of `whole` that reaches the share; larger than `whole` when none does. */
export const needed = (share: Share, whole: bigint): bigint => {
  const [numerator, denominator] = exact('atLeast' in share ? share.atLeast : share.moreThan)
  const product = whole * numerator
  return 'atLeast' in share ? (product + denominator - 1n) / denominator : product / denominator + 1n
}
