import { type Instant, instant } from '../../kernel/time.ts'
import { startLoop } from '../jobs/loop.ts'
import { type PublicDb, sql } from './types.ts'

/**
 * The clock of an installation: the database's. Between two looks at it a process counts on by its monotonic clock, so
 * a wall clock that is wrong or put forward or back on one machine moves nothing, and two processes agree.
 */
export type SharedClock = {
  /** Never goes back, but after the database's own clock was put back. */
  readonly now: () => Instant
  /** Looks at the database's clock. @returns by how many milliseconds ours was behind it */
  readonly look: () => Promise<number>
  /** Looks again and again until stopped. */
  readonly follow: () => { readonly stop: () => Promise<void> }
}

const LOOK = sql('db.clock', 'select clock_timestamp() as now')
/** An answer that took longer says too little about when it was given. */
const ANSWER_MS_MAX = 1_000
/** Less is drift and is made up for in silence; more is a clock that was put forward or back. */
export const STEP_MS = 1_000
const LOOK_EVERY_MS = 5_000

type Sources = { readonly wall: () => number; readonly monotonic: () => number }
const MACHINE: Sources = { wall: () => Date.now(), monotonic: () => performance.now() }

/**
 * @param onStep hears that the database's clock was put forward (positive) or back, in milliseconds; not of the first look
 */
export const sharedClock = (
  db: PublicDb,
  onStep: (ms: number) => void,
  { wall, monotonic }: Sources = MACHINE,
): SharedClock => {
  let anchor = { at: wall(), since: monotonic() }
  let last = Number.NEGATIVE_INFINITY
  let known = false
  const now = (): Instant => {
    last = Math.max(last, Math.floor(anchor.at + (monotonic() - anchor.since)))
    return instant(last)
  }
  const look = async (): Promise<number> => {
    const asked = monotonic()
    const { now: there } = await db.one<{ now: Instant }>(LOOK)
    const heard = monotonic()
    if (heard - asked > ANSWER_MS_MAX && known) return 0
    // Half of the way back has passed since the database looked at its clock.
    const at = there + (heard - asked) / 2
    const behind = at - (anchor.at + (heard - anchor.since))
    const stepped = !known || Math.abs(behind) >= STEP_MS
    if (stepped) last = Number.NEGATIVE_INFINITY
    if (stepped && known) onStep(Math.round(behind))
    anchor = { at, since: heard }
    known = true
    return behind
  }
  return {
    now,
    look,
    // Without an answer the clock runs on; that the database is away is told by whoever needs it.
    follow: () => startLoop(LOOK_EVERY_MS, look, () => undefined),
  }
}
