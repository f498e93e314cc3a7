import type { LocalDate } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { json } from '../../../platform/db/values.ts'
import type { Quarter } from '../rules/quarter.ts'
import type { Statement } from '../rules/statement.ts'

/** What was granted for a year, once. */
export type Grant = {
  readonly budget: string
  readonly year: number
  readonly fen: number
  /** Why it is not what the place has set; empty where it is. */
  readonly reason: string
  readonly grantedOn: LocalDate
}

/** A quarter as it was published; it is not made anew. */
export type Report = Quarter & {
  readonly budget: string
  readonly postedOn: LocalDate
  readonly until: LocalDate
  readonly place: string
  readonly sums: Statement
  readonly leaf: Buffer
}

const GRANT = sql(
  'community-budget.insert-grant',
  `insert into city.community_budget_grant (budget, year, fen, reason, granted_on, posting)
   values ($1, $2, $3, $4, $5, $6) on conflict (budget, year) do nothing`,
)
const GRANTS = sql(
  'community-budget.grants',
  `select budget, year, fen, reason, granted_on as "grantedOn" from city.community_budget_grant
   where budget = any ($1::uuid[]) order by year desc`,
)
const GRANTED = sql(
  'community-budget.granted',
  `select coalesce(sum(fen), 0)::bigint as fen from city.community_budget_grant
   where budget = $1 and granted_on between $2 and $3`,
)
const REPORT = sql(
  'community-budget.insert-report',
  `insert into city.community_budget_report (budget, year, quarter, posted_on, until, place, sums, leaf)
   values ($1, $2, $3, $4, $5, $6, $7, $8)`,
)
const REPORTED = sql(
  'community-budget.reported',
  `select exists (select from city.community_budget_report where budget = $1 and year = $2 and quarter = $3) as yes`,
)
const REPORTS = sql(
  'community-budget.reports',
  `select budget, year, quarter, posted_on as "postedOn", until, place, sums, leaf from city.community_budget_report
   where budget = any ($1::uuid[]) order by year desc, quarter desc`,
)

/** @returns whether it was written: false when the year has its grant */
export const insertGrant = async (tx: Tx, { budget, year, fen, reason, grantedOn }: Grant, posting: string) =>
  (await tx.run(GRANT, [budget, year, fen, reason, grantedOn, posting])) === 1

/** Grants of budgets, the newest year first. */
export const grantsOf = (db: CityQueries, budgets: readonly string[]): Promise<readonly Grant[]> =>
  db.rows<Grant>(GRANTS, [budgets])

/** What was granted on the days of a period, in fen. */
export const grantedIn = async (db: CityQueries, budget: string, from: LocalDate, to: LocalDate): Promise<bigint> =>
  BigInt((await db.one<{ fen: number }>(GRANTED, [budget, from, to])).fen)

export const isReported = async (db: CityQueries, budget: string, { year, quarter }: Quarter): Promise<boolean> =>
  (await db.one<{ yes: boolean }>(REPORTED, [budget, year, quarter])).yes

export const insertReport = (tx: Tx, report: Report): void => {
  const { budget, year, quarter, postedOn, until, place, sums, leaf } = report
  tx.write(REPORT, [budget, year, quarter, postedOn, until, place, json(sums), leaf])
}

/** Quarters as published, the newest first. */
export const reportsOf = (db: CityQueries, budgets: readonly string[]): Promise<readonly Report[]> =>
  db.rows<Report>(REPORTS, [budgets])
