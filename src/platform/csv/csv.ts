import { CsvError, parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { plainText } from '../i18n/plain.ts'
import { bare, guarded } from './guard.ts'

/** One line of a file: its number as an editor shows it (the header is 1), and its cells by heading. */
export type CsvRow = { readonly line: number; readonly cells: Readonly<Record<string, string>> }
export type CsvTable = { readonly header: readonly string[]; readonly rows: readonly CsvRow[] }

/** The file as a whole cannot be read. */
export type CsvFault = {
  readonly why: 'empty' | 'encoding' | 'quotes' | 'columns' | 'header-twice'
  readonly line: number
  readonly heading?: string
}

const BOM = '﻿'

/** UTF-8, else GB 18030, which is what spreadsheets on Chinese Windows write. */
const decode = (bytes: Uint8Array): string | undefined => {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      // The next encoding is tried.
    }
  }
  return undefined
}

type Parsed = { readonly info: { readonly lines: number }; readonly record: readonly string[] }

const records = (text: string): Result<readonly Parsed[], CsvFault> => {
  try {
    return ok(
      parse(text, { bom: true, info: true, skip_empty_lines: true, relax_column_count: true }) as unknown as Parsed[],
    )
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = typeof error.lines === 'number' ? error.lines : 1
    return refuse({ why: 'quotes', line })
  }
}

/** Reads a table with a heading line. Blank lines are left out; cells are trimmed. A broken file names the line. */
export const readCsv = (bytes: Uint8Array): Result<CsvTable, CsvFault> => {
  const text = decode(bytes)
  if (text === undefined) return refuse({ why: 'encoding', line: 1 })
  const parsed = records(text)
  if (!parsed.ok) return parsed
  const [first, ...rest] = parsed.value
  if (first === undefined) return refuse({ why: 'empty', line: 1 })
  const header = first.record.map(cell => bare(cell.trim()))
  const twice = header.find((heading, index) => heading !== '' && header.indexOf(heading) !== index)
  if (twice !== undefined) return refuse({ why: 'header-twice', line: 1, heading: twice })
  const long = rest.find(({ record }) => record.length > header.length)
  if (long !== undefined) return refuse({ why: 'columns', line: long.info.lines })
  const rows = rest.map(({ info, record }) => ({
    line: info.lines,
    cells: Object.fromEntries(header.map((heading, index) => [heading, plainText(bare((record[index] ?? '').trim()))])),
  }))
  return ok({ header, rows: rows.filter(row => Object.values(row.cells).some(cell => cell !== '')) })
}

type Value = string | number | null | undefined

/** A value as a cell: numbers stay numbers, text never becomes a formula. */
export const cellOf = (value: Value): string | number => (typeof value === 'string' ? guarded(value) : (value ?? ''))

/**
 * Writes a table for people and their spreadsheets: UTF-8 with a byte order mark, CRLF, and nothing in it that a
 * spreadsheet would run as a formula.
 */
export const writeCsv = (header: readonly string[], rows: readonly Readonly<Record<string, Value>>[]): string =>
  BOM +
  stringify(
    rows.map(row => header.map(heading => cellOf(row[heading]))),
    {
      header: true,
      columns: header.map(key => ({ key, header: guarded(key) })),
      record_delimiter: 'windows',
    },
  )

/** Heading of the column a receipt adds. A receipt that was put right can be sent in again as it is. */
export const REASON = '原因'

/** The refused lines as they came in, each with why; undefined when there is none. */
export const receiptOf = (table: CsvTable, reasons: ReadonlyMap<number, readonly string[]>): string | undefined => {
  const refused = table.rows.filter(row => reasons.has(row.line))
  if (refused.length === 0) return undefined
  const header = [...table.header.filter(heading => heading !== REASON), REASON]
  return writeCsv(
    header,
    refused.map(row => ({ ...row.cells, [REASON]: (reasons.get(row.line) ?? []).join('；') })),
  )
}
