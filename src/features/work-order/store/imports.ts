import type { Refusal } from '../../../kernel/refusal.ts'
import type { Instant } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { json, ts } from '../../../platform/db/values.ts'
import type { Summary } from '../import/tally.ts'

export const STATES = ['waiting', 'running', 'ok', 'partly', 'failed'] as const
export type ImportState = (typeof STATES)[number]

export type ImportRow = {
  readonly id: string
  readonly file_name: string
  readonly bytes: number
  readonly source: string
  readonly area: string
  readonly map: Readonly<Record<string, string>>
  readonly dry_run: boolean
  readonly state: ImportState
  readonly rows_read: number
  readonly summary: Summary | null
  readonly why: readonly Refusal[] | null
  readonly created_by: string
  readonly created_at: Instant
  readonly ended_at: Instant | null
}

const COLUMNS =
  'id, file_name, bytes, source, area, map, dry_run, state, rows_read, summary, why, created_by, created_at, ended_at'

const INSERT = sql(
  'work-order.insert-import',
  `insert into city.work_order_import (id, file_name, bytes, source, area, map, dry_run, state, created_by, created_at)
   values ($1, $2, $3, $4, $5, $6, $7, 'waiting', $8, $9)`,
)
const NEWEST = sql(
  'work-order.imports',
  `select ${COLUMNS} from city.work_order_import order by created_at desc, id desc limit $1`,
)
const ONE = sql('work-order.import', `select ${COLUMNS} from city.work_order_import where id = $1`)
const BEGIN = sql(
  'work-order.import-begin',
  `update city.work_order_import set state = 'running', attempts = attempts + 1
   where id = $1 and ended_at is null returning attempts`,
)
const READ = sql('work-order.import-read', 'update city.work_order_import set rows_read = $2 where id = $1')
const END = sql(
  'work-order.import-end',
  `update city.work_order_import set state = $2, summary = $3, why = $4, ended_at = $5, rows_read = coalesce($6, rows_read)
   where id = $1`,
)
const PUT = sql(
  'work-order.import-put',
  'insert into city.work_order_import_part (import, kind, part, data) values ($1, $2, $3, $4)',
)
const PARTS = sql(
  'work-order.import-parts',
  'select data from city.work_order_import_part where import = $1 and kind = $2 order by part',
)
const DROP = sql('work-order.import-drop', 'delete from city.work_order_import_part where import = $1 and kind = $2')

type NewImport = Pick<
  ImportRow,
  'id' | 'file_name' | 'bytes' | 'source' | 'area' | 'map' | 'dry_run' | 'created_by' | 'created_at'
>

export const insertImport = async (tx: Tx, row: NewImport): Promise<void> => {
  const { id, file_name, bytes, source, area, map, dry_run, created_by, created_at } = row
  await tx.run(INSERT, [id, file_name, bytes, source, area, json(map), dry_run, created_by, ts(created_at)])
}

export const importsOf = (db: CityQueries, limit: number): Promise<readonly ImportRow[]> =>
  db.rows<ImportRow>(NEWEST, [limit])

export const importAt = (db: CityQueries, id: string): Promise<ImportRow | undefined> => db.maybe<ImportRow>(ONE, [id])

/** Which attempt this is, from 1; undefined when it has ended already: a task that is run once more does nothing. */
export const beginImport = async (db: CityQueries, id: string): Promise<number | undefined> =>
  (await db.maybe<{ attempts: number }>(BEGIN, [id]))?.attempts

export const importRead = (db: CityQueries, id: string, rows: number): Promise<number> => db.run(READ, [id, rows])

export type Ending =
  | { readonly state: 'ok' | 'partly'; readonly summary: Summary }
  | { readonly state: 'failed'; readonly why: readonly Refusal[] }

export const endImport = async (tx: Tx, id: string, ending: Ending, now: Instant): Promise<void> => {
  const done = ending.state === 'failed' ? undefined : ending.summary
  const why = ending.state === 'failed' ? json(ending.why) : null
  await tx.run(END, [id, ending.state, done === undefined ? null : json(done), why, ts(now), done?.read ?? null])
}

const PART_BYTES = 1024 ** 2

export const putParts = async (tx: Tx, id: string, kind: 'file' | 'receipt', sealed: Buffer): Promise<void> => {
  for (let part = 0; part * PART_BYTES < sealed.length; part++)
    await tx.run(PUT, [id, kind, part, sealed.subarray(part * PART_BYTES, (part + 1) * PART_BYTES)])
}

/** The sealed bytes; undefined when there are none (any more). */
export const partsOf = async (db: CityQueries, id: string, kind: 'file' | 'receipt'): Promise<Buffer | undefined> => {
  const rows = await db.rows<{ data: Buffer }>(PARTS, [id, kind])
  return rows.length === 0 ? undefined : Buffer.concat(rows.map(({ data }) => data))
}

export const dropParts = (tx: Tx, id: string, kind: 'file' | 'receipt'): Promise<number> => tx.run(DROP, [id, kind])
