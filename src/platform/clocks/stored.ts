import type { Instant } from '../../kernel/time.ts'
import { type CityQueries, sql } from '../db/types.ts'
import { clockRow, type StoredClock } from './store.ts'

/** A clock with everything that is stored of it, for checking it against its facts. */
export type ClockRow = {
  readonly subject: string
  readonly round: number
  readonly turn: number
  readonly name: string
  readonly anchor_at: Instant | null
  readonly due_at: Instant | null
  readonly provisional: boolean
  readonly running: boolean
  readonly stopped_at: Instant | null
  readonly cancelled_at: Instant | null
  readonly calendar: string
  readonly detail: StoredClock
  readonly escalations: readonly { readonly level: string; readonly at: string }[]
  readonly fired: readonly string[]
  readonly next_at: Instant | null
}

const BETWEEN = sql(
  'clocks.between',
  `select subject, round, turn, name, anchor_at, due_at, provisional, running, stopped_at, cancelled_at, calendar, detail,
     escalations, fired, next_at
   from city.clock where kind = $1 and subject > $2 and subject <= $3`,
)

/** Clocks of the matters whose ids lie after `after`, up to `upTo`, by matter. */
export const clockRowsBetween = async (
  db: CityQueries,
  kind: string,
  after: string,
  upTo: string,
): Promise<ReadonlyMap<string, readonly ClockRow[]>> =>
  Map.groupBy(await db.rows<ClockRow>(BETWEEN, [kind, after, upTo]), row => row.subject)

/** Equal as JSON: a key without a value is the same as no key. */
export const sameJson = (a: unknown, b: unknown): boolean => {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, at) => sameJson(item, b[at]))
  }
  const [one, two] = [a as Record<string, unknown>, b as Record<string, unknown>]
  for (const key in one) if (!sameJson(one[key], two[key])) return false
  for (const key in two) if (two[key] !== undefined && one[key] === undefined) return false
  return true
}

/** What is stored of a clock and what its facts say instead. */
export type ClockFault = { readonly what: string; readonly stored: unknown; readonly recomputed: unknown }

export type ClockCheck = {
  readonly faults: readonly ClockFault[]
  /** The clocks that count: as recomputed, but as stored where one ended under an older calendar. */
  readonly standing: readonly StoredClock[]
  /** Clocks that ended under an older calendar and would fall due otherwise under the present one. */
  readonly older: number
}

const keyOf = (clock: { readonly round: number; readonly turn: number; readonly name: string }): string =>
  `${clock.round}/${clock.turn}/${clock.name}`

/** The level that fires next: of those not fired, the earliest; none when the clock does not run. */
const nextOf = (row: ClockRow, clock: StoredClock, running: boolean): Instant | null => {
  const left = running ? clock.escalations.filter(({ level }) => !row.fired.includes(level)) : []
  return left.reduce<Instant | null>((first, { at }) => (first === null || at < first ? at : first), null)
}

const at = (instant: Instant | undefined): Instant | null => instant ?? null

const faultsOf = (row: ClockRow, clock: StoredClock, key: string): readonly ClockFault[] => {
  const computed = clockRow(clock)
  const pairs: readonly (readonly [string, unknown, unknown])[] = [
    ['anchor', row.anchor_at, at(clock.due?.anchorAt)],
    ['due', row.due_at, at(clock.due?.dueAt)],
    ['provisional', row.provisional, computed.provisional],
    ['running', row.running, computed.running],
    ['stopped', row.stopped_at, at(clock.stoppedAt)],
    ['cancelled', row.cancelled_at, at(clock.cancelledAt)],
    ['next', row.next_at, nextOf(row, clock, computed.running)],
    ['escalations', row.escalations, computed.escalations],
    ['detail', row.detail, clock],
  ]
  return pairs.flatMap(([what, stored, recomputed]) =>
    sameJson(stored, recomputed) ? [] : [{ what: `clock ${key} ${what}`, stored, recomputed }],
  )
}

/**
 * Holds the stored clocks of one matter against the computed ones. What a clock was judged by when it ended stands:
 * a notice that came later does not judge it again, so such a clock is counted as older and is no fault, as long as
 * it started and ended when the facts say. A clock that still runs must always agree.
 *
 * @param version of the calendar the clocks were recomputed with
 */
export const checkClocks = (
  stored: readonly ClockRow[],
  computed: readonly StoredClock[],
  version: string,
): ClockCheck => {
  const left = new Map(stored.map(row => [keyOf(row), row]))
  const faults: ClockFault[] = []
  let older = 0
  const standing = computed.map(clock => {
    const key = keyOf(clock)
    const row = left.get(key)
    left.delete(key)
    if (row === undefined) {
      faults.push({ what: `clock ${key}`, stored: null, recomputed: clock })
      return clock
    }
    const found = faultsOf(row, clock, key)
    const over = clock.stoppedAt !== undefined || clock.cancelledAt !== undefined
    const asThen =
      found.length > 0 &&
      over &&
      row.calendar !== version &&
      faultsOf(row, { ...clock, ...judged(row.detail) }, key).length === 0
    if (!asThen) faults.push(...found)
    else older += 1
    return asThen ? row.detail : clock
  })
  for (const [key, row] of left) faults.push({ what: `clock ${key}`, stored: row.detail, recomputed: null })
  return { faults, standing, older }
}

/** The part of a clock that the calendar decides. */
const judged = ({ due, weaker, escalations }: StoredClock): Partial<StoredClock> => ({
  ...(due && { due }),
  weaker,
  escalations,
})
