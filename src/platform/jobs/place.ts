import type { Instant } from '../../kernel/time.ts'
import type { CityDb } from '../db/types.ts'

/** All that waits is looked for this often; in between, what came after the place. */
const WHOLE_MS = 1_000

type Kept = {
  /** When all that waits was last looked for. */
  readonly whole: Instant
  /** Ids up to here were handed on before that. */
  readonly after: number
  /** The highest that was handed on since. */
  readonly highest: number
}

const kept = new WeakMap<CityDb, Kept>()

/**
 * From where in the outbox to look for what waits, by a process. What was handed on stays in the index until nobody could
 * see it any more: behind a backup of ten minutes that is all of ten minutes, and each look would go through it. So a look
 * begins where the looks of the second before ended. An id is given before it is committed, so some turn up below that
 * place; those are found when all is looked for, a second later at most.
 *
 * A clock that stands still or goes back looks for all.
 */
export const placeFor = (db: CityDb, now: Instant): number => {
  const last = kept.get(db)
  if (last !== undefined && now > last.whole && now - last.whole < WHOLE_MS) return last.after
  kept.set(db, { whole: now, after: last?.highest ?? 0, highest: last?.highest ?? 0 })
  return 0
}

/**
 * Where the looks that follow in the same second begin.
 * @param from where this look began
 * @param highest the highest id it handed on; one that was looked for from the beginning is believed even when it is
 *   lower than before, as after a standby that was behind took over
 */
export const handedOn = (db: CityDb, from: number, highest: number): void => {
  const last = kept.get(db)
  if (last === undefined) return
  kept.set(db, { ...last, highest: from === 0 ? highest : Math.max(last.highest, highest) })
}

/** Where the place is now, without looking for all. */
export const placeNow = (db: CityDb): number => kept.get(db)?.after ?? 0
