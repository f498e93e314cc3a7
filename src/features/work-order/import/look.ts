import { type AreaPath, isWithin, parseAreaPath } from '../../../kernel/area-code.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import type { CityDb } from '../../../platform/db/types.ts'
import { openTable } from '../../../platform/tables/tables.ts'
import type { Source, Table, TableFault } from '../../../platform/tables/types.ts'
import { areaName, pathOfCity, townsOf } from '../../directory/index.ts'
import { HISTORY_FIELDS, isHistoryField, type Mapping, mapHeader } from '../rules/history-header.ts'

const ofFile = ({ why, line, heading, most }: TableFault): readonly Refusal[] => [
  { tag: `file-${why}`, values: { line: line ?? 0, heading: heading ?? '', most: most ?? 0 }, pointer: '/body/file' },
]

/** The area to file under: as told, else the first town of the city. */
export const filedUnder = async (
  db: CityDb,
  wanted: string | undefined,
): Promise<Result<{ area: AreaPath; name: string }, readonly Refusal[]>> => {
  const [first] = wanted === undefined ? await townsOf(db) : []
  const path = wanted === undefined ? (first === undefined ? undefined : ok(first.path)) : parseAreaPath(wanted)
  const name = path?.ok === true && path.value.length >= 9 ? await areaName(db, path.value) : undefined
  return path?.ok !== true || name === undefined || !isWithin(path.value, pathOfCity(db.city))
    ? refuse([{ tag: 'place-unknown', pointer: '/area' }])
    : ok({ area: path.value, name })
}

const told = (map: Readonly<Record<string, string>>): Result<Mapping, readonly Refusal[]> => {
  const unknown = Object.keys(map).filter(field => !isHistoryField(field))
  if (unknown.length === 0) return ok(map)
  return refuse([
    {
      tag: 'import-field-unknown',
      values: { fields: unknown.join('、'), known: Object.keys(HISTORY_FIELDS).join('、') },
      pointer: '/map',
    },
  ])
}

/** Opens the file and finds its columns; everything that is wrong with it as a whole is said at once. */
export const checkFile = async (
  source: Source,
  map: Readonly<Record<string, string>>,
): Promise<Result<{ readonly table: Table; readonly mapping: Mapping }, readonly Refusal[]>> => {
  const wanted = told(map)
  if (!wanted.ok) return wanted
  const table = await openTable(source)
  if (!table.ok) return refuse(ofFile(table.error))
  const { mapping, missing } = mapHeader(table.value.header, wanted.value)
  const values = { missing: missing.join('、'), count: missing.length }
  return missing.length > 0
    ? refuse([{ tag: 'file-headings', values, pointer: '/body/file' }])
    : ok({ table: table.value, mapping })
}
