import { z } from 'zod'
import { dateText as date, idText as id } from '../../platform/lines/lines.ts'

const FEN_DIGITS_MAX = 18
const ACCOUNTS_MAX = 2_000_000

/** A whole number of fen, as text: a city's fund is beyond what a JSON number holds exactly. */
const fenOf = (pattern: RegExp) =>
  z
    .string()
    .max(FEN_DIGITS_MAX + 1)
    .regex(pattern, 'must be a whole number of fen as text, such as "1234567"')
    .transform(text => BigInt(text))
const amount = fenOf(/^\d+$/)

export const allocation = z.object({
  totalFen: amount,
  shares: z
    .array(z.object({ id, areaDm2: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER) }))
    .min(1)
    .max(ACCOUNTS_MAX),
})

export const interest = z.object({
  receivedFen: amount,
  from: date,
  to: date,
  accounts: z
    .array(z.object({ id, moves: z.array(z.object({ date, fen: fenOf(/^-?\d+$/) })) }))
    .min(1)
    .max(ACCOUNTS_MAX),
})

export type Allocation = z.output<typeof allocation>
export type Interest = z.output<typeof interest>
