/** Reading divisions and grids: the pickers, the names on pages, the search. */
import {
  type AreaCode,
  type AreaLevel,
  type AreaPath,
  areaPath,
  codeOf,
  fullName,
  levelOf,
  lineOf,
} from '../../../kernel/area-code.ts'
import { type City, type CityQueries, type Queries, sql } from '../../../platform/db/types.ts'
import { fold } from '../../../platform/i18n/fold.ts'

export type Area = {
  readonly path: AreaPath
  /** Twelve digits; of a grid, those of its community. */
  readonly code: AreaCode
  readonly level: AreaLevel
  readonly kind: 'urban' | 'village' | null
  /** What people call it. */
  readonly place: string
  /** As the source prints it. */
  readonly name: string
}

type AreaColumns = Pick<Area, 'path' | 'level' | 'kind' | 'place' | 'name'>

const COLUMNS = 'area.path, area.level, area.kind, area.place, area.name'

const asArea = (row: AreaColumns): Area => ({ ...row, code: codeOf(row.path) })

const CHILDREN = sql(
  'directory.children',
  `select ${COLUMNS} from public.area as area where area.parent = $1 and area.to_date is null order by area.path`,
)
const GRIDS = sql(
  'directory.grids-of',
  `select grid.path, grid.name, grid.households, grid.demo from city.grid as grid
   where grid.community = $1 and grid.to_date is null order by grid.path`,
)
const BY_PATHS = sql(
  'directory.by-paths',
  `select ${COLUMNS} from public.area as area where area.path = any($1::text[])`,
)
const GRID_NAMES = sql(
  'directory.grid-names',
  'select grid.path, grid.name from city.grid as grid where grid.path = any($1::text[])',
)
const COMMUNITIES = sql(
  'directory.communities-within',
  `select ${COLUMNS} from public.area as area
   where area.path like $1 || '%' and area.level = 'community' and area.to_date is null order by area.path`,
)
const TOWNS = sql(
  'directory.towns-within',
  `select ${COLUMNS} from public.area as area
   where area.path like $1 || '%' and area.level = 'town' and area.to_date is null order by area.path`,
)
const SEARCH = sql(
  'directory.search-areas',
  `select ${COLUMNS} from public.area as area
   where area.path like $1 || '%' and area.path <> $1 and position($2 in area.search) > 0 and area.to_date is null
   order by position($2 in area.search), length(area.path), area.path limit $3`,
)

export type Grid = {
  readonly path: AreaPath
  readonly name: string
  readonly households: number | null
  /** Made up for the demonstration. */
  readonly demo: boolean
}

/** The path of a city's own area: `442000` → `4420`. */
export const pathOfCity = (city: City): AreaPath => areaPath(city.code)

/** The areas directly below: towns of a city without districts, districts of one with, communities of a town. */
export const childrenOf = async (db: Queries, parent: AreaPath): Promise<readonly Area[]> =>
  (await db.rows<AreaColumns>(CHILDREN, [parent])).map(asArea)

/** All towns and streets of an area (a city, a district), in the order of their codes. */
export const townsWithin = async (db: Queries, area: AreaPath): Promise<readonly Area[]> =>
  (await db.rows<AreaColumns>(TOWNS, [area])).map(asArea)

/** All towns and streets of the city. */
export const townsOf = (db: CityQueries): Promise<readonly Area[]> => townsWithin(db, pathOfCity(db.city))

/** All communities of an area: a town, a district or the whole city. */
export const communitiesOf = async (db: Queries, area: AreaPath): Promise<readonly Area[]> =>
  (await db.rows<AreaColumns>(COMMUNITIES, [area])).map(asArea)

/** The first village of the city: where the demonstration shows how villages decide. */
export const firstVillage = async (db: CityQueries): Promise<Area | undefined> =>
  (await communitiesOf(db, pathOfCity(db.city))).find(({ kind }) => kind === 'village')

/** The grids of a community that are in use. */
export const gridsOf = (db: CityQueries, community: AreaPath): Promise<readonly Grid[]> =>
  db.rows<Grid>(GRIDS, [community])

/** A grid that is in use. */
export const gridAt = async (db: CityQueries, path: AreaPath): Promise<Grid | undefined> =>
  (await gridsOf(db, path.slice(0, 12) as AreaPath)).find(grid => grid.path === path)

const namesOf = async (db: CityQueries, paths: readonly AreaPath[]): Promise<ReadonlyMap<string, string>> => {
  const areas = await db.rows<{ path: string; place: string }>(BY_PATHS, [
    paths.filter(path => levelOf(path) !== 'grid'),
  ])
  const grids = paths.filter(path => levelOf(path) === 'grid')
  const gridRows = grids.length === 0 ? [] : await db.rows<{ path: string; name: string }>(GRID_NAMES, [grids])
  return new Map([
    ...areas.map(row => [row.path, row.place] as const),
    ...gridRows.map(row => [row.path, row.name] as const),
  ])
}

/**
 * Names for display, many at once: below the city without the city's name (石岐街道桂园社区第一网格), the city itself by
 * its own. A path that nobody knows is missing from the map.
 */
export const areaNames = async (
  db: CityQueries,
  paths: readonly AreaPath[],
): Promise<ReadonlyMap<AreaPath, string>> => {
  const names = await namesOf(db, [...new Set(paths.flatMap(lineOf))])
  const city = pathOfCity(db.city)
  const said = (path: AreaPath): string =>
    fullName(
      (path === city ? [path] : lineOf(path).filter(each => each.length > city.length)).flatMap(
        each => names.get(each) ?? [],
      ),
    )
  return new Map(paths.filter(path => names.has(path)).map(path => [path, said(path)]))
}

/** The name for display of one area; undefined when there is no such area. */
export const areaName = async (db: CityQueries, path: AreaPath): Promise<string | undefined> =>
  (await areaNames(db, [path])).get(path)

/** The whole name from the province down, without repeats: 广东省中山市石岐街道. */
export const areaFullName = async (db: CityQueries, path: AreaPath): Promise<string> => {
  const names = await namesOf(db, lineOf(path))
  return fullName(lineOf(path).flatMap(each => names.get(each) ?? []))
}

export const areaAt = async (db: Queries, path: AreaPath): Promise<Area | undefined> => {
  const [row] = await db.rows<AreaColumns>(BY_PATHS, [[path]])
  return row === undefined ? undefined : asArea(row)
}

/**
 * Finds areas of a city by a part of their name, in either script: 小欖 finds 小榄镇.
 * @param limit at most this many; a hit at the beginning of a name comes first
 */
export const searchAreas = async (db: CityQueries, text: string, limit: number): Promise<readonly Area[]> => {
  const folded = fold(text.trim())
  if (folded === '') return []
  return (await db.rows<AreaColumns>(SEARCH, [pathOfCity(db.city), folded, limit])).map(asArea)
}

export type PickerOption = {
  readonly path: AreaPath
  readonly label: string
  readonly level: AreaLevel
  readonly kind: 'urban' | 'village' | null
  readonly demo: boolean
}

/** What a place picker offers below an area: the next divisions down, or the grids of a community. */
export const pickerOptions = async (db: CityQueries, parent: AreaPath): Promise<readonly PickerOption[]> => {
  if (levelOf(parent) === 'community')
    return (await gridsOf(db, parent)).map(grid => ({
      path: grid.path,
      label: grid.name,
      level: 'grid',
      kind: null,
      demo: grid.demo,
    }))
  return (await childrenOf(db, parent)).map(({ path, place, level, kind }) => ({
    path,
    label: place,
    level,
    kind,
    demo: false,
  }))
}
