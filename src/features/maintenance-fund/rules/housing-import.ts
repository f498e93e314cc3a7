/** Public housing as it was sold: which unit, by whom, for how much, in what kind of building, and when the money came. */
import { type Fen, fen } from '../../../kernel/money.ts'
import type { LocalDate } from '../../../kernel/time.ts'
import { codeOf } from './accounts-import.ts'
import { dayOf } from './bank-statement.ts'
import { type Line, type LineFault, yuanOf } from './lines.ts'

export const FIELDS = ['code', 'seller', 'sale', 'kind', 'day'] as const
export type Field = (typeof FIELDS)[number]

/** What a column may be called; the first is ours. */
export const HEADINGS = {
  code: ['房号', '户号', '房屋编号', '单元房号'],
  seller: ['售房单位', '原产权单位'],
  sale: ['售房款', '售房价款', '实付房款'],
  kind: ['楼型', '建筑类型'],
  day: ['收款日期', '售房款收讫日期', '售房日期'],
} as const satisfies Record<Field, readonly string[]>

export const NEEDED: readonly Field[] = FIELDS

export type SoldHome = {
  readonly line: number
  readonly code: string
  /** The body that sold it. */
  readonly seller: string
  readonly saleFen: Fen
  /** A high building; the others are 多层. */
  readonly tall: boolean
  /** The day on which the seller had the money. */
  readonly soldOn: LocalDate
}

const NAME_MAX = 60
/** The act parts buildings into these two (rulebook C-222): whether a building is a high one. */
const TALL: ReadonlyMap<string, boolean> = new Map([
  ['多层', false],
  ['高层', true],
])

/** Reads the lines. Every fault of every line is told, and a line with one counts for nothing. */
export const readHousing = (
  lines: readonly Line<Field>[],
): { readonly homes: readonly SoldHome[]; readonly faults: readonly LineFault[] } => {
  const faults: LineFault[] = []
  const seen = new Map<string, number>()
  const homes: SoldHome[] = []
  for (const { line, cells } of lines) {
    const before = faults.length
    const fault = (field: Field, why: string, values?: LineFault['values']): void => {
      faults.push({ line, field, why, ...(values === undefined ? {} : { values }) })
    }
    const code = codeOf(cells.code)
    if (code === undefined) fault('code', 'code-missing')
    const first = seen.get(code ?? '')
    if (code !== undefined && first !== undefined) fault('code', 'code-twice', { code, first })
    if (code !== undefined) seen.set(code, first ?? line)
    const seller = cells.seller.normalize('NFKC').trim()
    if (seller === '' || [...seller].length > NAME_MAX) fault('seller', 'seller-missing')
    const sale = yuanOf(cells.sale)
    if (sale === undefined || sale <= 0n) fault('sale', 'sale-wrong', { text: cells.sale })
    const tall = TALL.get(cells.kind.normalize('NFKC').trim())
    if (tall === undefined) fault('kind', 'kind-wrong', { text: cells.kind })
    const soldOn = dayOf(cells.day)
    if (soldOn === undefined) fault('day', 'day-wrong', { text: cells.day })
    if (faults.length === before && soldOn !== undefined)
      homes.push({ line, code: code ?? '', seller, saleFen: sale ?? fen(0n), tall: tall === true, soldOn })
  }
  return { homes, faults }
}
