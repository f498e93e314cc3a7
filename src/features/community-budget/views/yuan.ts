import { fen, formatYuan } from '../../../kernel/money.ts'

/** An amount of fen in yuan with two places. */
export const yuan = (amount: number): string => formatYuan(fen(BigInt(amount)))
