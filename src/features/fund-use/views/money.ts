import { formatHundredths } from '../../../kernel/decimal.ts'
import { fen, formatYuan } from '../../../kernel/money.ts'

/** An amount of fen in yuan with two places. */
export const yuan = (amount: number): string => formatYuan(fen(BigInt(amount)))

/** An area of 0.01 m² in square metres with two places. */
export const m2 = (areaDm2: number): string => formatHundredths(BigInt(areaDm2))
