import { fen, formatYuan } from '../../../kernel/money.ts'

/** Yuan with two places of an amount of fen as the API sends it. */
export const yuan = (amount: string | number): string => formatYuan(fen(BigInt(amount)))

/** The same with its sign: what came in and what went out. */
export const signed = (amount: string): string => (amount.startsWith('-') ? yuan(amount) : `+${yuan(amount)}`)
