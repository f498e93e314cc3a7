import { type AreaPath, parseAreaPath } from '../../kernel/area-code.ts'
import type { CityDb } from '../../platform/db/types.ts'
import type { Option } from '../../platform/ui/parts/field.tsx'
import type { AreaOption, PlaceValue } from '../../platform/ui/parts/place.tsx'
import { organisationsOfKind, pickerOptions, townsOf } from '../directory/index.ts'
import { NOTHING } from './store/lists.ts'
import { listOrders } from './store/pages.ts'

/** Lists of the place picker for what is chosen so far. */
export type PlaceLists = {
  readonly towns: readonly AreaOption[]
  readonly communities: readonly AreaOption[]
  readonly grids: readonly AreaOption[]
}

const below = async (db: CityDb, chosen: string | undefined): Promise<readonly AreaOption[]> => {
  const path = parseAreaPath(chosen ?? '')
  if (!path.ok) return []
  return (await pickerOptions(db, path.value)).map(({ path: code, label }) => ({ code, name: label }))
}

export const placeLists = async (db: CityDb, value: PlaceValue): Promise<PlaceLists> => ({
  towns: (await townsOf(db)).map(({ path, place }) => ({ code: path, name: place })),
  communities: await below(db, value.town),
  grids: await below(db, value.community),
})

/** The smallest area chosen. One left over from another town, where lists do not follow by script, does not count. */
export const areaChosen = ({ town = '', community = '', grid = '' }: PlaceValue): string => {
  if (community === '' || !community.startsWith(town)) return town
  return grid !== '' && grid.startsWith(community) ? grid : community
}

const placeValue = (area: string): PlaceValue => ({
  town: area.slice(0, 9),
  ...(area.length >= 12 ? { community: area.slice(0, 12) } : {}),
  ...(area.length > 12 ? { grid: area } : {}),
})

/** Where this resident reported from last: offered again, so that it is not asked twice. */
export const lastPlace = async (db: CityDb, party: string | null): Promise<PlaceValue> => {
  if (party === null) return {}
  const [last] = await listOrders(db, { ...NOTHING, requesters: [party] }, {}, { sort: 'received', limit: 1 })
  return last === undefined ? {} : placeValue(last.area as AreaPath)
}

/** Whom a report can be about: departments, then towns. */
export const unitsToChoose = async (db: CityDb): Promise<readonly Option[]> => {
  const [departments, towns] = await Promise.all([
    organisationsOfKind(db, 'department'),
    organisationsOfKind(db, 'townGovernment'),
  ])
  return [...departments, ...towns].map(({ id, name }) => ({ value: id, label: name }))
}
