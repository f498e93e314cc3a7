import { dateOf, type Instant, type LocalDate } from '../../kernel/time.ts'
import { mayOf } from '../../platform/access/access.ts'
import type { Actor } from '../../platform/access/types.ts'
import type { CityQueries } from '../../platform/db/types.ts'
import { namesByCode } from '../directory/index.ts'
import { policy, subjectOf, type Verb } from './policy.ts'
import { registerFaults } from './register.ts'
import { type EntryRow, entriesOf, entriesOfUnit } from './store/entries.ts'
import { type EstateLine, type EstateRow, estateById, estatesUnder, parkingRules } from './store/estates.ts'
import { buildingsOf, type ListedUnit, listUnits, unitHistory } from './store/lists.ts'
import type { StoredUnit } from './store/units.ts'

export type ShownLine = EstateLine & { readonly areaName: string }

/** Estates with the names of their communities. */
export const named = async (db: CityQueries, lines: readonly EstateLine[]): Promise<readonly ShownLine[]> => {
  const names = await namesByCode(
    db,
    lines.map(({ area }) => area),
  )
  return lines.map(line => ({ ...line, areaName: names.get(line.area) ?? line.area }))
}

const FAULT_UNITS_MAX = 20
const ENTRIES_MAX = 20

const shownEntry = ({ seq, at, action, effective_on, backdated, note, leaf }: EntryRow) => ({
  seq,
  at,
  action,
  effectiveOn: effective_on,
  backdated,
  note,
  leaf: leaf.toString('hex'),
})

/** An estate for whoever keeps its register: counts, buildings, parking rule, faults, and what was done last. */
export const shownRegister = async (db: CityQueries, actor: Actor, row: EstateRow, now: Instant) => {
  const line = await estateById(db, row.id, now)
  if (line === undefined) throw new Error('an estate has no line')
  const [shown] = await named(db, [line])
  const [buildings, parking] = [await buildingsOf(db, row.id), await parkingRules(db, row.id)]
  const faults = await registerFaults(db, row.id, now)
  const entries = await entriesOf(db, row.id, undefined, ENTRIES_MAX)
  return {
    ...line,
    areaName: shown?.areaName ?? line.area,
    version: row.version,
    developer: row.developer,
    buildings,
    parking: parking.map(({ fromDay, counts, source }) => ({ from: fromDay, counts, source })),
    faults: faults.map(({ kind, units }) => ({ kind, count: units.length, units: units.slice(0, FAULT_UNITS_MAX) })),
    entries: entries.map(shownEntry),
    may: mayOf<Verb>(policy, actor, subjectOf(row)),
  }
}

const dayOf = (at: Instant | null): LocalDate | null => (at === null ? null : dateOf(at))

/** A unit of a list as it goes out. */
export const shownUnit = ({ since, ...unit }: ListedUnit) => ({ ...unit, since: dayOf(since) })

/** One unit with everything the register ever said of it. */
export const shownHistory = async (db: CityQueries, unit: StoredUnit, now: Instant) => {
  const [listed] = (
    await listUnits(db, unit.estate, { named: unit.code }, { after: undefined, limit: 100 }, now)
  ).filter(({ id }) => id === unit.id)
  if (listed === undefined) throw new Error('a unit is in no list')
  const titles = await unitHistory(db, unit.id)
  return {
    unit: shownUnit(listed),
    areaSource: unit.areaSource,
    titles: titles.map(({ from, upto, handedAt, corrects: _, ...title }) => ({
      ...title,
      from: dateOf(from),
      upto: dayOf(upto),
      handedOn: dayOf(handedAt),
    })),
    entries: (await entriesOfUnit(db, unit.id)).map(shownEntry),
  }
}

/** A page of estates of a place. @param after the last one shown */
export const estatePage = async (
  db: CityQueries,
  within: string,
  after: Pick<EstateLine, 'id' | 'area' | 'name'> | undefined,
  limit: number,
  more: { readonly at: Instant; readonly named?: string },
): Promise<readonly ShownLine[]> => named(db, await estatesUnder(db, within, after, limit, more))
