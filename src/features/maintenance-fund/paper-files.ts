/** A statement as a file: PDF for the drawer, XLSX for whoever goes on counting. */
import writeXlsx from 'write-excel-file/node'
import { fen, formatYuan } from '../../kernel/money.ts'
import { isoOf } from '../../kernel/time.ts'
import { translator } from '../../platform/i18n/catalog.ts'
import type { Translate } from '../../platform/i18n/types.ts'
import { pdfOf } from '../../platform/pdf/pdf.ts'
import type { PdfLine } from '../../platform/pdf/pdf-worker.ts'
import { COLUMNS, type Paper, type PaperRow, totalsOf } from './rules/paper.ts'
import type { IssuedRow } from './store/papers.ts'

const [TITLE, TEXT, SMALL] = [16, 10, 8.5]
/** Six columns of money on the width of the paper. */
const STOPS = [148, 215, 282, 349, 416, 483] as const
const MOVE_STOPS = [250, 483] as const

/** What is signed and filed is in simplified Chinese, whoever prints it. */
const t: Translate = (key, values) => translator('zh-Hans')(`maintenance-fund:${key}`, values)

const SUMS = ['opening', ...COLUMNS, 'closing'] as const
const yuan = (amount: bigint): string => formatYuan(fen(amount))
const codeOf = ({ code, part }: PaperRow): string => (part === 'seller' ? `${code}${t('paper.seller')}` : code)

const headLines = (paper: Paper, { issuedAt, digest, leaf }: IssuedRow): readonly string[] => [
  t(`paper.title.${paper.scope}`),
  [paper.name, paper.of].filter(part => part !== '').join(' '),
  t('paper.term', { from: paper.from, to: paper.to }),
  t('paper.issued', { at: isoOf(issuedAt).slice(0, 16).replace('T', ' ') }),
  t('paper.hash', { hash: digest.toString('hex') }),
  t('paper.leaf', { leaf: leaf.toString('hex') }),
]

const cells = (first: string, row: Readonly<Record<(typeof SUMS)[number], bigint>>): PdfLine => ({
  size: SMALL,
  text: [first, ...SUMS.map(name => yuan(row[name]))].join('\t'),
  stops: STOPS,
})

/** The statement as PDF, made on a thread of its own. */
export const paperPdf = (paper: Paper, issued: IssuedRow): Promise<Buffer> => {
  const [title = '', ...head] = headLines(paper, issued)
  const lines: readonly PdfLine[] = [
    { size: TITLE, text: title },
    ...head.map(text => ({ size: TEXT, text })),
    { size: TEXT, text: ' ' },
    { size: SMALL, text: [t('paper.code'), ...SUMS.map(name => t(`paper.${name}`))].join('\t'), stops: STOPS },
    ...paper.rows.map(row => cells(codeOf(row), row)),
    cells(t('paper.total'), totalsOf(paper.rows)),
    ...(paper.moves.length === 0 ? [] : [{ size: TEXT, text: `\n${t('paper.moves')}` }]),
    ...paper.moves.map(({ on, business, fen: amount }) => ({
      size: SMALL,
      text: [on, t(`business.${business}`), yuan(amount)].join('\t'),
      stops: MOVE_STOPS,
    })),
    { size: TEXT, text: `\n${t('paper.check')}` },
  ]
  return pdfOf({ title: `${title} ${paper.name} ${paper.of}`, lines })
}

/** Yuan with two places as a number a sheet can add: an amount goes to 10¹³ yuan, which a cell holds to the fen. */
const money = (amount: bigint) => ({ value: Number(amount) / 100, type: Number, format: '#,##0.00' })
const words = (value: string) => ({ value, type: String })

/** The statement as a workbook. What begins like a formula is text in it. */
export const paperXlsx = async (paper: Paper, issued: IssuedRow): Promise<Buffer> => {
  const rows = [
    ...headLines(paper, issued).map(text => [words(text)]),
    [],
    [words(t('paper.code')), ...SUMS.map(name => words(t(`paper.${name}`)))],
    ...paper.rows.map(row => [words(codeOf(row)), ...SUMS.map(name => money(row[name]))]),
    [words(t('paper.total')), ...SUMS.map(name => money(totalsOf(paper.rows)[name]))],
    ...(paper.moves.length === 0 ? [] : [[], [words(t('paper.moves'))]]),
    ...paper.moves.map(({ on, business, fen: amount }) => [words(on), words(t(`business.${business}`)), money(amount)]),
    [],
    [words(t('paper.check'))],
  ]
  return writeXlsx(rows, {}).toBuffer()
}
