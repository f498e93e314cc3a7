import type { Instant } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'

const SET = sql(
  'estate.set-gates',
  `insert into city.estate_gate (unit, why, set_at) select unnest($1::uuid[]), 'repair-fund', $2 on conflict (unit) do nothing`,
)
const LIFT = sql('estate.lift-gates', 'delete from city.estate_gate where unit = any ($1::uuid[])')
const GATED = sql('estate.gated', 'select unit from city.estate_gate where unit = any ($1::uuid[])')

/** From now on these units are not handed over: their first deposit into the repair fund is due (rulebook C-226). */
export const setGates = (tx: Tx, units: readonly string[], at: Instant): Promise<number> => tx.run(SET, [units, ts(at)])

/** The deposit is paid: these units may be handed over. @returns how many had waited for it */
export const liftGates = (tx: Tx, units: readonly string[]): Promise<number> => tx.run(LIFT, [units])

/** Which of these units wait for their deposit. */
export const gatedUnits = async (db: CityQueries, units: readonly string[]): Promise<ReadonlySet<string>> =>
  new Set((await db.rows<{ unit: string }>(GATED, [units])).map(({ unit }) => unit))
