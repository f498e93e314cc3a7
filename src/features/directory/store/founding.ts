import type { AreaPath } from '../../../kernel/area-code.ts'
import type { LocalDate } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'

const BODIES = sql(
  'directory.bodies',
  'select organisation.id, organisation.kind, organisation.area, organisation.name from city.organisation as organisation',
)
const GRIDDED = sql('directory.gridded', 'select distinct grid.community from city.grid as grid')
const ADD_GRIDS = sql(
  'directory.add-grids',
  `insert into city.grid (path, name, demo, from_date)
   select *, $3::boolean, $4::date from unnest($1::text[], $2::text[]) on conflict (path) do nothing`,
)
const ADD_HOTLINE = sql(
  'directory.add-template-hotline',
  `insert into city.hotline (id, position, owner_slot, redirected_to, origin)
   values ($1, $2, $3, $4, 'template') on conflict (position) do nothing`,
)

export type Body = { readonly id: string; readonly kind: string; readonly area: string; readonly name: string }

/** Every organisation the city ever had. */
export const bodiesOf = (db: CityQueries): Promise<readonly Body[]> => db.rows<Body>(BODIES)

/** Communities that have, or had, a grid. */
export const griddedCommunities = async (db: CityQueries): Promise<ReadonlySet<string>> =>
  new Set((await db.rows<{ community: string }>(GRIDDED)).map(row => row.community))

export const addDemoGrids = (
  tx: Tx,
  grids: readonly { readonly path: AreaPath; readonly name: string }[],
  from: LocalDate,
): Promise<number> => tx.run(ADD_GRIDS, [grids.map(grid => grid.path), grids.map(grid => grid.name), true, from])

/** A line of which only the number of lines is known. @returns 1 when its position was free */
export const addTemplateHotline = (
  tx: Tx,
  line: { readonly id: string; readonly position: number; readonly slot: number | null; readonly redirectedTo: string },
): Promise<number> => tx.run(ADD_HOTLINE, [line.id, line.position, line.slot, line.redirectedTo])
