import type { Basis } from '../../kernel/cite.ts'
import type { Instant, LocalDate } from '../../kernel/time.ts'
import { uuidv7 } from '../../platform/crypto/uuid.ts'
import { type CityQueries, sql, type Tx } from '../../platform/db/types.ts'
import { json, ts } from '../../platform/db/values.ts'
import type { Conflict } from './rules/resolve.ts'

/** A value as an operator entered it. */
export type Entered = {
  readonly id: number
  readonly key: string
  readonly value: unknown
  readonly from: LocalDate
  readonly to: LocalDate | null
  readonly basis: Basis
  readonly reason: string
  readonly enteredAt: Instant
}

const COLUMNS = `entered.id, entered.key, entered.value, entered.from_date as "from", entered.to_date as "to",
  entered.basis, entered.reason, entered.entered_at as "enteredAt"`

const OF_KEY = sql(
  'locality.entered',
  `select distinct on (entered.from_date) ${COLUMNS} from city.rule_value as entered
   where entered.key = $1 order by entered.from_date, entered.id desc`,
)
const ALL = sql(
  'locality.all-entered',
  `select distinct on (entered.key, entered.from_date) ${COLUMNS} from city.rule_value as entered
   order by entered.key, entered.from_date, entered.id desc`,
)
const ADD = sql(
  'locality.enter',
  `insert into city.rule_value (key, value, from_date, to_date, basis, reason, entered_by, entered_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
)
const STAMP = sql('locality.stamp', 'select stamp.stamp from city.rule_value_stamp as stamp')
const RESTAMP = sql(
  'locality.restamp',
  `insert into city.rule_value_stamp as held (one, stamp) values (true, $1)
   on conflict (one) do update set stamp = excluded.stamp`,
)
const NOTICE = sql(
  'locality.notice-conflict',
  `insert into city.rule_conflict (key, day, weaker, stricter, noticed_at) values ($1, $2, $3, $4, $5)
   on conflict do nothing`,
)
const CONFLICTS = sql(
  'locality.conflicts',
  `select conflict.key, conflict.day, conflict.weaker, conflict.stricter, conflict.noticed_at as "noticedAt"
   from city.rule_conflict as conflict order by conflict.key, conflict.day`,
)

/** What was entered for a key, in order of first day; of several for one day the last. */
export const enteredOf = (db: CityQueries, key: string): Promise<readonly Entered[]> => db.rows<Entered>(OF_KEY, [key])

export const allEntered = (db: CityQueries): Promise<readonly Entered[]> => db.rows<Entered>(ALL)

/** Another one after every entry; undefined before the first. */
export const stampOf = async (db: CityQueries): Promise<string | undefined> =>
  (await db.maybe<{ stamp: string }>(STAMP))?.stamp

export type NewEntry = {
  readonly key: string
  readonly value: unknown
  readonly from: LocalDate
  readonly to: LocalDate | null
  readonly basis: Basis
  readonly reason: string
}

/** Adds an entry and marks the values as changed; the mark's lock puts entries of several people in order. */
export const addEntered = async (tx: Tx, entry: NewEntry, by: string | null, now: Instant): Promise<number> => {
  const { key, value, from, to, basis, reason } = entry
  await tx.run(RESTAMP, [uuidv7(now)])
  const row = await tx.one<{ id: number }>(ADD, [key, json(value), from, to, json(basis), reason, by, ts(now)])
  return row.id
}

/** Writes a conflict down once. @returns whether it was new */
export const noticeConflict = async (
  tx: Tx,
  key: string,
  day: LocalDate,
  conflict: Conflict<unknown>,
  now: Instant,
): Promise<boolean> => (await tx.run(NOTICE, [key, day, json(conflict.weaker), json(conflict.stricter), ts(now)])) > 0

export type NoticedConflict = Conflict<unknown> & {
  readonly key: string
  /** First day on which the stricter value holds in place of the weaker one. */
  readonly day: LocalDate
  readonly noticedAt: Instant
}

export const conflictsOf = (db: CityQueries): Promise<readonly NoticedConflict[]> =>
  db.rows<NoticedConflict & Record<string, unknown>>(CONFLICTS)
