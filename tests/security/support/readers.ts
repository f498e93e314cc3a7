import { features } from '../../../src/app/features.ts'
import { type Stage, TOWN } from '../../../src/features/work-order/testing.ts'
import type { Instant } from '../../../src/kernel/time.ts'
import { rowsOf } from '../../../src/platform/access/rows.ts'
import type { Actor, Office } from '../../../src/platform/access/types.ts'
import type { Rows } from '../../../src/platform/db/rows.ts'
import { type CityDb, sql } from '../../../src/platform/db/types.ts'
import { citiesOf } from '../../../src/platform/http/cities.ts'
import type { Services } from '../../../src/platform/http/services.ts'
import type { TestCity } from '../../../src/platform/testing/database.ts'
import { TEST_CITY } from '../../../src/platform/testing/template.ts'

/** Every table of a schema, and whether policies hold its rows. */
export const TABLES = sql(
  'test.tables',
  `select c.relname as name, c.relrowsecurity as held from pg_class c
   where c.relnamespace = $1::text::regnamespace and c.relkind in ('r', 'p') order by 1`,
)

const sees = features.flatMap(feature => feature.sees ?? [])
/** The reader an actor is, as a request of theirs would have it. */
export const reader = (db: CityDb, actor: Actor): Rows =>
  rowsOf(actor, db.city, actor.party === null ? 'nobody' : `party:${actor.party}`, sees)
/** The city as an actor's request reads it. */
export const as = (db: CityDb, actor: Actor): CityDb => db.as(reader(db, actor))

export const ANONYMOUS: Actor = { kind: 'anonymous', party: null, session: null, name: '', offices: [], level: 'L0' }
const office = (role: string, area: string, organisation: string): Office => ({
  id: organisation,
  organisation,
  organisationKind: 'townGovernment',
  role,
  area,
})

/** Everybody of the stage, and offices of other breadth and place than those of the stage. */
export const everybody = ({ cast, units }: Stage): Readonly<Record<string, Actor>> => {
  const holding = (...offices: readonly Office[]): Actor => ({ ...cast.neighbour, kind: 'staff', offices })
  return {
    anonymous: ANONYMOUS,
    ...cast,
    'desk lead of a town': holding(office('deskLead', TOWN, units.town)),
    'desk operator of another town': holding(office('deskOperator', '442000002', units.town)),
    'auditor of a community': holding(office('auditor', '442000001007', units.town)),
    'lead of a department': holding(office('unitLead', '4420', units.department)),
    'grid worker of a grid': holding(office('gridWorker', '442000001007A01', units.town)),
    'two offices': holding(
      office('communityWorker', '442000002003', units.committee),
      office('unitHandler', TOWN, units.town),
    ),
    'office of another city': holding(office('deskLead', '4401', units.town)),
    'staff without office': holding(),
  }
}

/** The ids that a reader finds in a table. */
export const visible = async (db: CityDb, table: string, column: string): Promise<ReadonlySet<string>> => {
  const rows = await db.rows<{ id: string }>(
    sql(`test.see-${table}`, `select distinct ${column} as id from city.${table}`),
  )
  return new Set(rows.map(({ id }) => id))
}

/**
 * The cities of a database with the second wall switched off: whoever reads, reads as the system. What is refused then,
 * the access tables alone refuse.
 */
export const withoutWall = ({ database }: TestCity, now: () => Instant): Services['cities'] => {
  const bare = (db: CityDb): CityDb => {
    const same: CityDb = { ...db, as: () => same }
    return same
  }
  return citiesOf(
    { city: code => bare(database.city(code)), cities: database.cities },
    { defaultCode: TEST_CITY.code, settings: () => ({ phone: '12345', demo: false }), now },
  )
}
