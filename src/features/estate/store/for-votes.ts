import type { LocalDate } from '../../../kernel/time.ts'
import { type CityQueries, sql } from '../../../platform/db/types.ts'
import { parkingOn, parkingRules } from './estates.ts'

const NAMES = sql('estate.names', 'select id, name from city.estate where id = any($1::uuid[])')
const HAS_PARKING = sql(
  'estate.has-parking',
  `select 1 as one from city.estate_unit where estate = $1 and kind in ('parking', 'storage') limit 1`,
)

/** Names of estates, by id. */
export const estateNames = async (db: CityQueries, ids: readonly string[]): Promise<ReadonlyMap<string, string>> =>
  new Map((await db.rows<{ id: string; name: string }>(NAMES, [ids])).map(({ id, name }) => [id, name]))

/**
 * Whether the owners have laid down, by that day, if parking and storage count for votes; an estate without any has nothing
 * to lay down (rulebook C-148).
 */
export const parkingSettled = async (db: CityQueries, estate: string, day: LocalDate): Promise<boolean> =>
  parkingOn(await parkingRules(db, estate), day) !== undefined || (await db.maybe(HAS_PARKING, [estate])) === undefined
