import { dateOf, type Instant } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'
import { partiesOfPerson } from '../../../platform/oidc/merges.ts'
import { isCounted, type Kind, type UnitFields } from '../rules/unit.ts'
import { type EstateLine, estatesByIds, parkingOn, parkingRules } from './estates.ts'

/** A unit as the register has it on an instant, see the door. */
export type EstateUnit = {
  readonly id: string
  /** As people call it: `3-2-1201`. Unique within the estate. */
  readonly code: string
  readonly building: string
  readonly stairwell: string | null
  readonly kind: Kind
  /** 0.01 m²; 0 where nobody knows it yet. */
  readonly areaDm2: number
  /** Party ids of all co-owners, sorted; empty for the developer's, and where nobody is known. */
  readonly owners: readonly string[]
  /** Not sold, or sold and not handed over (C-144). */
  readonly developer: boolean
  /** Whether it counts for votes under the estate's parking rule of that day. */
  readonly counted: boolean
}

export type Scope =
  | { readonly kind: 'estate' }
  | { readonly kind: 'building'; readonly building: string }
  | { readonly kind: 'stairwell'; readonly building: string; readonly stairwell: string }

type UnitRow = Omit<EstateUnit, 'counted'>

const SHOWN = `u.id, u.code, u.building, u.stairwell, u.kind, u.area_dm2 as "areaDm2",
  case when t.id is null or t.developer or t.handed_at is null or t.handed_at > $2 then '{}'::uuid[] else t.parties end as owners,
  (t.id is not null and (t.developer or t.handed_at is null or t.handed_at > $2)) as developer`
const HELD = `city.estate_title as t on t.unit = u.id and t.voided_at is null and t.from_at <= $2 and (t.upto is null or t.upto > $2)`

const ON = sql(
  'estate.units-on',
  `select ${SHOWN} from city.estate_unit as u left join ${HELD}
   where u.estate = $1 and ($3::text is null or u.building = $3) and ($4::text is null or u.stairwell = $4)
   order by u.code`,
)
const OWNED = sql(
  'estate.owned',
  `select u.estate, ${SHOWN} from city.estate_title as held
   join city.estate_unit as u on u.id = held.unit join ${HELD} and t.id = held.id
   where held.parties && $1::uuid[] and held.voided_at is null order by u.code`,
)

const counting = async (db: CityQueries, estate: string, at: Instant): Promise<boolean | undefined> =>
  parkingOn(await parkingRules(db, estate), dateOf(at))?.counts

const shown = (row: UnitRow, parking: boolean | undefined): EstateUnit => ({
  id: row.id,
  code: row.code,
  building: row.building,
  stairwell: row.stairwell,
  kind: row.kind,
  areaDm2: row.areaDm2,
  owners: row.owners.toSorted(),
  developer: row.developer,
  counted: isCounted(row.kind, parking),
})

/**
 * Units of a scope as the register has them on an instant, ordered by code. It reads as the caller: whoever keeps the
 * register, and the system, see all; an owner sees what is theirs.
 */
export const unitsOn = async (
  db: CityQueries,
  estate: string,
  scope: Scope,
  at: Instant,
): Promise<readonly EstateUnit[]> => {
  const building = scope.kind === 'estate' ? null : scope.building
  const stairwell = scope.kind === 'stairwell' ? scope.stairwell : null
  const [rows, parking] = [
    await db.rows<UnitRow>(ON, [estate, ts(at), building, stairwell]),
    await counting(db, estate, at),
  ]
  return rows.map(row => shown(row, parking))
}

/** The estates in which somebody owns something on an instant, with the units that are theirs. */
export type Owned = { readonly estate: EstateLine; readonly units: readonly EstateUnit[] }

/**
 * Where a person owns something: for owners' own pages. A unit sold to it and not handed over yet is among them, with
 * `developer` set.
 * @param party the person's party, or all of them (`ownParties(actor)`): a reader cannot see which parties were found to
 * be one person, so of a resident give all; as the system one is enough
 */
export const ownedBy = async (
  db: CityQueries,
  party: string | readonly string[],
  at: Instant,
): Promise<readonly Owned[]> => {
  const mine = await partiesOfPerson(db, typeof party === 'string' ? [party] : party)
  const rows = await db.rows<UnitRow & { readonly estate: string }>(OWNED, [mine, ts(at)])
  const lines = await estatesByIds(db, [...new Set(rows.map(({ estate }) => estate))], at)
  const owned: Owned[] = []
  for (const estate of lines) {
    const parking = await counting(db, estate.id, at)
    owned.push({ estate, units: rows.filter(row => row.estate === estate.id).map(row => shown(row, parking)) })
  }
  return owned
}

/** A unit as stored, without its owners. */
export type StoredUnit = UnitFields & { readonly id: string; readonly estate: string; readonly area: string }

const STORED = 'id, estate, area, code, building, stairwell, kind, area_dm2 as "areaDm2", area_source as "areaSource"'
const BY_ID = sql('estate.unit', `select ${STORED} from city.estate_unit where id = $1`)
const ALL = sql('estate.units', `select ${STORED} from city.estate_unit where estate = $1 order by code`)
const INSERT = sql(
  'estate.insert-units',
  `insert into city.estate_unit (id, estate, area, code, building, stairwell, kind, area_dm2, area_source, recorded_at)
   select id, $1, $2, code, building, stairwell, kind, area_dm2, area_source, $10
   from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[], $9::text[])
     as u (id, code, building, stairwell, kind, area_dm2, area_source)
   on conflict (estate, code) do nothing`,
)
const UPDATE = sql(
  'estate.update-unit',
  `update city.estate_unit set code = $2, building = $3, stairwell = $4, kind = $5, area_dm2 = $6, area_source = $7 where id = $1`,
)

export const unitById = (db: CityQueries, id: string): Promise<StoredUnit | undefined> =>
  db.maybe<StoredUnit>(BY_ID, [id])

export const storedUnits = (db: CityQueries, estate: string): Promise<readonly StoredUnit[]> =>
  db.rows<StoredUnit>(ALL, [estate])

/** @returns how many were written: fewer than given when a code was taken */
export const insertUnits = (
  tx: Tx,
  of: { readonly id: string; readonly area: string },
  units: readonly (UnitFields & { readonly id: string })[],
  at: Instant,
): Promise<number> =>
  tx.run(INSERT, [
    of.id,
    of.area,
    units.map(({ id }) => id),
    units.map(({ code }) => code),
    units.map(({ building }) => building),
    units.map(({ stairwell }) => stairwell),
    units.map(({ kind }) => kind),
    units.map(({ areaDm2 }) => areaDm2),
    units.map(({ areaSource }) => areaSource),
    ts(at),
  ])

export const updateUnit = async (tx: Tx, id: string, unit: UnitFields): Promise<void> => {
  const { code, building, stairwell, kind, areaDm2, areaSource } = unit
  await tx.run(UPDATE, [id, code, building, stairwell, kind, areaDm2, areaSource])
}

const BY_CODE = sql('estate.unit-by-code', 'select id from city.estate_unit where estate = $1 and code = $2')

/** The id of the unit with this code; the caller holds the estate's lock. */
export const unitByCode = async (tx: Tx, estate: string, code: string): Promise<string | undefined> =>
  (await tx.maybe<{ id: string }>(BY_CODE, [estate, code]))?.id
