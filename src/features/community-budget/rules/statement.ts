import type { Category } from './kinds.ts'

/** An account of a budget's book with what stood on it before a period and at its end, in fen. */
export type Standing = { readonly path: string; readonly before: bigint; readonly after: bigint }

/** Income and spending of a period, in fen: opening + granted − returned − spent = closing. */
export type Statement = {
  readonly openingFen: number
  readonly grantedFen: number
  readonly returnedFen: number
  readonly spent: readonly { readonly category: Category; readonly fen: number }[]
  readonly closingFen: number
}

export const GRANT = 'grant'
export const freeOf = (year: number): string => `${year}/free`
export const spentOf = (year: number, category: Category): string => `${year}/spent/${category}`

const FREE = /^\d{4}\/free$/
const SPENT = /^\d{4}\/spent\/([a-z]+)$/

/** The category of an account, if something is spent on it. */
export const categoryOf = (path: string): Category | undefined => SPENT.exec(path)?.[1] as Category | undefined

const sum = (parts: readonly bigint[]): number => Number(parts.reduce((total, part) => total + part, 0n))

/**
 * What came in and went out between two balances of every account of a book. What was carried from year to year cancels
 * out; what was paid and taken back in the same period is not there; taken back later it stands as less than nothing.
 * @param granted grants of the period, in fen
 */
export const statementOf = (accounts: readonly Standing[], granted: bigint): Statement => {
  const free = accounts.filter(({ path }) => FREE.test(path))
  const net = accounts.filter(({ path }) => path === GRANT).map(({ before, after }) => before - after)
  const spent = new Map<Category, bigint>()
  for (const { path, before, after } of accounts) {
    const category = categoryOf(path)
    if (category !== undefined) spent.set(category, (spent.get(category) ?? 0n) + after - before)
  }
  return {
    openingFen: sum(free.map(({ before }) => before)),
    grantedFen: Number(granted),
    returnedFen: Number(granted) - sum(net),
    spent: [...spent].flatMap(([category, amount]) => (amount === 0n ? [] : [{ category, fen: Number(amount) }])),
    closingFen: sum(free.map(({ after }) => after)),
  }
}
