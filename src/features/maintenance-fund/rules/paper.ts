/** A statement of accounts: what stood at the beginning, what moved, what stands at the end, and the text of its hash. */
import type { LocalDate } from '../../../kernel/time.ts'

/** Where a posting counts in a statement. */
export const COLUMNS = ['paid', 'earned', 'used', 'other'] as const
export type PaperColumn = (typeof COLUMNS)[number]

/** One account of a statement, in fen. */
export type PaperRow = Readonly<Record<PaperColumn, bigint>> & {
  readonly code: string
  readonly building: string
  readonly part: 'owner' | 'seller'
  readonly opening: bigint
  readonly closing: bigint
}

export type Totals = Readonly<Record<PaperColumn | 'opening' | 'closing', bigint>>

/** What moved on one account, in the order of the books. */
export type PaperMove = {
  readonly on: LocalDate
  readonly business: string
  readonly part: 'owner' | 'seller'
  /** Of which use it was, where it was one. */
  readonly use: string | null
  readonly fen: bigint
}

export type Paper = {
  readonly scope: 'unit' | 'building' | 'fund'
  /** Name of the estate, and the building or unit it is of; empty for the whole. */
  readonly name: string
  readonly of: string
  readonly from: LocalDate
  readonly to: LocalDate
  readonly rows: readonly PaperRow[]
  /** Of one unit only. */
  readonly moves: readonly PaperMove[]
}

const PAID: ReadonlySet<string> = new Set(['opening', 'deposit-first', 'deposit-renewal', 'deposit-makeup', 'assign'])
const EARNED: ReadonlySet<string> = new Set(['interest', 'proceeds', 'scrap', 'bonds-redeem'])

/** Which column a kind of posting counts in. */
export const columnOf = (business: string): PaperColumn => {
  if (business.startsWith('use-')) return 'used'
  if (PAID.has(business)) return 'paid'
  return EARNED.has(business) ? 'earned' : 'other'
}

const SUMS = ['opening', ...COLUMNS, 'closing'] as const

export const totalsOf = (rows: readonly PaperRow[]): Totals =>
  Object.fromEntries(SUMS.map(name => [name, rows.reduce((sum, row) => sum + row[name], 0n)])) as Totals

/** Whether opening + moves = closing, of every account; anything else is a bug, and no paper is made. */
export const addsUp = ({ rows, moves, scope }: Paper): boolean =>
  rows.every(row => row.opening + row.paid + row.earned + row.used + row.other === row.closing) &&
  (scope !== 'unit' ||
    moves.reduce((sum, { fen }) => sum + fen, 0n) === totalsOf(rows).closing - totalsOf(rows).opening)

/** The text whose SHA-256 stands for a statement in the journal. */
export const paperText = ({ scope, of, from, to, rows, moves }: Paper): string =>
  [
    `${scope} ${of} ${from} ${to}`,
    ...rows.map(row => [row.code, row.part, ...SUMS.map(name => `${row[name]}`)].join(' ')),
    ...moves.map(({ on, business, part, use, fen }) => `${on} ${business} ${part} ${use ?? '-'} ${fen}`),
    '',
  ].join('\n')
