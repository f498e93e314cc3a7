/** Decimal text with two places as an integer of hundredths: the one reader behind areas and money. */

const PATTERN = /^(-?)(\d{1,15})(?:\.(\d{1,2}))?$/

/** Reads `89.5` as 8950n; undefined for anything that is not a plain decimal with at most two places. */
export const parseHundredths = (text: string): bigint | undefined => {
  const match = PATTERN.exec(text.trim())
  if (match === null) return undefined
  const value = BigInt(match[2] ?? '0') * 100n + BigInt((match[3] ?? '').padEnd(2, '0'))
  return match[1] === '-' ? -value : value
}

/** Writes 8950n as `89.50`. */
export const formatHundredths = (value: bigint): string => {
  const digits = (value < 0n ? -value : value).toString().padStart(3, '0')
  return `${value < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}
