/** Area in 0.01 m², price in fen a square metre, rate in ten-thousandths. */
export type FirstDeposit = { readonly areaDm2: number; readonly costFen: number; readonly rate: number }

/** Hundredths of a square metre times ten-thousandths. */
const WHOLE = 100n * 10_000n

/**
 * The first deposit of a unit: floor area × published cost of building a square metre × rate (rulebook C-221), to the
 * nearest fen, half a fen up.
 */
export const firstDeposit = ({ areaDm2, costFen, rate }: FirstDeposit): bigint =>
  (2n * BigInt(areaDm2) * BigInt(costFen) * BigInt(rate) + WHOLE) / (2n * WHOLE)

/** What the seller of public housing pays in of the price, at least so many percent of it (rulebook C-222): up to the whole fen. */
export const sellerDeposit = (saleFen: bigint, percent: number): bigint => (saleFen * BigInt(percent) + 99n) / 100n

/** Whether an account is to be filled up: below so many percent of its first deposit (rulebook C-227); 30 % is not below. */
export const isLow = (balance: bigint, first: bigint, percent: number): boolean =>
  balance * 100n < first * BigInt(percent)
