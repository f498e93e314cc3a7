import type { Instant } from '../../kernel/time.ts'
import { type CityDb, sql, type Tx } from '../db/types.ts'
import { json, ts } from '../db/values.ts'
import { emit } from '../jobs/emit.ts'

/** Outbox topic; the payload is a `ClockStep`. */
export const CLOCK_STEP = 'clock.step'

/** An escalation that has come due: which clock of which matter, and who is to be told (`level`). */
export type ClockStep = {
  readonly kind: string
  readonly subject: string
  readonly round: number
  readonly turn: number
  readonly name: string
  readonly level: string
  readonly at: Instant
}

const BATCH = 500

const CLAIM = sql(
  'clocks.claim',
  `select clock.subject, clock.kind, clock.round, clock.turn, clock.name, e.level, e.at
   from (
     select * from city.clock where next_at <= $1 order by next_at limit $2 for update skip locked
   ) as clock
   cross join lateral jsonb_to_recordset(clock.escalations) as e(level text, at timestamptz)
   where e.at <= $1 and e.level <> all (clock.fired)
   order by e.at`,
)

/** The primary key decides: a step that is already there was done by another, and nothing is emitted for it. */
const RECORD = sql(
  'clocks.record-steps',
  `insert into city.clock_step (subject, round, turn, name, level, at, fired_at)
   select s.subject, s.round, s.turn, s.name, s.level, s.at, $2
   from jsonb_to_recordset($1::jsonb) as s(subject uuid, round int, turn int, name text, level text, at timestamptz)
   on conflict do nothing
   returning subject, round, turn, name, level, at`,
)

const ADVANCE = sql(
  'clocks.advance',
  `update city.clock as clock set fired = clock.fired || s.levels,
     next_at = (select min(e.at) from jsonb_to_recordset(clock.escalations) as e(level text, at timestamptz)
       where e.level <> all (clock.fired || s.levels))
   from (
     select subject, round, turn, name, array_agg(level) as levels
     from jsonb_to_recordset($1::jsonb) as r(subject uuid, round int, turn int, name text, level text)
     group by subject, round, turn, name
   ) as s
   where (clock.subject, clock.round, clock.turn, clock.name) = (s.subject, s.round, s.turn, s.name)`,
)

type Claimed = ClockStep & Record<string, unknown>

const batch = async (tx: Tx, now: Instant): Promise<number> => {
  const claimed = await tx.rows<Claimed>(CLAIM, [ts(now), BATCH])
  if (claimed.length === 0) return 0
  const rows = json(claimed.map(step => ({ ...step, at: ts(step.at) })))
  const fresh = await tx.rows<Claimed>(RECORD, [rows, ts(now)])
  await tx.run(ADVANCE, [rows])
  const kinds = new Map(claimed.map(step => [step.subject, step.kind]))
  const events = fresh.map(step => ({
    topic: CLOCK_STEP,
    key: step.subject,
    payload: { ...step, kind: kinds.get(step.subject) },
    at: now,
  }))
  await emit(tx, ...events)
  return claimed.length
}

/**
 * Fires every escalation that is due, each exactly once however many processes sweep: rows are claimed with SKIP
 * LOCKED, and the step, its event and the clock's next time are written in one transaction.
 *
 * @returns how many escalations were found due
 */
export const sweepClocks = async (db: CityDb, now: Instant): Promise<number> => {
  let total = 0
  for (let found = -1; found !== 0; total += found) found = await db.tx(tx => batch(tx, now))
  return total
}
