import type { CalendarYear } from '../../kernel/calendar.ts'
import type { Instant, LocalDate } from '../../kernel/time.ts'
import { type Queries, sql, type Tx } from '../../platform/db/types.ts'
import { ts } from '../../platform/db/values.ts'

export type Head = { readonly version: number; readonly digest: string }
export type Origin = 'shipped' | 'import'

/** A year as it is kept. */
export type KeptYear = CalendarYear & {
  readonly origin: Origin
  readonly sha256: string
  readonly version: number
  readonly loadedAt: Instant
}

const HEAD = sql('calendar.head', 'select version, digest from public.calendar_head where id = 1')
const LOCK_HEAD = sql('calendar.lock-head', 'select version, digest from public.calendar_head where id = 1 for update')
const YEARS = sql(
  'calendar.years',
  `select year.year, year.notices, year.origin, year.sha256, year.version, year.loaded_at as "loadedAt",
     coalesce((select jsonb_agg(jsonb_build_object('date', day.date, 'off', day.off, 'name', day.name) order by day.date)
               from public.calendar_day as day where day.year = year.year), '[]') as days
   from public.calendar_year as year where $1::int is null or year.year = $1 order by year.year`,
)
const PUT_YEAR = sql(
  'calendar.put-year',
  `insert into public.calendar_year (year, notices, origin, sha256, version, loaded_at) values ($1, $2, $3, $4, $5, $6)
   on conflict (year) do update set notices = excluded.notices, origin = excluded.origin, sha256 = excluded.sha256,
     version = excluded.version, loaded_at = excluded.loaded_at`,
)
const CLEAR_DAYS = sql('calendar.clear-days', 'delete from public.calendar_day where year = $1')
const PUT_DAYS = sql(
  'calendar.put-days',
  `insert into public.calendar_day (year, date, off, name)
   select $1::int, * from unnest($2::date[], $3::boolean[], $4::text[])`,
)
const OTHERS = sql(
  'calendar.other-years-on',
  `select day.year, day.date, day.off from public.calendar_day as day
   join unnest($2::date[], $3::boolean[]) as said (date, off) on said.date = day.date
   where day.year <> $1 and day.off <> said.off order by day.date`,
)
const PUT_CHANGE = sql(
  'calendar.put-change',
  `insert into public.calendar_change (version, year, from_date, to_date, notices, changed_at)
   values ($1, $2, $3, $4, $5, $6)`,
)
const PUT_HEAD = sql('calendar.put-head', 'update public.calendar_head set version = $1, digest = $2 where id = 1')
const CHANGES = sql(
  'calendar.changes-since',
  `select change.version, change.year, change.from_date as "from", change.to_date as "to"
   from public.calendar_change as change where change.version > $1 order by change.version, change.year`,
)
const LOCK_SEEN = sql('calendar.lock-seen', 'select version, seq from city.calendar_seen where id = 1 for update')
const SEEN = sql('calendar.seen', 'select version, seq from city.calendar_seen where id = 1')
const PUT_SEEN = sql('calendar.put-seen', 'update city.calendar_seen set version = $1, seq = $2 where id = 1')

export const headOf = (db: Queries): Promise<Head> => db.one<Head>(HEAD)

/** Holds the head: whoever changes the calendar changes it alone. Taken after the city's own row. */
export const lockHead = (tx: Queries): Promise<Head> => tx.one<Head>(LOCK_HEAD)

export const keptYears = (db: Queries): Promise<readonly KeptYear[]> => db.rows<KeptYear>(YEARS, [null])

export const keptYear = (db: Queries, year: number): Promise<KeptYear | undefined> => db.maybe<KeptYear>(YEARS, [year])

/** Days that another year's notice names the other way. */
export const contradictions = (
  tx: Queries,
  { year, days }: CalendarYear,
): Promise<readonly { readonly year: number; readonly date: LocalDate; readonly off: boolean }[]> =>
  tx.rows(OTHERS, [year, days.map(day => day.date), days.map(day => day.off)])

/** Writes one year in place of what was known of it. The caller holds the head. */
export const putYear = async (
  tx: Queries,
  { year, notices, days }: CalendarYear,
  kept: { readonly origin: Origin; readonly sha256: string; readonly version: number; readonly now: Instant },
): Promise<void> => {
  await tx.run(PUT_YEAR, [year, notices, kept.origin, kept.sha256, kept.version, ts(kept.now)])
  await tx.run(CLEAR_DAYS, [year])
  await tx.run(PUT_DAYS, [year, days.map(day => day.date), days.map(day => day.off), days.map(day => day.name)])
}

export type Change = {
  readonly version: number
  readonly year: number
  readonly from: LocalDate
  readonly to: LocalDate
}

export const putChange = async (
  tx: Queries,
  { version, year, from, to }: Change,
  notices: readonly string[],
  now: Instant,
): Promise<void> => void (await tx.run(PUT_CHANGE, [version, year, from, to, notices, ts(now)]))

export const putHead = async (tx: Queries, { version, digest }: Head): Promise<void> =>
  void (await tx.run(PUT_HEAD, [version, digest]))

export const changesSince = (db: Queries, version: number): Promise<readonly Change[]> =>
  db.rows<Change>(CHANGES, [version])

export type Seen = { readonly version: number; readonly seq: number }

export const lockSeen = (tx: Tx): Promise<Seen> => tx.one<Seen>(LOCK_SEEN)

export const seenBy = (db: Queries): Promise<Seen> => db.one<Seen>(SEEN)

export const putSeen = async (tx: Tx, { version, seq }: Seen): Promise<void> =>
  void (await tx.run(PUT_SEEN, [version, seq]))
