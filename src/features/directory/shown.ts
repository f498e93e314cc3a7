import { type AreaPath, parseAreaPath } from '../../kernel/area-code.ts'
import type { Instant } from '../../kernel/time.ts'
import { Recent } from '../../platform/db/recent.ts'
import type { City, CityDb, CityQueries } from '../../platform/db/types.ts'
import { startOfYear } from '../../platform/http/years.ts'
import { areaNames, pathOfCity, townsOf } from './store/areas.ts'

/** Full names of areas by their codes; what is no area has none. */
export const namesByCode = (db: CityQueries, codes: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const paths = codes.flatMap(code => {
    const path = parseAreaPath(code)
    return path.ok ? [path.value] : []
  })
  return areaNames(db, [...new Set<AreaPath>(paths)])
}

/** Towns and streets of the city, to choose one from. */
export const townOptions = async (db: CityQueries) =>
  (await townsOf(db)).map(({ path, place }) => ({ value: path as string, label: place }))

/** Areas of offices for the policies on rows: one over more than the city is, here, one over the city. */
export const withinCity = (city: City, areas: readonly string[]): readonly string[] => {
  const path = pathOfCity(city)
  return areas.map(area => (path.startsWith(area) ? path : area))
}

const KEPT_MS = 10_000
const KEPT_MOST = 50

/**
 * Figures of a year town by town, with the towns' names. Counted once for everybody: they may be a few seconds older than
 * the list.
 * The database they are counted in reads for everybody, not for one reader, who is another object at each request.
 * @param count lines of what came in a period, its end not counted in
 */
export const yearlyByTown = <Line extends { readonly town: string }>(
  count: (db: CityQueries, from: Instant, to: Instant) => Promise<readonly Line[]>,
) => {
  const recent = new Recent<readonly Line[]>(KEPT_MS, KEPT_MOST)
  return async (db: CityDb, now: Instant, year: number): Promise<(Line & { readonly name: string })[]> => {
    const lines = await recent.get(db, String(year), now, () => count(db, startOfYear(year), startOfYear(year + 1)))
    const names = await namesByCode(
      db,
      lines.map(({ town }) => town),
    )
    return lines.map(line => ({ ...line, name: names.get(line.town) ?? line.town }))
  }
}
