import type { Instant } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'
import type { Course, Risk, Skill, Topic } from '../rules/kinds.ts'

export type ActivityRow = {
  readonly id: string
  readonly no: string
  readonly area: string
  readonly group: string | null
  readonly organisation: string
  readonly title: string
  readonly about: string
  readonly place: string
  readonly topic: Topic
  readonly risk: Risk
  readonly riskNotice: string
  readonly insurance: string
  readonly course: Course | null
  readonly skill: Skill | null
  readonly minAge: number
  readonly version: number
  /** End of its last shift; its creation while it has none. */
  readonly lastAt: Instant
  readonly cancelledAt: Instant | null
}

export type ShiftRow = {
  readonly id: string
  readonly activity: string
  readonly area: string
  readonly from: Instant
  readonly to: Instant
  readonly capacity: number
  readonly taken: number
  readonly cancelledAt: Instant | null
}

const ROW = `id, no, area, group_id as "group", organisation, title, about, place, topic, risk, risk_notice as "riskNotice",
  insurance, course, skill, min_age as "minAge", version, last_at as "lastAt", cancelled_at as "cancelledAt"`
const SHIFT = `id, activity, area, from_at as "from", to_at as "to", capacity, taken, cancelled_at as "cancelledAt"`

const BY_ID = sql('volunteering.activity', `select ${ROW} from city.volunteer_activity where id = $1`)
const BY_NO = sql('volunteering.activity-by-no', `select ${ROW} from city.volunteer_activity where no = $1`)
const LOCK = sql('volunteering.lock-activity', `select ${ROW} from city.volunteer_activity where id = $1 for update`)
const WITHIN = sql(
  'volunteering.activities',
  `select ${ROW} from city.volunteer_activity where area >= $1 and area < $1 || '~'
     and ($2::text is null or topic = $2) and ($3::timestamptz is null or (last_at, id) < ($3, $4::uuid))
     and ($5::boolean is not true or cancelled_at is null)
   order by last_at desc, id desc limit $6`,
)
const INSERT = sql(
  'volunteering.insert-activity',
  `insert into city.volunteer_activity (id, no, area, group_id, organisation, title, about, place, topic, risk, risk_notice,
     insurance, course, skill, min_age, version, last_at, created_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 1, $16, $16)`,
)
const TOUCH = sql(
  'volunteering.touch-activity',
  `update city.volunteer_activity set version = version + 1, last_at = greatest(last_at, $2),
     cancelled_at = coalesce(cancelled_at, $3) where id = $1`,
)
const SHIFTS = sql(
  'volunteering.shifts',
  `select ${SHIFT} from city.volunteer_shift where activity = any($1::uuid[]) order by from_at, id`,
)
const SHIFT_BY_ID = sql('volunteering.shift', `select ${SHIFT} from city.volunteer_shift where id = $1`)
const LOCK_SHIFT = sql('volunteering.lock-shift', `select ${SHIFT} from city.volunteer_shift where id = $1 for update`)
const BY_CODE = sql(
  'volunteering.shift-by-code',
  `select ${SHIFT} from city.volunteer_shift where id = (select shift from city.volunteer_shift_code where code = $1)`,
)
const CODE = sql('volunteering.shift-code', 'select code from city.volunteer_shift_code where shift = $1')
const INSERT_SHIFT = sql(
  'volunteering.insert-shift',
  `insert into city.volunteer_shift (id, activity, area, from_at, to_at, capacity, taken, queued)
   values ($1, $2, $3, $4, $5, $6, 0, 0)`,
)
const INSERT_CODE = sql(
  'volunteering.insert-shift-code',
  'insert into city.volunteer_shift_code (shift, area, code) values ($1, $2, $3)',
)
const TAKE = sql('volunteering.take-place', 'update city.volunteer_shift set taken = taken + $2 where id = $1')
const QUEUE = sql(
  'volunteering.queue-place',
  'update city.volunteer_shift set queued = queued + 1 where id = $1 returning queued',
)
const CAPACITY = sql('volunteering.set-capacity', 'update city.volunteer_shift set capacity = $2 where id = $1')
const CANCEL_SHIFT = sql(
  'volunteering.cancel-shift',
  'update city.volunteer_shift set cancelled_at = $2, taken = $3 where id = $1',
)

export const activityById = (db: CityQueries, id: string): Promise<ActivityRow | undefined> =>
  db.maybe<ActivityRow>(BY_ID, [id])

export const activityByNo = (db: CityQueries, no: string): Promise<ActivityRow | undefined> =>
  db.maybe<ActivityRow>(BY_NO, [no])

export const lockActivity = (tx: Tx, id: string): Promise<ActivityRow | undefined> => tx.maybe<ActivityRow>(LOCK, [id])

export type ActivityFilter = { readonly within: string; readonly topic?: string | undefined; readonly open?: boolean }

/** Activities of a place, the latest end first. */
export const activitiesWithin = (
  db: CityQueries,
  { within, topic, open = false }: ActivityFilter,
  after: { readonly at: Instant; readonly id: string } | undefined,
  limit: number,
): Promise<readonly ActivityRow[]> =>
  db.rows<ActivityRow>(WITHIN, [
    within,
    topic === undefined || topic === '' ? null : topic,
    after === undefined ? null : ts(after.at),
    after?.id ?? null,
    open,
    limit,
  ])

export type NewActivity = Omit<ActivityRow, 'version' | 'lastAt' | 'cancelledAt'>

export const insertActivity = async (tx: Tx, row: NewActivity, at: Instant): Promise<void> => {
  await tx.run(INSERT, [
    ...[row.id, row.no, row.area, row.group, row.organisation, row.title, row.about, row.place, row.topic, row.risk],
    ...[row.riskNotice, row.insurance, row.course, row.skill, row.minAge, ts(at)],
  ])
}

/** One more entry in its stream. @param until the end of a shift that was added  @param cancelled when it was called off */
export const touchActivity = async (tx: Tx, id: string, until: Instant, cancelled: Instant | null): Promise<void> => {
  await tx.run(TOUCH, [id, ts(until), cancelled === null ? null : ts(cancelled)])
}

export const shiftsOf = (db: CityQueries, activities: readonly string[]): Promise<readonly ShiftRow[]> =>
  db.rows<ShiftRow>(SHIFTS, [activities])

export const shiftById = (db: CityQueries, id: string): Promise<ShiftRow | undefined> =>
  db.maybe<ShiftRow>(SHIFT_BY_ID, [id])

/** Takes the shift: whoever signs up, leaves or is moved up waits for it, so the waiting list keeps its order. */
export const lockShift = (tx: Tx, id: string): Promise<ShiftRow | undefined> => tx.maybe<ShiftRow>(LOCK_SHIFT, [id])

export const shiftByCode = (db: CityQueries, code: string): Promise<ShiftRow | undefined> =>
  db.maybe<ShiftRow>(BY_CODE, [code])

/** The code with which one checks in; undefined when the reader may not see it. */
export const codeOf = async (db: CityQueries, shift: string): Promise<string | undefined> =>
  (await db.maybe<{ code: string }>(CODE, [shift]))?.code

export type NewShift = Pick<ShiftRow, 'id' | 'activity' | 'area' | 'from' | 'to' | 'capacity'> & {
  readonly code: string
}

export const insertShift = (tx: Tx, row: NewShift): void => {
  tx.write(INSERT_SHIFT, [row.id, row.activity, row.area, ts(row.from), ts(row.to), row.capacity])
  tx.write(INSERT_CODE, [row.id, row.area, row.code])
}

/** Takes one place more or gives one back. More than there are is what the database refuses. */
export const takePlace = async (tx: Tx, shift: string, by: 1 | -1): Promise<void> => {
  await tx.run(TAKE, [shift, by])
}

/** The next place in the line. */
export const nextPlace = async (tx: Tx, shift: string): Promise<number> =>
  (await tx.one<{ queued: number }>(QUEUE, [shift])).queued

export const setCapacity = async (tx: Tx, shift: string, capacity: number): Promise<void> => {
  await tx.run(CAPACITY, [shift, capacity])
}

/** @param taken how many places stay taken by people who came */
export const cancelShiftRow = async (tx: Tx, shift: string, at: Instant, taken: number): Promise<void> => {
  await tx.run(CANCEL_SHIFT, [shift, ts(at), taken])
}
