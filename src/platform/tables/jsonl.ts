import { ok, type Result, refuse } from '../../kernel/result.ts'
import { type Encoding, encodingOf, linesOf } from './text.ts'
import type { Source, Table, TableFault, TableRow } from './types.ts'

const cellOf = (value: unknown): string => {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value.trim()
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

const read = (line: number, text: string): TableRow => {
  const broken: TableRow = { line, cells: {}, broken: 'json' }
  try {
    const value: unknown = JSON.parse(text)
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return broken
    return { line, cells: Object.fromEntries(Object.entries(value).map(([key, cell]) => [key, cellOf(cell)])) }
  } catch {
    return broken
  }
}

async function* rowsOf(source: Source, encoding: Encoding): AsyncGenerator<TableRow> {
  for await (const { line, text } of linesOf(source, encoding)) {
    const plain = line === 1 ? text.replace(/^\uFEFF/, '') : text
    if (plain.trim() !== '') yield read(line, plain)
  }
}

/** JSON lines: an object per line. The headings are the names in the first line that is an object. */
export const jsonlTable = async (source: Source): Promise<Result<Table, TableFault>> => {
  const encoding = await encodingOf(source)
  if (!encoding.ok) return encoding
  for await (const row of rowsOf(source, encoding.value)) {
    if (row.broken !== undefined) continue
    return ok({ format: 'jsonl', header: Object.keys(row.cells), rows: () => rowsOf(source, encoding.value) })
  }
  return refuse({ why: 'empty', line: 1 })
}
