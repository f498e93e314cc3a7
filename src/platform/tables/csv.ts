import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { bare } from '../csv/guard.ts'
import { type Encoding, encodingOf, textOf } from './text.ts'
import type { Source, Table, TableFault, TableRow } from './types.ts'

/** A cell or a row longer than this is a forgotten quotation mark, not a text. */
const RECORD_CHARS_MAX = 1_000_000

type Parsed = { readonly info: { readonly lines: number }; readonly record: readonly string[] }

async function* recordsOf(source: Source, encoding: Encoding): AsyncGenerator<Parsed> {
  const parser = Readable.from(textOf(source, encoding)).pipe(
    parse({
      bom: true,
      info: true,
      skip_empty_lines: true,
      relax_column_count: true,
      max_record_size: RECORD_CHARS_MAX,
    }),
  )
  for await (const parsed of parser) yield parsed as Parsed
}

const rowOf = (header: readonly string[], { info, record }: Parsed): TableRow => ({
  line: info.lines,
  cells: Object.fromEntries(header.map((heading, index) => [heading, bare((record[index] ?? '').trim())])),
  ...(record.length > header.length && { broken: 'columns' as const }),
})

async function* rowsOf(source: Source, encoding: Encoding): AsyncGenerator<TableRow> {
  let header: readonly string[] | undefined
  for await (const parsed of recordsOf(source, encoding)) {
    if (header === undefined) header = parsed.record.map(cell => bare(cell.trim()))
    else if (parsed.record.some(cell => cell.trim() !== '')) yield rowOf(header, parsed)
  }
}

/** Reads it through once, so that a quotation mark that is never closed is known before any row is used. */
const headerOf = async (source: Source, encoding: Encoding): Promise<Result<readonly string[], TableFault>> => {
  let header: readonly string[] | undefined
  try {
    for await (const { record } of recordsOf(source, encoding)) header ??= record.map(cell => bare(cell.trim()))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return refuse({ why: 'quotes', line: typeof error.lines === 'number' ? error.lines : 1 })
  }
  if (header === undefined) return refuse({ why: 'empty', line: 1 })
  const twice = header.find((heading, index) => heading !== '' && header.indexOf(heading) !== index)
  return twice === undefined ? ok(header) : refuse({ why: 'header-twice', line: 1, heading: twice })
}

/** A CSV of any length with a heading line. A row with more cells than headings is given as broken, not the file. */
export const csvTable = async (source: Source): Promise<Result<Table, TableFault>> => {
  const encoding = await encodingOf(source)
  if (!encoding.ok) return encoding
  const header = await headerOf(source, encoding.value)
  if (!header.ok) return header
  return ok({ format: 'csv', header: header.value, rows: () => rowsOf(source, encoding.value) })
}
