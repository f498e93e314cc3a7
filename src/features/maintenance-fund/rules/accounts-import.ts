/** Accounts of units as another office kept them: what each holds, and what its first deposit was. */
import { type Fen, fen } from '../../../kernel/money.ts'
import { type Line, type LineFault, yuanOf } from './lines.ts'

export const FIELDS = ['code', 'balance', 'first', 'seller'] as const
export type Field = (typeof FIELDS)[number]

/** What a column may be called; the first is ours. */
export const HEADINGS = {
  code: ['房号', '户号', '房屋编号', '单元房号'],
  balance: ['余额', '分户账余额', '账户余额', '金额'],
  first: ['首期应交', '首期交存额', '应交金额'],
  seller: ['售房单位余额', '售房单位部分'],
} as const satisfies Record<Field, readonly string[]>

export const NEEDED: readonly Field[] = ['code', 'balance']

export type ImportedAccount = {
  readonly line: number
  readonly code: string
  readonly balance: Fen
  /** What its first deposit was; null where the file does not say. */
  readonly first: Fen | null
  /** What the seller of public housing has there; null where the file does not say. */
  readonly seller: Fen | null
}

const CODE_MAX = 40

/** One spelling of a unit's code: full-width signs and spaces do not make another. Undefined: there is none, or it is too long. */
export const codeOf = (text: string): string | undefined => {
  const code = text
    .normalize('NFKC')
    .replace(/[\s]/g, '')
    .replace(/[－—–]/g, '-')
  return code === '' || [...code].length > CODE_MAX ? undefined : code
}

/** Reads the lines. Every fault of every line is told, and a line with one counts for nothing. */
export const readAccounts = (
  lines: readonly Line<Field>[],
): { readonly accounts: readonly ImportedAccount[]; readonly faults: readonly LineFault[] } => {
  const faults: LineFault[] = []
  const seen = new Map<string, number>()
  const accounts: ImportedAccount[] = []
  for (const { line, cells } of lines) {
    const before = faults.length
    const fault = (field: Field, why: string, values?: LineFault['values']): void => {
      faults.push({ line, field, why, ...(values === undefined ? {} : { values }) })
    }
    const amount = (field: 'balance' | 'first' | 'seller'): Fen | null => {
      const text = cells[field]
      if (text === '' && field !== 'balance') return null
      const value = yuanOf(text)
      if (value === undefined) fault(field, 'amount-wrong', { text })
      else if (value < 0n) fault(field, 'amount-negative', { text })
      return value ?? fen(0n)
    }
    const code = codeOf(cells.code)
    if (code === undefined) fault('code', 'code-missing')
    const first = seen.get(code ?? '')
    if (code !== undefined && first !== undefined) fault('code', 'code-twice', { code, first })
    if (code !== undefined) seen.set(code, first ?? line)
    const account = {
      line,
      code: code ?? '',
      balance: amount('balance') ?? fen(0n),
      first: amount('first'),
      seller: amount('seller'),
    }
    if (faults.length === before) accounts.push(account)
  }
  return { accounts, faults }
}
