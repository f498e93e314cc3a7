import { randomUUID } from 'node:crypto'
import { PLACE } from '../../../src/features/work-order/testing.ts'
import type { Actor } from '../../../src/platform/access/types.ts'
import { type CityDb, sql } from '../../../src/platform/db/types.ts'
import { ABSENT } from './kinds.ts'
import type { Thingy } from './objects.ts'
import type { Thing } from './tables.ts'

const ELSEWHERE = '442000002003'

const ESTATE = sql(
  'test.plant-estate',
  `insert into city.estate (id, area, name, developer, version, entries, units, area_dm2, created_at, changed_at)
   values ($1, $2, $3, '', 0, 0, 1, 8000, now(), now())`,
)
const UNIT = sql(
  'test.plant-estate-unit',
  `insert into city.estate_unit (id, estate, area, code, building, kind, area_dm2, area_source, recorded_at)
   values ($1, $2, $3, '1-1-101', '1', 'home', 8000, 'register', now())`,
)
const TITLE = sql(
  'test.plant-estate-title',
  `insert into city.estate_title (id, unit, area, developer, parties, from_at, basis, paper_masked, recorded_at, backdated)
   values ($1, $2, $3, true, '{}', '2020-01-01', 'developer', '', now(), false)`,
)

/** The town government is a relation of the table: its lead, and no lead of a department. */
const thing = (area: string): Thing => ({
  area,
  related: (_actor: Actor, office) => (office?.organisationKind === 'townGovernment' ? ['town'] : []),
})

type Planted = { readonly estate: string; readonly unit: string; readonly title: string }

/** Plants an estate with one unit of the developer's. */
export const plantEstate = async (db: CityDb, area: string, name = '样例小区'): Promise<Planted> => {
  const [estate, unit, title] = [randomUUID(), randomUUID(), randomUUID()]
  await db.run(ESTATE, [estate, area, name])
  await db.run(UNIT, [unit, estate, area])
  await db.run(TITLE, [title, unit, area])
  return { estate, unit, title }
}

const everybody = (): boolean => true
const nobody = (): boolean => false
const absent = (fill: Readonly<Record<string, string>>): Thingy => ({
  name: 'absent',
  fill,
  sees: nobody,
  thing: () => ({ area: null, related: () => [] }),
})

/** Estates of the place, of another town, of another city, and none. That an estate is there everybody knows. */
export const estateThings = async (db: CityDb, other: CityDb) => {
  const [here, there] = [await plantEstate(db, PLACE), await plantEstate(db, ELSEWHERE)]
  const foreign = await plantEstate(other, '440100001001')
  const at = (fillOf: (planted: Planted) => Readonly<Record<string, string>>): readonly Thingy[] => [
    { name: 'of the community', fill: fillOf(here), sees: everybody, thing: () => thing(PLACE) },
    { name: 'of another town', fill: fillOf(there), sees: everybody, thing: () => thing(ELSEWHERE) },
    { ...absent(fillOf(foreign)), name: 'another city’s' },
    absent(fillOf({ estate: ABSENT, unit: ABSENT, title: ABSENT })),
  ]
  const hanging = (name: string): readonly Thingy[] => [absent({ id: ABSENT, [name]: ABSENT })]
  return {
    estate: at(({ estate }) => ({ id: estate })),
    'estate-page': at(({ estate }) => ({ id: estate })),
    'estate-unit': at(({ estate, unit }) => ({ id: estate, unit })),
    'estate-title': at(({ estate, unit, title }) => ({ id: estate, unit, title })),
    'estate-term': hanging('term'),
    'estate-member': hanging('member'),
    'estate-meeting': hanging('meeting'),
  }
}
