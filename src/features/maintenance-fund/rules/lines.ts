import { type Fen, parseFen } from '../../../kernel/money.ts'

/** One line of a table as it came in; empty text for what is not there. */
export type Line<F extends string> = { readonly line: number; readonly cells: Readonly<Record<F, string>> }

/** What is wrong with a line, by column. Words: `import.fault.<why>`. */
export type LineFault = {
  readonly line: number
  readonly field: string
  readonly why: string
  readonly values?: Readonly<Record<string, string | number>>
}

/** 10⁹ yuan: ten thousand lines of it still fit a balance. */
const MOST = 100_000_000_000n

/** Yuan as banks and offices write it: `1,234.50`, `￥1234.5`; undefined when it is no amount, or beyond 10⁹ yuan. */
export const yuanOf = (text: string): Fen | undefined => {
  const plain = text.normalize('NFKC').replace(/[\s,¥￥元]/g, '')
  const value = plain === '' ? undefined : parseFen(plain)
  return value === undefined || value > MOST || value < -MOST ? undefined : value
}
