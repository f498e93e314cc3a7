import { dateOf, type Instant } from '../../kernel/time.ts'
import type { CityQueries } from '../../platform/db/types.ts'
import { faultsOf, type RegisterFault } from './rules/faults.ts'
import { parkingOn, parkingRules } from './store/estates.ts'
import { disputedUnits } from './store/lists.ts'
import { unitsOn } from './store/units.ts'

/**
 * Whether parking and storage count for votes on an instant; undefined when the owners have laid nothing down, and a
 * vote in which such units matter cannot be opened (rulebook C-148).
 */
export const parkingCounts = async (db: CityQueries, estate: string, at: Instant): Promise<boolean | undefined> =>
  parkingOn(await parkingRules(db, estate), dateOf(at))?.counts

/** What is wrong with the register of an estate on an instant. It reads as the caller, see `unitsOn`. */
export const registerFaults = async (
  db: CityQueries,
  estate: string,
  at: Instant,
): Promise<readonly RegisterFault[]> => {
  const units = await unitsOn(db, estate, { kind: 'estate' }, at)
  return faultsOf(units, await parkingCounts(db, estate, at), await disputedUnits(db, estate))
}
