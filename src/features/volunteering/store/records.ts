import type { Instant, LocalDate } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'
import type { GroupKind } from '../rules/kinds.ts'

export type GroupRow = {
  readonly id: string
  readonly area: string
  readonly name: string
  readonly kind: GroupKind
  readonly about: string
  readonly topics: readonly string[]
  readonly endedAt: Instant | null
}

const GROUP = `id, area, name, kind, about, topics, ended_at as "endedAt"`
const GROUPS = sql(
  'volunteering.groups',
  `select ${GROUP} from city.volunteer_group where area >= $1 and area < $1 || '~'
     and ($2::text is null or (area, name) > ($2, $3)) order by area, name limit $4`,
)
const GROUP_BY_ID = sql('volunteering.group', `select ${GROUP} from city.volunteer_group where id = $1`)
const GROUP_INSERT = sql(
  'volunteering.insert-group',
  `insert into city.volunteer_group (id, area, name, kind, about, topics, version, created_at)
   values ($1, $2, $3, $4, $5, $6, 1, $7) on conflict (area, name) do nothing`,
)

/** Groups of a place, by area and name. */
export const groupsWithin = (
  db: CityQueries,
  path: string,
  after: { readonly area: string; readonly name: string } | undefined,
  limit: number,
): Promise<readonly GroupRow[]> => db.rows<GroupRow>(GROUPS, [path, after?.area ?? null, after?.name ?? null, limit])

export const groupById = (db: CityQueries, id: string): Promise<GroupRow | undefined> =>
  db.maybe<GroupRow>(GROUP_BY_ID, [id])

/** False when the area has a group of that name. */
export const insertGroup = async (tx: Tx, group: Omit<GroupRow, 'endedAt'>, at: Instant): Promise<boolean> =>
  (await tx.run(GROUP_INSERT, [group.id, group.area, group.name, group.kind, group.about, group.topics, ts(at)])) === 1

export type TrainingRow = {
  readonly id: string
  readonly course: string
  readonly on: LocalDate
  readonly until: LocalDate | null
}
export type HonourRow = { readonly id: string; readonly name: string; readonly by: string; readonly on: LocalDate }

const TRAINING = sql(
  'volunteering.training',
  `select id, course, on_day as "on", until_day as until from city.volunteer_training where volunteer = $1 order by on_day desc, course`,
)
const TRAINED = sql(
  'volunteering.trained',
  `select distinct course from city.volunteer_training
   where volunteer = $1 and on_day <= $2::date and (until_day is null or until_day >= $2::date)`,
)
const ADD_TRAINING = sql(
  'volunteering.add-training',
  `insert into city.volunteer_training (id, volunteer, area, party, course, on_day, until_day, recorded_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (volunteer, course, on_day) do nothing`,
)
const HONOURS = sql(
  'volunteering.honours',
  `select id, name, by_body as by, on_day as "on" from city.volunteer_honour where volunteer = $1 order by on_day desc, id`,
)
const ADD_HONOUR = sql(
  'volunteering.add-honour',
  `insert into city.volunteer_honour (id, volunteer, area, party, name, by_body, on_day, recorded_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8)`,
)

export const trainingOf = (db: CityQueries, volunteer: string): Promise<readonly TrainingRow[]> =>
  db.rows<TrainingRow>(TRAINING, [volunteer])

/** Courses that hold on a day. */
export const trainedOn = async (db: CityQueries, volunteer: string, day: LocalDate): Promise<readonly string[]> =>
  (await db.rows<{ course: string }>(TRAINED, [volunteer, day])).map(({ course }) => course)

type Whose = { readonly volunteer: string; readonly area: string; readonly party: string }

/** False when it is recorded. */
export const insertTraining = async (tx: Tx, of: Whose, row: TrainingRow, at: Instant): Promise<boolean> =>
  (await tx.run(ADD_TRAINING, [row.id, of.volunteer, of.area, of.party, row.course, row.on, row.until, ts(at)])) === 1

export const honoursOf = (db: CityQueries, volunteer: string): Promise<readonly HonourRow[]> =>
  db.rows<HonourRow>(HONOURS, [volunteer])

export const insertHonour = async (tx: Tx, of: Whose, row: HonourRow, at: Instant): Promise<void> => {
  await tx.run(ADD_HONOUR, [row.id, of.volunteer, of.area, of.party, row.name, row.by, row.on, ts(at)])
}
