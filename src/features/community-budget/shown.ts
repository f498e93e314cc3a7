import type { z } from 'zod'
import { dateOf, isoOf } from '../../kernel/time.ts'
import { may } from '../../platform/access/access.ts'
import type { Actor } from '../../platform/access/types.ts'
import type { CityQueries } from '../../platform/db/types.ts'
import type { Context } from '../../platform/http/types.ts'
import { accountsUnder, type KeptAccount } from '../../platform/ledger/store.ts'
import { namesByCode } from '../directory/index.ts'
import type { budgetOut, expenseFull, expenseOut, lineOut } from './api.ts'
import { policy, subjectOf, type Verb } from './policy.ts'
import { type Deed, MOVES } from './rules/gates.ts'
import type { Category } from './rules/kinds.ts'
import { daysOf, lastEnded, type Quarter, yearOfDay } from './rules/quarter.ts'
import { categoryOf, freeOf } from './rules/statement.ts'
import type { Budget } from './store/budgets.ts'
import { entriesOfExpense } from './store/entries.ts'
import type { ExpenseRow } from './store/expenses.ts'
import { type BudgetFilter, type BudgetLine, listBudgets } from './store/lists.ts'
import { type Grant, grantsOf, type Report, reportsOf } from './store/years.ts'

export type ShownLine = z.infer<typeof lineOut>
export type ShownBudget = z.infer<typeof budgetOut>
export type ShownExpense = z.infer<typeof expenseOut>
export type ShownExpenseFull = z.infer<typeof expenseFull>

const BUDGET_DEEDS = ['plan', 'publish', 'allocate', 'yearEnd'] as const satisfies readonly Verb[]
const EXPENSE_DEEDS = ['approve', 'pay', 'withdraw', 'reverse'] as const satisfies readonly Deed[]

/** The quarter that should be published by now. */
const owedOn = (ctx: Pick<Context, 'now'>): Quarter & { readonly to: string } => {
  const quarter = lastEnded(dateOf(ctx.now))
  return { ...quarter, to: daysOf(quarter).to }
}

const plain = ({ year, quarter }: Quarter): Quarter => ({ year, quarter })

/** A page of budgets by place, each with this year's sums and the quarter it owes. */
export const linesOf = async (
  ctx: Context,
  filter: BudgetFilter,
  after: { readonly area: string; readonly kind: string } | undefined,
  limit: number,
): Promise<readonly ShownLine[]> => {
  const [year, owed] = [yearOfDay(dateOf(ctx.now)), owedOn(ctx)]
  const rows: readonly BudgetLine[] = await listBudgets(ctx.db, filter, after, limit, year, owed)
  const names = await namesByCode(
    ctx.db,
    rows.map(({ area }) => area),
  )
  return rows.map(({ published, ...row }) => ({
    ...row,
    areaName: names.get(row.area) ?? '',
    year,
    owed: published ? null : plain(owed),
  }))
}

const spentOf = (accounts: readonly KeptAccount[]) =>
  accounts.flatMap(({ path, balance }) => {
    const category = categoryOf(path)
    return category === undefined || balance === 0n ? [] : [{ category, fen: Number(balance) }]
  })

const sum = (parts: readonly { readonly fen: number }[]): number => parts.reduce((total, { fen }) => total + fen, 0)

/** One year of a budget: what was granted, what of it was spent on what, and what is left. */
const yearOf = (year: number, grant: Grant | undefined, accounts: readonly KeptAccount[]) => {
  const own = accounts.filter(({ path }) => path.startsWith(`${year}/`))
  const free = own.find(({ path }) => path === freeOf(year))
  const [balance, held] = [Number(free?.balance ?? 0n), Number(free?.held ?? 0n)]
  const spent = spentOf(own)
  const spentFen = sum(spent)
  return {
    year,
    grantedFen: grant?.fen ?? null,
    reason: grant?.reason ?? '',
    movedFen: balance + spentFen - (grant?.fen ?? 0),
    spent,
    spentFen,
    heldFen: held,
    freeFen: balance - held,
  }
}

const reportOf = ({ year, quarter, postedOn, until, place, sums, leaf }: Report) => ({
  ...{ year, quarter, postedOn, until, place },
  ...sums,
  leaf: leaf.toString('hex'),
})

const YEAR = /^(\d{4})\//

/** Budgets of a place with their years and published quarters. It reads as the caller. */
export const shownBudgets = async (ctx: Context, budgets: readonly Budget[]): Promise<readonly ShownBudget[]> => {
  const ids = budgets.map(({ id }) => id)
  const [grants, reports] = [await grantsOf(ctx.db, ids), await reportsOf(ctx.db, ids)]
  const names = await namesByCode(
    ctx.db,
    budgets.map(({ area }) => area),
  )
  const owed = owedOn(ctx)
  const shown: ShownBudget[] = []
  for (const budget of budgets) {
    const accounts = await accountsUnder(ctx.db, budget.book, '')
    const own = grants.filter(grant => grant.budget === budget.id)
    const printed = reports.filter(report => report.budget === budget.id)
    const found = accounts.flatMap(({ path }) => YEAR.exec(path)?.[1] ?? []).map(Number)
    const years = [...new Set([...found, ...own.map(({ year }) => year)])].toSorted((a, b) => b - a)
    const done = printed.some(({ year, quarter }) => year === owed.year && quarter === owed.quarter)
    shown.push({
      ...{ id: budget.id, area: budget.area, areaName: names.get(budget.area) ?? '', kind: budget.kind },
      may: BUDGET_DEEDS.filter(verb => may<Verb>(policy, verb, ctx.actor, subjectOf(budget))),
      owed: done || budget.openedOn > owed.to ? null : plain(owed),
      years: years.map(year =>
        yearOf(
          year,
          own.find(grant => grant.year === year),
          accounts,
        ),
      ),
      reports: printed.map(reportOf),
    })
  }
  return shown
}

/** What this reader may do to an expense as it stands: by the access table, its step, and who did what before. */
export const deedsOf = (actor: Actor, row: ExpenseRow): readonly Deed[] =>
  EXPENSE_DEEDS.filter(
    deed =>
      MOVES[deed].from.includes(row.step) &&
      may<Verb>(policy, deed, actor, subjectOf(row)) &&
      !(deed === 'approve' && row.planned_by === actor.party) &&
      !(deed === 'reverse' && row.paid_by === actor.party),
  )

const expenseOf = (actor: Actor, row: ExpenseRow, names: ReadonlyMap<string, string>): ShownExpense => ({
  ...{ id: row.id, no: row.no, version: row.version, budget: row.budget, area: row.area },
  areaName: names.get(row.area) ?? '',
  ...{ kind: row.kind, year: row.year, category: row.category as Category, step: row.step },
  ...{ purpose: row.purpose, payee: row.payee, plannedFen: row.planned_fen, paidFen: row.paid_fen },
  plannedAt: isoOf(row.planned_at),
  paidOn: row.paid_on,
  may: deedsOf(actor, row),
})

export const shownExpenses = async (
  db: CityQueries,
  actor: Actor,
  rows: readonly ExpenseRow[],
): Promise<readonly ShownExpense[]> => {
  const names = await namesByCode(
    db,
    rows.map(({ area }) => area),
  )
  return rows.map(row => expenseOf(actor, row, names))
}

/** An expense with what was done to it. */
export const shownExpense = async (ctx: Context, row: ExpenseRow): Promise<ShownExpenseFull> => {
  const [[shown], entries] = [await shownExpenses(ctx.db, ctx.actor, [row]), await entriesOfExpense(ctx.db, row.id)]
  if (shown === undefined) throw new Error('one row makes one expense')
  const events = entries.map(({ seq, at, action, note, leaf }) => ({
    seq,
    at,
    action,
    note,
    leaf: leaf.toString('hex'),
  }))
  return { ...shown, events }
}
