import { dayNumber, type LocalDate } from '../../../kernel/time.ts'

/** Money into an account, or out of it below zero, in fen; it counts from the end of its day. */
export type Move = { readonly date: LocalDate; readonly fen: bigint }

/** From the first day to the day before `to`. */
export type Term = { readonly from: LocalDate; readonly to: LocalDate }

/**
 * The daily products of an account: its balance at the end of each day of the term, summed (积数, rulebook C-245). What moved
 * before the term is its opening balance, what moves from `to` on is not looked at.
 * @returns the sum in fen × days, and the first day whose balance was below zero
 */
export const productOf = (
  moves: readonly Move[],
  { from, to }: Term,
): { readonly product: bigint; readonly overdrawn: LocalDate | undefined } => {
  const [first, end] = [dayNumber(from), dayNumber(to)]
  const counted = moves.filter(({ date }) => date < to)
  const product = counted.reduce((sum, { date, fen }) => sum + fen * BigInt(end - Math.max(dayNumber(date), first)), 0n)
  const byDay = Map.groupBy(counted, ({ date }) => (date < from ? from : date))
  let balance = 0n
  for (const day of [...byDay.keys()].toSorted()) {
    balance += (byDay.get(day) ?? []).reduce((sum, { fen }) => sum + fen, 0n)
    if (balance < 0n) return { product, overdrawn: day }
  }
  return { product, overdrawn: undefined }
}
