/** What a bank says of an account from a day to a day, as it came in a table. A statement with any fault is none. */
import { type Fen, fen, formatYuan } from '../../../kernel/money.ts'
import { type LocalDate, parseDate } from '../../../kernel/time.ts'
import { type Line, type LineFault, yuanOf } from './lines.ts'

export const FIELDS = ['day', 'income', 'outgo', 'amount', 'balance', 'reference', 'words'] as const
export type Field = (typeof FIELDS)[number]

/** What a column may be called; the first is ours. */
export const HEADINGS = {
  day: ['交易日期', '日期', '记账日期', '入账日期'],
  income: ['收入', '收入金额', '贷方', '贷方发生额'],
  outgo: ['支出', '支出金额', '借方', '借方发生额'],
  amount: ['金额', '发生额', '交易金额'],
  balance: ['余额', '账户余额'],
  reference: ['流水号', '交易流水号', '凭证号', '交易序号'],
  words: ['摘要', '用途', '附言'],
} as const satisfies Record<Field, readonly string[]>

export const NEEDED: readonly Field[] = ['day', 'reference']

export type BankLine = {
  readonly line: number
  readonly day: LocalDate
  /** Above zero what came in, below zero what went out. */
  readonly fen: Fen
  readonly reference: string
  readonly words: string
}

/** What the clerk says of the statement: its days, and its balances in fen. */
export type Frame = {
  readonly from: LocalDate
  readonly to: LocalDate
  readonly opening: bigint
  readonly closing: bigint
}

const REFERENCE = /^[\w./-]{1,60}$/

/** What banks write a line for. Whatever else stands there may be a payer's name or telephone, and is not kept. */
const TERMS = [
  ...['交存', '续交', '补交', '结息', '利息', '手续费', '工本费', '维修', '工程款', '材料款', '审计费', '退款', '退汇'],
  ...['国债', '转账', '汇入', '代收', '来款', '收益'],
]

/** Of the words of a line those that say what it is for. */
export const wordsKept = (words: string): string => TERMS.filter(term => words.includes(term)).join('、')

/** `2026-03-05`, `2026/3/5`, `20260305`, `2026年3月5日`. */
export const dayOf = (text: string): LocalDate | undefined => {
  const plain = text.normalize('NFKC').trim()
  const parts = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?([ T].*)?$/.exec(plain)
  if (parts === null) return undefined
  const [, year = '', month = '', day = ''] = parts
  return parseDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
}

type Fault = (field: Field, why: string, values?: LineFault['values']) => void

const amountOf = (cells: Line<Field>['cells'], fault: Fault): Fen => {
  const given = (['income', 'outgo', 'amount'] as const).filter(field => {
    const text = cells[field]
    // Banks write 0.00 or a dash in the column that does not apply.
    return text !== '' && !/^[-—–]$|^0+(\.0+)?$/.test(text)
  })
  const [field] = given
  if (field === undefined) {
    fault('amount', 'amount-missing')
    return fen(0n)
  }
  if (given.length > 1) fault(field, 'amount-both')
  const value = yuanOf(cells[field])
  if (value === undefined || value === 0n) fault(field, 'amount-wrong', { text: cells[field] })
  else if (value < 0n && field !== 'amount') fault(field, 'amount-negative', { text: cells[field] })
  return fen(field === 'outgo' ? -(value ?? 0n) : (value ?? 0n))
}

const readLine = ({ line, cells }: Line<Field>, frame: Frame, fault: Fault): BankLine => {
  const day = dayOf(cells.day)
  if (day === undefined) fault('day', 'day-wrong', { text: cells.day })
  else if (day < frame.from || day > frame.to) fault('day', 'day-outside', { from: frame.from, to: frame.to })
  const amount = amountOf(cells, fault)
  if (!REFERENCE.test(cells.reference)) fault('reference', 'reference-missing')
  return { line, day: day ?? frame.from, fen: amount, reference: cells.reference, words: cells.words }
}

const keyOf = ({ day, fen: amount, reference }: BankLine): string => `${day} ${amount} ${reference}`

/**
 * Reads a statement: every line by itself, no line twice, the running balance where there is one, and opening + lines =
 * closing. Every fault is told with its line.
 */
export const readStatement = (
  lines: readonly Line<Field>[],
  frame: Frame,
): { readonly lines: readonly BankLine[]; readonly faults: readonly LineFault[] } => {
  const faults: LineFault[] = []
  const seen = new Map<string, number>()
  let running = frame.opening
  let broken = false
  const read = lines.map(each => {
    const before = faults.length
    const fault: Fault = (field, why, values) => {
      faults.push({ line: each.line, field, why, ...(values === undefined ? {} : { values }) })
    }
    const one = readLine(each, frame, fault)
    running += one.fen
    const earlier = seen.get(keyOf(one))
    if (faults.length === before && earlier !== undefined) fault('reference', 'line-twice', { first: earlier })
    seen.set(keyOf(one), earlier ?? each.line)
    const said = each.cells.balance === '' ? undefined : yuanOf(each.cells.balance)
    // After the first line that breaks all others would differ too.
    if (said !== undefined && said !== running && !broken && faults.length === before) {
      broken = true
      fault('balance', 'balance-breaks', { said: formatYuan(said), is: formatYuan(fen(running)) })
    }
    return one
  })
  if (faults.length === 0 && running !== frame.closing)
    faults.push({
      line: lines.at(-1)?.line ?? 0,
      field: 'balance',
      why: 'closing-differs',
      values: { said: formatYuan(fen(frame.closing)), is: formatYuan(fen(running)) },
    })
  return { lines: read, faults }
}
