import type { Instant, LocalDate } from '../../../kernel/time.ts'
import { build } from '../../../platform/db/kysely.ts'
import { type MatterFilter, type NewestPage, newestConditions } from '../../../platform/db/newest.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'
import type { Category, Kind, Step } from '../rules/kinds.ts'

/** An expense as stored: what for, to whom, how much was set aside and how much paid. Amounts in fen. */
export type ExpenseRow = {
  readonly id: string
  readonly no: string
  readonly version: number
  readonly budget: string
  readonly area: string
  readonly kind: Kind
  /** The year whose money it is. */
  readonly year: number
  readonly category: Category
  readonly step: Step
  readonly purpose: string
  readonly payee: string
  readonly planned_fen: number
  readonly paid_fen: number | null
  readonly two_people: boolean
  readonly planned_by: string
  readonly approved_by: string | null
  readonly paid_by: string | null
  /** The transfer that sets the money aside, and the one that paid it. */
  readonly hold: string
  readonly payment: string | null
  readonly planned_at: Instant
  readonly paid_on: LocalDate | null
}

const NAMES = [
  ...(['id', 'no', 'version', 'budget', 'area', 'kind', 'year', 'category', 'step', 'purpose', 'payee'] as const),
  ...(['planned_fen', 'paid_fen', 'two_people', 'planned_by', 'approved_by', 'paid_by'] as const),
  ...(['hold', 'payment', 'planned_at', 'paid_on'] as const),
]
const COLUMNS = NAMES.join(', ')

const BY_ID = sql('community-expense.by-id', `select ${COLUMNS} from city.community_expense where id = $1`)
const LOCK = sql(
  'community-expense.lock',
  `select ${COLUMNS} from city.community_expense where id = $1 for no key update`,
)
const INSERT = sql(
  'community-expense.insert',
  `insert into city.community_expense (id, no, version, budget, area, kind, year, category, step, purpose, payee,
     planned_fen, two_people, planned_by, hold, planned_at)
   values ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
)
const UPDATE = sql(
  'community-expense.update',
  `update city.community_expense set version = version + 1, step = $2, approved_by = $3, paid_by = $4, paid_fen = $5,
     payment = $6, paid_on = $7 where id = $1`,
)

export const expenseById = (db: CityQueries, id: string): Promise<ExpenseRow | undefined> =>
  db.maybe<ExpenseRow>(BY_ID, [id])

/** The expense, locked; its budget is locked before. */
export const lockExpense = (tx: Tx, id: string): Promise<ExpenseRow | undefined> => tx.maybe<ExpenseRow>(LOCK, [id])

export const insertExpense = (tx: Tx, row: ExpenseRow): void =>
  tx.write(INSERT, [
    ...[row.id, row.no, row.budget, row.area, row.kind, row.year, row.category, row.step, row.purpose, row.payee],
    ...[row.planned_fen, row.two_people, row.planned_by, row.hold, ts(row.planned_at)],
  ])

export const updateExpense = (tx: Tx, row: ExpenseRow): void =>
  tx.write(UPDATE, [row.id, row.step, row.approved_by, row.paid_by, row.paid_fen, row.payment, row.paid_on])

export type Filter = MatterFilter & { readonly kind?: Kind | undefined; readonly budget?: string | undefined }

type Tables = { community_expense: ExpenseRow }

/** One page of expenses, newest first. Keyset paged, so depth costs nothing. */
export const listExpenses = (db: CityQueries, filter: Filter, page: NewestPage): Promise<readonly ExpenseRow[]> => {
  let query = build<Tables>().selectFrom('community_expense').select(NAMES)
  for (const each of newestConditions(filter, page, 'planned_at')) query = query.where(each)
  if (filter.kind !== undefined) query = query.where('kind', '=', filter.kind)
  if (filter.budget !== undefined) query = query.where('budget', '=', filter.budget)
  return db.built<ExpenseRow>(
    query.orderBy('planned_at', 'desc').orderBy('id', 'desc').limit(page.limit).compile() as never,
  )
}
