import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { openTable } from '../../platform/tables/tables.ts'
import type { Source, TableFault } from '../../platform/tables/types.ts'
import type { Line } from './rules/lines.ts'

export type Sheet<F extends string> = {
  readonly fields: readonly F[]
  /** What a column may be called; the first is ours. */
  readonly headings: Readonly<Record<F, readonly string[]>>
  readonly needed: readonly F[]
  readonly most: number
}

const ofFile = ({ why, line, heading, most }: TableFault): readonly Refusal[] => [
  { tag: `file-${why}`, values: { line: line ?? 0, heading: heading ?? '', most: most ?? 0 }, pointer: '/body/file' },
]

/**
 * Reads a CSV or workbook into lines.
 * @returns or what is wrong with the file as a whole: `file-…`, `file-headings`, `file-rows`
 */
export const readTable = async <F extends string>(
  source: Source,
  { fields, headings, needed, most }: Sheet<F>,
): Promise<Result<readonly Line<F>[], readonly Refusal[]>> => {
  const table = await openTable(source)
  if (!table.ok) return refuse(ofFile(table.error))
  const header = new Map(table.value.header.map(heading => [heading.normalize('NFKC').replace(/\s/g, ''), heading]))
  const named = (field: F): string | undefined =>
    headings[field].map(name => header.get(name.normalize('NFKC'))).find(heading => heading !== undefined)
  const columns = new Map(fields.map(field => [field, named(field)]))
  const missing = needed.filter(field => columns.get(field) === undefined).map(field => headings[field][0] ?? field)
  if (missing.length > 0)
    return refuse([{ tag: 'file-headings', values: { missing: missing.join('、') }, pointer: '/body/file' }])
  const lines: Line<F>[] = []
  for await (const { line, cells } of table.value.rows()) {
    if (lines.length === most) return refuse([{ tag: 'file-rows', values: { most }, pointer: '/body/file' }])
    const cell = (field: F): string => (cells[columns.get(field) ?? ''] ?? '').trim()
    lines.push({ line, cells: Object.fromEntries(fields.map(field => [field, cell(field)])) as Line<F>['cells'] })
  }
  return lines.length === 0 ? refuse([{ tag: 'file-empty', pointer: '/body/file' }]) : ok(lines)
}
