import type { Instant, LocalDate } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { json, ts } from '../../../platform/db/values.ts'
import type { Rules } from '../rules/scheme.ts'

export type SchemeRow = {
  readonly id: string
  readonly area: string
  readonly name: string
  readonly ruleSet: string
  /** Who makes it good when nobody can help (D-044): shown before anybody joins. */
  readonly guarantee: string
  readonly book: string
  readonly version: number
  readonly openedOn: LocalDate
  readonly closedOn: LocalDate | null
}

const ROW = `id, area, name, origin as "ruleSet", guarantee, book, version, opened_on as "openedOn", closed_on as "closedOn"`
const BY_ID = sql('time-bank.scheme', `select ${ROW} from city.time_bank_scheme where id = $1`)
const LOCK = sql('time-bank.lock-scheme', `select ${ROW} from city.time_bank_scheme where id = $1 for update`)
const FOR = sql(
  'time-bank.scheme-for',
  `select ${ROW} from city.time_bank_scheme where $1 ^@ area and opened_on <= $2::date and (closed_on is null or closed_on > $2::date)
   order by length(area) desc limit 1`,
)
const ALL = sql(
  'time-bank.schemes',
  `select ${ROW} from city.time_bank_scheme where area >= $1 and area < $1 || '~' and ($2::text is null or area > $2) order by area limit $3`,
)
const INSERT = sql(
  'time-bank.insert-scheme',
  `insert into city.time_bank_scheme (id, area, name, origin, guarantee, book, version, opened_on, created_at)
   values ($1, $2, $3, $4, $5, $6, 1, $7, $8) on conflict (area) do nothing`,
)
const TOUCH = sql(
  'time-bank.touch-scheme',
  'update city.time_bank_scheme set version = version + 1, closed_on = coalesce($2, closed_on) where id = $1',
)
const RULES = sql(
  'time-bank.rules',
  `select from_day as "from", rules, basis from city.time_bank_rule where scheme = $1 order by from_day`,
)
const ADD_RULES = sql(
  'time-bank.add-rules',
  `insert into city.time_bank_rule (scheme, from_day, rules, basis, recorded_at) values ($1, $2, $3, $4, $5)
   on conflict (scheme, from_day) do nothing`,
)

export const schemeById = (db: CityQueries, id: string): Promise<SchemeRow | undefined> =>
  db.maybe<SchemeRow>(BY_ID, [id])

export const lockScheme = (tx: Tx, id: string): Promise<SchemeRow | undefined> => tx.maybe<SchemeRow>(LOCK, [id])

/** The scheme open at a place on a day: that of the community before that of the town. */
export const schemeFor = (db: CityQueries, area: string, day: LocalDate): Promise<SchemeRow | undefined> =>
  db.maybe<SchemeRow>(FOR, [area, day])

export const schemesWithin = (
  db: CityQueries,
  path: string,
  after: string | undefined,
  limit: number,
): Promise<readonly SchemeRow[]> => db.rows<SchemeRow>(ALL, [path, after ?? null, limit])

/** False when the place has one. */
export const insertScheme = async (
  tx: Tx,
  row: Omit<SchemeRow, 'version' | 'closedOn'>,
  at: Instant,
): Promise<boolean> =>
  (await tx.run(INSERT, [row.id, row.area, row.name, row.ruleSet, row.guarantee, row.book, row.openedOn, ts(at)])) === 1

export const touchScheme = async (tx: Tx, id: string, closedOn: LocalDate | null): Promise<void> => {
  await tx.run(TOUCH, [id, closedOn])
}

export type RuleRow = { readonly from: LocalDate; readonly rules: Rules; readonly basis: string }

export const rulesOf = (db: CityQueries, scheme: string): Promise<readonly RuleRow[]> =>
  db.rows<RuleRow>(RULES, [scheme])

/** What holds on a day; the first rules before their day, since a scheme has rules from its beginning. */
export const rulesOn = async (db: CityQueries, scheme: string, day: LocalDate): Promise<RuleRow> => {
  const all = await rulesOf(db, scheme)
  const found = all.findLast(({ from }) => from <= day) ?? all[0]
  if (found === undefined) throw new Error('a scheme has no rules')
  return found
}

/** False when rules of that day are there. */
export const insertRules = async (tx: Tx, scheme: string, row: RuleRow, at: Instant): Promise<boolean> =>
  (await tx.run(ADD_RULES, [scheme, row.from, json(row.rules), row.basis, ts(at)])) === 1
