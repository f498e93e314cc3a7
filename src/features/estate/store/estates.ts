import type { Instant, LocalDate } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'

export type CommitteeStanding = 'none' | 'in-term' | 'lapsed'

/** An estate as everybody may see it. */
export type EstateLine = {
  readonly id: string
  readonly name: string
  /** 12-digit community. */
  readonly area: string
  readonly units: number
  readonly areaDm2: number
  readonly hasAssembly: boolean
  readonly committee: CommitteeStanding
  /** Last day of the committee's present or last term. */
  readonly termTo: LocalDate | null
}

/** The first parameter is the moment the standing is told for; the database's own when there is none. */
const DAY = `((coalesce($1::timestamptz, now())) at time zone 'Asia/Shanghai')::date`
const LINE = `id, name, area, units, area_dm2 as "areaDm2", assembly_on is not null as "hasAssembly",
   case when term_to is null or term_from > ${DAY} then 'none' when term_to >= ${DAY} then 'in-term' else 'lapsed' end as committee,
   term_to as "termTo"`

const BY_ID = sql('estate.by-id', `select ${LINE} from city.estate where id = $2`)
const BY_NAME = sql('estate.by-name', `select ${LINE} from city.estate where name = $2 order by area limit 1`)
const BY_IDS = sql('estate.by-ids', `select ${LINE} from city.estate where id = any($2::uuid[]) order by name, id`)
const UNDER = sql(
  'estate.under',
  `select ${LINE} from city.estate
   where area >= $2 and area < $2 || '~' and ($3::text is null or (area, name, id) > ($3, $4, $5::uuid))
     and ($7::text is null or name like '%' || $7 || '%')
   order by area, name, id limit $6`,
)
const LOCK = sql('estate.lock', 'select id from city.estate where id = $1 for update')
const LOCK_ROW = sql(
  'estate.lock-row',
  `select id, area, name, developer, developer_party as "developerParty", version, entries, units, area_dm2 as "areaDm2"
   from city.estate where id = $1 for update`,
)
const ROW = sql(
  'estate.row',
  `select id, area, name, developer, developer_party as "developerParty", version, entries, units, area_dm2 as "areaDm2"
   from city.estate where id = $1`,
)
const INSERT = sql(
  'estate.insert',
  `insert into city.estate (id, area, name, developer, developer_party, version, entries, units, area_dm2, created_at, changed_at)
   values ($1, $2, $3, $4, $5, 0, 0, 0, 0, $6, $6) on conflict (area, name) do nothing`,
)
const CHANGED = sql(
  'estate.changed',
  `update city.estate set version = version + 1, entries = $2, changed_at = $3,
     units = (select count(*) from city.estate_unit where estate = $1),
     area_dm2 = (select coalesce(sum(area_dm2), 0) from city.estate_unit where estate = $1)
   where id = $1`,
)
const PARKING = sql(
  'estate.parking',
  `select from_day as "fromDay", counts, source, recorded_at as "recordedAt" from city.estate_parking where estate = $1 order by from_day`,
)
const ADD_PARKING = sql(
  'estate.add-parking',
  `insert into city.estate_parking (estate, from_day, counts, source, recorded_at) values ($1, $2, $3, $4, $5)
   on conflict (estate, from_day) do nothing`,
)

export type EstateRow = {
  readonly id: string
  readonly area: string
  readonly name: string
  readonly developer: string
  readonly developerParty: string | null
  readonly version: number
  readonly entries: number
  readonly units: number
  readonly areaDm2: number
}

/**
 * Takes the estate for writing, so that the electorate of a vote and the register cannot move past each other.
 * @returns whether there is such an estate
 */
export const lockEstate = async (tx: Tx, id: string): Promise<boolean> => (await tx.maybe(LOCK, [id])) !== undefined

/** The same, with its row. */
export const lockRow = (tx: Tx, id: string): Promise<EstateRow | undefined> => tx.maybe<EstateRow>(LOCK_ROW, [id])

export const estateRow = (db: CityQueries, id: string): Promise<EstateRow | undefined> => db.maybe<EstateRow>(ROW, [id])

const moment = (at: Instant | undefined): string | null => (at === undefined ? null : ts(at))

/** @param at the day on which the committee's standing is told; the database's own today when left out */
export const estateById = (db: CityQueries, id: string, at?: Instant): Promise<EstateLine | undefined> =>
  db.maybe<EstateLine>(BY_ID, [moment(at), id])

/** The first estate of that name. */
export const estateByName = (db: CityQueries, name: string, at?: Instant): Promise<EstateLine | undefined> =>
  db.maybe<EstateLine>(BY_NAME, [moment(at), name])

export const estatesByIds = (db: CityQueries, ids: readonly string[], at: Instant): Promise<readonly EstateLine[]> =>
  db.rows<EstateLine>(BY_IDS, [ts(at), ids])

/**
 * Estates of a community, a town or the whole city, by community and name.
 * @param areaPrefix an area path  @param after the last one shown
 */
export const estatesUnder = (
  db: CityQueries,
  areaPrefix: string,
  after?: Pick<EstateLine, 'id' | 'area' | 'name'>,
  limit = 100,
  more: { readonly at?: Instant; readonly named?: string } = {},
): Promise<readonly EstateLine[]> =>
  db.rows<EstateLine>(UNDER, [
    moment(more.at),
    areaPrefix,
    after?.area ?? null,
    after?.name ?? null,
    after?.id ?? null,
    limit,
    more.named === undefined || more.named === '' ? null : more.named.replace(/[\\%_]/g, '\\$&'),
  ])

export type NewEstate = Pick<EstateRow, 'id' | 'area' | 'name' | 'developer' | 'developerParty'>

/** False when the community has an estate of that name. */
export const insertEstate = async (tx: Tx, estate: NewEstate, at: Instant): Promise<boolean> =>
  (await tx.run(INSERT, [estate.id, estate.area, estate.name, estate.developer, estate.developerParty, ts(at)])) === 1

/** The estate's counts follow its units. @param entries how many its log has now */
export const touchEstate = async (tx: Tx, id: string, entries: number, at: Instant): Promise<void> => {
  await tx.run(CHANGED, [id, entries, ts(at)])
}

/** Whether parking and storage count for votes, from a day on, and where the owners have laid it down. */
export type ParkingRule = {
  readonly fromDay: LocalDate
  readonly counts: boolean
  readonly source: string
  readonly recordedAt: Instant
}

export const parkingRules = (db: CityQueries, estate: string): Promise<readonly ParkingRule[]> =>
  db.rows<ParkingRule>(PARKING, [estate])

/** What holds on a day; undefined when the owners have laid nothing down. */
export const parkingOn = (rules: readonly ParkingRule[], day: LocalDate): ParkingRule | undefined =>
  rules.findLast(({ fromDay }) => fromDay <= day)

/** False when a rule from that day is there already. */
export const insertParking = async (
  tx: Tx,
  estate: string,
  rule: Omit<ParkingRule, 'recordedAt'>,
  at: Instant,
): Promise<boolean> => (await tx.run(ADD_PARKING, [estate, rule.fromDay, rule.counts, rule.source, ts(at)])) === 1
