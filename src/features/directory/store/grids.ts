import type { AreaPath } from '../../../kernel/area-code.ts'
import type { LocalDate } from '../../../kernel/time.ts'
import { sql, type Tx } from '../../../platform/db/types.ts'

const EVER = sql('directory.grids-ever', 'select grid.path from city.grid as grid where grid.community = $1')
const ADD = sql(
  'directory.add-grid',
  'insert into city.grid (path, name, households, from_date) values ($1, $2, $3, $4)',
)
const MERGE = sql(
  'directory.merge-grids',
  `update city.grid set to_date = greatest($3::date, from_date), merged_into = $2
   where path = any($1::text[]) and to_date is null`,
)
const OPEN = sql(
  'directory.open-grids',
  'select count(*) as count from city.grid as grid where grid.path = any($1::text[]) and grid.to_date is null',
)

/** Every code a community ever gave, ended ones included. */
export const gridsEver = async (tx: Tx, community: AreaPath): Promise<readonly AreaPath[]> =>
  (await tx.rows<{ path: AreaPath }>(EVER, [community])).map(row => row.path)

export const insertGrid = async (
  tx: Tx,
  grid: { readonly path: AreaPath; readonly name: string; readonly households: number | null },
  from: LocalDate,
): Promise<void> => {
  await tx.run(ADD, [grid.path, grid.name, grid.households, from])
}

/** How many of these are in use. */
export const countOpen = async (tx: Tx, grids: readonly AreaPath[]): Promise<number> =>
  (await tx.one<{ count: number }>(OPEN, [grids])).count

export const endInto = async (tx: Tx, grids: readonly AreaPath[], into: AreaPath, day: LocalDate): Promise<void> => {
  await tx.run(MERGE, [grids, into, day])
}
