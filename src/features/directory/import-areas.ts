import { type AreaPath, codeOf } from '../../kernel/area-code.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { dateOf, type Instant } from '../../kernel/time.ts'
import { type CsvTable, readCsv, receiptOf, writeCsv } from '../../platform/csv/csv.ts'
import type { PublicDb, Queries } from '../../platform/db/types.ts'
import type { Translate } from '../../platform/i18n/types.ts'
import { areaRow } from './divisions.ts'
import { type AreaLine, checkAreas, type ImportField, type LineFault, pathsToLookUp } from './rules/area-import.ts'
import { areaRowsWithin, knownPaths, putAreas } from './store/divisions.ts'

const HEADINGS: Readonly<Record<ImportField, readonly string[]>> = {
  code: ['代码', '区划代码', 'code'],
  name: ['名称', 'name'],
  parent: ['上级代码', '上级', 'parent'],
  level: ['级别', 'level'],
  kind: ['类型', 'kind'],
}
const SOURCE = 'import'

export type AreaImport = {
  readonly lines: number
  /** Lines that are good. */
  readonly taken: number
  /** Of these, areas that are new or have another name than before; 0 in a dry run. */
  readonly written: number
  readonly faults: readonly LineFault[]
  /** The refused lines with their reasons, as a CSV to put right and send in again; undefined when there is none. */
  readonly receipt: string | undefined
}

const headingOf = (table: CsvTable, field: ImportField): string | undefined =>
  HEADINGS[field].find(heading => table.header.includes(heading))

const linesOf = (table: CsvTable): Result<readonly AreaLine[], readonly Refusal[]> => {
  const missing = (['code', 'name'] as const).filter(field => headingOf(table, field) === undefined)
  if (missing.length > 0)
    return refuse([
      { tag: 'file-headings', values: { missing: missing.map(field => HEADINGS[field][0] ?? field).join('、') } },
    ])
  const cell = (row: CsvTable['rows'][number], field: ImportField): string =>
    row.cells[headingOf(table, field) ?? ''] ?? ''
  return ok(
    table.rows.map(row => ({
      line: row.line,
      code: cell(row, 'code'),
      name: cell(row, 'name'),
      parent: cell(row, 'parent'),
      level: cell(row, 'level'),
      kind: cell(row, 'kind'),
    })),
  )
}

/** A fault in words: `代码: 应为 2、4、6、9 或 12 位数字`. */
export const sayFault = (translate: Translate, fault: LineFault): string =>
  `${translate(`directory:import.fields.${fault.field}`)}: ${translate(`directory:import.faults.${fault.why}`, fault.values)}`

/**
 * Takes divisions from a CSV file. Good lines are written in one transaction, the others go into a receipt.
 * A file that cannot be read at all, or lacks the columns for code and name, is refused as a whole.
 * @param options.dryRun checks everything and writes nothing
 */
export const importAreas = async (
  db: PublicDb,
  bytes: Uint8Array,
  now: Instant,
  translate: Translate,
  options: { readonly dryRun: boolean },
): Promise<Result<AreaImport, readonly Refusal[]>> => {
  const read = readCsv(bytes)
  if (!read.ok)
    return refuse([
      {
        tag: `file-${read.error.why}`,
        values: { line: read.error.line, heading: read.error.heading ?? '' },
        pointer: '/body/file',
      },
    ])
  const lines = linesOf(read.value)
  if (!lines.ok) return lines
  const known = await knownPaths(db, pathsToLookUp(lines.value))
  const { areas, faults } = checkAreas(lines.value, path => known.has(path))
  const rows = areas.map(area => areaRow(area.path, area.name, area.kind))
  const written = options.dryRun || rows.length === 0 ? 0 : await db.tx(tx => putAreas(tx, rows, SOURCE, dateOf(now)))
  const reasons = Map.groupBy(faults, fault => fault.line)
  const said = new Map([...reasons].map(([line, all]) => [line, all.map(fault => sayFault(translate, fault))] as const))
  return ok({ lines: lines.value.length, taken: areas.length, written, faults, receipt: receiptOf(read.value, said) })
}

/** The divisions of an area as a CSV that `importAreas` takes back. */
export const exportAreas = async (db: Queries, within: AreaPath): Promise<string> => {
  const rows = await areaRowsWithin(db, within)
  return writeCsv(
    ['代码', '名称', '上级代码', '级别', '类型'],
    rows.map(row => ({
      代码: codeOf(row.path),
      名称: row.name,
      上级代码: row.parent === null ? '' : codeOf(row.parent),
      级别: row.level,
      类型: row.kind,
    })),
  )
}
