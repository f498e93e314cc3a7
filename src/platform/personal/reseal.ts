import { resealed } from '../crypto/guard.ts'
import { KEY_ID_AT, type Vault } from '../crypto/vault.ts'
import { type CityDb, type CityQueries, type Row, type Statement, sql, type Tx } from '../db/types.ts'
import type { Column, Sealing } from './catalogue.ts'

/** A column of sealed values. */
export type SealedColumn = { readonly table: string; readonly column: string; readonly sealing: Sealing }

export const sealedColumns = (columns: readonly Column[]): readonly SealedColumn[] =>
  columns.flatMap(({ table, column, held }) =>
    held?.sealing === undefined ? [] : [{ table, column, sealing: held.sealing }],
  )

export const nameOf = ({ table, column }: SealedColumn): string => `${table}.${column}`

const idIn = (column: string): string => `substring(${column} from ${KEY_ID_AT.sqlFrom} for ${KEY_ID_AT.bytes})`
const first = ({ sealing }: SealedColumn): string => (sealing.part === undefined ? '' : ` and ${sealing.part} = 0`)
const keysOf = ({ sealing }: SealedColumn): readonly string[] => Object.keys(sealing.key)

/** Values of a column by the key they are sealed with. */
export const countsByKey = async (db: CityQueries, column: SealedColumn): Promise<ReadonlyMap<string, number>> => {
  const count = sql(
    `reseal.count.${nameOf(column)}`,
    `select encode(${idIn(column.column)}, 'hex') as id, count(*) as n from city.${column.table}
     where ${column.column} is not null${first(column)} group by 1`,
  )
  return new Map((await db.rows<{ id: string; n: number }>(count)).map(({ id, n }) => [id, n]))
}

/** The next rows under another key, locked, in the order of their keys. */
const next = (column: SealedColumn, after: boolean): Statement => {
  const keys = keysOf(column)
  const from = keys.map((key, index) => `$${index + 3}::${column.sealing.key[key]}`).join(', ')
  return sql(
    `reseal.next.${nameOf(column)}${after ? '.after' : ''}`,
    `select ${keys.join(', ')}, ${column.column} as sealed from city.${column.table}
     where ${column.column} is not null${first(column)} and ${idIn(column.column)} <> $1
       ${after ? `and (${keys.join(', ')}) > (${from})` : ''}
     order by ${keys.join(', ')} limit $2 for update`,
  )
}

const write = (column: SealedColumn): Statement => {
  const keys = keysOf(column)
  const lists = keys.map((key, index) => `$${index + 2}::${column.sealing.key[key]}[]`).join(', ')
  return sql(
    `reseal.write.${nameOf(column)}`,
    `update city.${column.table} as held set ${column.column} = anew.sealed
     from unnest($1::bytea[], ${lists}) as anew (sealed, ${keys.join(', ')})
     where ${keys.map(key => `held.${key} = anew.${key}`).join(' and ')}`,
  )
}

type Found = Row & { readonly sealed: Buffer }

const writeRows = async (tx: Tx, vault: Vault, column: SealedColumn, rows: readonly Found[]): Promise<void> => {
  const anew = rows.map(row => resealed(vault, row.sealed, column.sealing.place(row)))
  await tx.run(write(column), [anew, ...keysOf(column).map(key => rows.map(row => row[key]))])
}

const parts = (column: SealedColumn, part: string): Statement =>
  sql(
    `reseal.parts.${nameOf(column)}`,
    `select ${part} as part, ${column.column} as data from city.${column.table}
     where ${keysOf(column)
       .map((key, index) => `${key} = $${index + 1}`)
       .join(' and ')} order by ${part} for update`,
  )

const writePart = (column: SealedColumn, part: string): Statement => {
  const keys = keysOf(column)
  return sql(
    `reseal.write-part.${nameOf(column)}`,
    `update city.${column.table} set ${column.column} = $1 where ${part} = $2 and ${keys.map((key, index) => `${key} = $${index + 3}`).join(' and ')}`,
  )
}

/** A value that lies in several rows: put together, sealed anew, and cut where it was cut before. */
const writeParts = async (tx: Tx, vault: Vault, column: SealedColumn, part: string, row: Found): Promise<void> => {
  const keys = keysOf(column).map(key => row[key])
  const pieces = await tx.rows<{ part: number; data: Buffer }>(parts(column, part), keys)
  const anew = resealed(vault, Buffer.concat(pieces.map(({ data }) => data)), column.sealing.place(row))
  let from = 0
  for (const piece of pieces) {
    tx.write(writePart(column, part), [anew.subarray(from, from + piece.data.length), piece.part, ...keys])
    from += piece.data.length
  }
}

/** How far a run has come in a column: the key of the last row. */
export type Mark = readonly unknown[] | undefined

/** Files are megabytes each, fields are bytes: so many at once that a verb waiting for a row hardly notices. */
const ROWS = 250
const FILES = 4

/**
 * Writes the next values of a column anew under the newest key, in one transaction that holds their rows' locks in the
 * order of their keys. What is written meanwhile by others is waited for, then seen.
 * @returns how many, and where to go on; `after` undefined when nothing was left behind the mark
 */
export const resealBatch = (
  db: CityDb,
  vault: Vault,
  column: SealedColumn,
  mark: Mark,
  rows = ROWS,
): Promise<{ readonly done: number; readonly mark: Mark }> =>
  db.tx(async tx => {
    const newest = vault.keys().at(-1)
    if (newest === undefined) throw new Error('a vault has at least one key')
    const { part } = column.sealing
    const values = [newest.id, part === undefined ? rows : FILES, ...(mark ?? [])]
    const found = await tx.rows<Found>(next(column, mark !== undefined), values)
    if (part === undefined) await writeRows(tx, vault, column, found)
    else for (const row of found) await writeParts(tx, vault, column, part, row)
    const last = found.at(-1)
    return { done: found.length, mark: last === undefined ? undefined : keysOf(column).map(key => last[key]) }
  })
