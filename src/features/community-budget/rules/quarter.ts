import { d, type LocalDate, partsOf, plusDays, plusMonths } from '../../../kernel/time.ts'

/** A quarter of a calendar year, 1 to 4. */
export type Quarter = { readonly year: number; readonly quarter: number }

const MONTHS = 3
const FOUR = 4

/** Its first and last day. */
export const daysOf = ({ year, quarter }: Quarter): { readonly from: LocalDate; readonly to: LocalDate } => {
  const from = d(`${year}-${String((quarter - 1) * MONTHS + 1).padStart(2, '0')}-01`)
  return { from, to: plusDays(plusMonths(from, MONTHS), -1) }
}

/** The quarter that ended last before a day. */
export const lastEnded = (day: LocalDate): Quarter => {
  const { year, month } = partsOf(day)
  const current = Math.ceil(month / MONTHS)
  return current === 1 ? { year: year - 1, quarter: FOUR } : { year, quarter: current - 1 }
}

export const yearOfDay = (day: LocalDate): number => partsOf(day).year
