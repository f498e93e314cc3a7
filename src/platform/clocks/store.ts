import type { Clock, ClockLine } from '../../kernel/procedure/clock.ts'
import type { Instant } from '../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../db/types.ts'
import { json, ts } from '../db/values.ts'

/** A clock of a matter: which round of handling, and which turn of being sent out. */
export type StoredClock = Clock & { readonly round: number; readonly turn: number }

/**
 * Writes the clocks as computed. What has been escalated already stays so: a level fires once in the life of a
 * clock, also when its due moves.
 */
const SAVE = sql(
  'clocks.save',
  `insert into city.clock as clock
     (subject, kind, round, turn, name, anchor_at, due_at, provisional, running, stopped_at, cancelled_at, calendar,
      detail, escalations, next_at)
   select c.subject, $1, c.round, c.turn, c.name, c.anchor_at, c.due_at, c.provisional, c.running, c.stopped_at,
     c.cancelled_at, $2, c.detail, c.escalations,
     case when c.running then (select min(e.at) from jsonb_to_recordset(c.escalations) as e(at timestamptz)) end
   from jsonb_to_recordset($3::jsonb) as c(subject uuid, round int, turn int, name text, anchor_at timestamptz, due_at timestamptz,
     provisional boolean, running boolean, stopped_at timestamptz, cancelled_at timestamptz, detail jsonb, escalations jsonb)
   on conflict (subject, round, turn, name) do update set
     anchor_at = excluded.anchor_at, due_at = excluded.due_at, provisional = excluded.provisional,
     running = excluded.running, stopped_at = excluded.stopped_at, cancelled_at = excluded.cancelled_at,
     calendar = excluded.calendar, detail = excluded.detail, escalations = excluded.escalations,
     next_at = case when excluded.running then
       (select min(e.at) from jsonb_to_recordset(excluded.escalations) as e(level text, at timestamptz)
        where e.level <> all (clock.fired)) end`,
)

const OF_SUBJECT = sql(
  'clocks.of-subject',
  'select round, turn, name, due_at, detail from city.clock where subject = $1 order by round, turn, name',
)

const paused = (clock: Clock): boolean =>
  clock.adjustments.some(moved => moved.kind === 'pause' && moved.to === undefined)

/** Neither stopped nor taken off; a paused clock is not running and is not escalated. */
export const isRunning = (clock: Clock): boolean =>
  clock.due !== undefined && clock.stoppedAt === undefined && clock.cancelledAt === undefined && !paused(clock)

const when = (at: Instant | undefined): string | null => (at === undefined ? null : ts(at))

/** What is stored of a clock besides what moves when it escalates. */
export const clockRow = (clock: StoredClock) => ({
  round: clock.round,
  turn: clock.turn,
  name: clock.name,
  anchor_at: when(clock.due?.anchorAt),
  due_at: when(clock.due?.dueAt),
  provisional: clock.due?.provisional ?? false,
  running: isRunning(clock),
  stopped_at: when(clock.stoppedAt),
  cancelled_at: when(clock.cancelledAt),
  detail: clock,
  escalations: clock.escalations.map(({ level, at }) => ({ level, at: ts(at) })),
})

/**
 * Makes the stored clocks of a matter equal to the computed ones, in one statement. The caller holds the matter's
 * row, so two writers never meet here.
 *
 * @param calendar version of the calendar the dues were computed with
 */
export const saveClocks = (
  tx: Tx,
  matter: { readonly id: string; readonly kind: string },
  calendar: string,
  clocks: readonly StoredClock[],
): void => {
  saveClocksOfMany(tx, matter.kind, calendar, [{ id: matter.id, clocks }])
}

/** As `saveClocks`, for many matters of one kind in one statement. */
export const saveClocksOfMany = (
  tx: Tx,
  kind: string,
  calendar: string,
  matters: readonly { readonly id: string; readonly clocks: readonly StoredClock[] }[],
): void => {
  const rows = matters.flatMap(({ id, clocks }) => clocks.map(clock => ({ subject: id, ...clockRow(clock) })))
  if (rows.length > 0) tx.write(SAVE, [kind, calendar, json(rows)])
}

/** The clocks of a matter as stored, oldest round first. */
export const clocksOfMatter = async (db: CityQueries, id: string): Promise<readonly StoredClock[]> =>
  (await db.rows<{ detail: StoredClock }>(OF_SUBJECT, [id])).map(row => row.detail)

const OF_SUBJECTS = sql(
  'clocks.of-subjects',
  `select subject, round, name, due_at as "dueAt", stopped_at as "stoppedAt", running from city.clock
   where subject = any($1::uuid[]) and cancelled_at is null order by subject, round, turn, name`,
)

/** What a list shows of a clock: how it stands, and nothing of how that came about. */
export type ListedClock = ClockLine & { readonly subject: string; readonly round: number; readonly name: string }

/** The clocks of many matters, for a page of a list, without those taken off. */
export const clocksOfMatters = async (
  db: CityQueries,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly ListedClock[]>> => {
  const rows = ids.length === 0 ? [] : await db.rows<ListedClock>(OF_SUBJECTS, [ids])
  return Map.groupBy(rows, row => row.subject)
}

const AFFECTED = sql(
  'clocks.affected',
  `select distinct subject from city.clock
   where kind = $1 and stopped_at is null and cancelled_at is null
     and (due_at >= $2 or exists (select from jsonb_to_recordset(escalations) as e(at timestamptz) where e.at >= $2)
       or exists (select from jsonb_to_recordset(detail -> 'weaker') as w("dueAt" bigint) where w."dueAt" >= $3))
   order by subject`,
)
const CHANGE = sql(
  'clocks.change',
  `insert into city.clock_change (subject, kind, round, turn, name, due_before, due_after, why, at)
   select $1, $2, c.round, c.turn, c.name, c.due_before, c.due_after, $3, $4
   from jsonb_to_recordset($5::jsonb) as c(round int, turn int, name text, due_before timestamptz, due_after timestamptz)`,
)
const CHANGES = sql(
  'clocks.changes',
  `select id, subject, kind, round, turn, name, due_before, due_after, why, at from city.clock_change
   where id < $1 order by id desc limit $2`,
)

/**
 * Matters with an open clock that falls due, or escalates, or by a weaker limit would fall due, on or after `from`:
 * those a change of the calendar may move.
 */
export const affectedBy = async (db: CityQueries, kind: string, from: Instant): Promise<readonly string[]> =>
  (await db.rows<{ subject: string }>(AFFECTED, [kind, ts(from), from])).map(row => row.subject)

const keyOf = (clock: StoredClock): string => `${clock.round}/${clock.turn}/${clock.name}`

/** Writes clocks computed anew and lists which dues moved, with the reason. Returns how many moved. */
export const recomputeClocks = async (
  tx: Tx,
  matter: { readonly id: string; readonly kind: string },
  calendar: string,
  clocks: readonly StoredClock[],
  change: { readonly why: string; readonly at: Instant },
): Promise<number> => {
  const before = new Map((await clocksOfMatter(tx, matter.id)).map(clock => [keyOf(clock), clock]))
  const moved = clocks.filter(clock => before.get(keyOf(clock))?.due?.dueAt !== clock.due?.dueAt)
  saveClocks(tx, matter, calendar, clocks)
  if (moved.length === 0) return 0
  const rows = moved.map(clock => ({
    round: clock.round,
    turn: clock.turn,
    name: clock.name,
    due_before: when(before.get(keyOf(clock))?.due?.dueAt),
    due_after: when(clock.due?.dueAt),
  }))
  await tx.run(CHANGE, [matter.id, matter.kind, change.why, ts(change.at), json(rows)])
  return moved.length
}

export type ClockChange = {
  readonly id: number
  readonly subject: string
  readonly kind: string
  readonly round: number
  readonly turn: number
  readonly name: string
  readonly due_before: Instant | null
  readonly due_after: Instant | null
  readonly why: string
  readonly at: Instant
}

/** Dues that moved, newest first. @param before id of the last line of the page before; Infinity-like at the start */
export const clockChanges = (db: CityQueries, before: number, limit: number): Promise<readonly ClockChange[]> =>
  db.rows<ClockChange>(CHANGES, [before, limit])
