import type { Line } from '../../kernel/ledger/types.ts'
import type { Fen } from '../../kernel/money.ts'
import { ok, refuse } from '../../kernel/result.ts'
import { tidied } from '../../kernel/text.ts'
import { dateOf, type Instant } from '../../kernel/time.ts'
import { may } from '../../platform/access/access.ts'
import { barred, type Env } from '../../platform/access/acting.ts'
import { uuidv7 } from '../../platform/crypto/uuid.ts'
import { nextNo as numberOf } from '../../platform/db/numbers.ts'
import type { CityDb, Tx } from '../../platform/db/types.ts'
import { accountsAt } from '../../platform/ledger/store.ts'
import { heldBack, heldFrom } from '../../platform/personal/publication.ts'
import { accountsFor, posted } from './book.ts'
import { type Done, taken } from './budget-commands.ts'
import { paramsOn } from './params.ts'
import { policy, subjectOf, type Verb } from './policy.ts'
import { record } from './record.ts'
import { NO_OVERDRAFT } from './rules/basis.ts'
import { type Deed, deedFaults, MOVES, needsSecond, planFaults } from './rules/gates.ts'
import type { Category } from './rules/kinds.ts'
import { yearOfDay } from './rules/quarter.ts'
import { freeOf, spentOf } from './rules/statement.ts'
import { lockBudget } from './store/budgets.ts'
import { type ExpenseRow, expenseById, insertExpense, lockExpense, updateExpense } from './store/expenses.ts'

/** An expense after a verb. */
export type ActedExpense = { readonly row: ExpenseRow; readonly leaf: string }

export type Plan = {
  readonly category: Category
  readonly purpose: string
  readonly payee: string
  /** In fen, above zero. */
  readonly amount: Fen
}

/** A number for the next expense, taken before its transaction: it may leave a gap, and nobody waits for it. */
export const nextNo = (db: CityDb, now: Instant): Promise<string> =>
  numberOf(db, { name: 'community-expense', letter: 'F' }, now)

/**
 * Plans an expense out of this year's money of a budget, and sets the money aside at once.
 * @returns or `not-found`, `not-yours`; all of `words-personal`, `other-budget` {category, kind, other},
 *   `category-not-listed` {category}; `no-grant` {kind, year}; `budget-short` {kind, year, free, short}
 */
export const plan = async (tx: Tx, env: Env, budgetId: string, plan: Plan, no: string): Done<ActedExpense> => {
  const found = await taken(tx, env, budgetId, 'plan')
  if (!found.ok) return found
  const budget = found.value
  const { category, amount } = plan
  const { party } = env.actor
  if (party === null) throw new Error('an expense is planned by a person')
  const [purpose, payee] = [tidied(plan.purpose), tidied(plan.payee)]
  const today = dateOf(env.now)
  const year = yearOfDay(today)
  const params = await paramsOn(tx, today)
  const why = [...heldFrom(false, { purpose, payee }), ...planFaults(budget.kind, category, params)]
  if (why.length > 0) return refuse(why)
  const [free] = await accountsAt(tx, budget.book, [freeOf(year)])
  if (free === undefined) return refuse([{ tag: 'no-grant', values: { kind: budget.kind, year }, basis: NO_OVERDRAFT }])
  const [id, hold] = [uuidv7(env.now), uuidv7(env.now)]
  const [to = ''] = await accountsFor(tx, env, budget, [spentOf(year, category)])
  const lines = [{ do: 'hold', id: hold, from: free.id, to, amount }] as const
  const done = await posted(tx, env, budget, { verb: 'plan', year, expense: id, lines })
  if (!done.ok) return done
  const two = needsSecond(amount, params)
  const row: ExpenseRow = {
    ...{ id, no, version: 1, budget: budget.id, area: budget.area, kind: budget.kind, year, category, purpose, payee },
    ...{ step: two ? 'planned' : 'approved', two_people: two, planned_fen: Number(amount), paid_fen: null },
    ...{ planned_by: party, approved_by: null, paid_by: null, hold, payment: null, planned_at: env.now, paid_on: null },
  }
  insertExpense(tx, row)
  const told = {
    verb: 'plan',
    expense: id,
    year,
    fen: amount,
    data: { category, no },
    words: { purpose, payee },
  } as const
  const { leaf } = await record(tx, env, budget, told)
  return ok({ row, leaf })
}

export type Doing = {
  /** What is paid, in fen; all that was set aside when not given. */
  readonly amount?: Fen | undefined
  readonly note: string
  /** The version the person saw; refused as stale when the expense has moved on since. */
  readonly version?: number | undefined
}

const moved = (row: ExpenseRow, deed: Deed, env: Env, amount: bigint, payment: string): ExpenseRow => ({
  ...row,
  version: row.version + 1,
  step: MOVES[deed].to,
  ...(deed === 'approve' && { approved_by: env.actor.party }),
  ...(deed === 'pay' && { paid_by: env.actor.party, paid_fen: Number(amount), payment, paid_on: dateOf(env.now) }),
})

/** What a deed does in the ledger; an approval does nothing there. */
const lineOf = (row: ExpenseRow, deed: Deed, amount: bigint, id: string): Line | undefined => {
  switch (deed) {
    case 'approve':
      return undefined
    case 'pay':
      return { do: 'settle', id, of: row.hold, amount }
    case 'withdraw':
      return { do: 'void', id, of: row.hold }
    case 'reverse':
      return { do: 'reverse', id, of: row.payment ?? '' }
  }
}

/**
 * Does one thing to one expense: a second person approves it, it is paid, withdrawn, or a payment is taken back.
 * @returns or `not-found`, `not-yours`, `version-stale`; `wrong-step` {action, now}; all of `public-text-personal`,
 *   `same-person` {action}, `above-plan` {planned, over}
 */
export const act = async (tx: Tx, env: Env, id: string, deed: Deed, doing: Doing): Done<ActedExpense> => {
  const absent = refuse([{ tag: 'not-found' }] as const)
  const known = await expenseById(tx, id)
  const budget = known && (await lockBudget(tx, known.budget))
  const row = budget && (await lockExpense(tx, id))
  if (budget === undefined || row === undefined) return absent
  // That an expense is there only those who see it may know.
  if (!may<Verb>(policy, 'view', env.actor, subjectOf(row))) return absent
  const closed = barred<Verb>(policy, deed, env.actor, subjectOf(row), row, doing.version)
  if (closed !== undefined) return refuse([closed])
  const { planned_fen, step, planned_by: plannedBy, paid_by: paidBy } = row
  const plannedFen = BigInt(planned_fen)
  const amount = deed === 'reverse' ? BigInt(row.paid_fen ?? 0) : (doing.amount ?? plannedFen)
  const note = tidied(doing.note)
  const why = [
    ...heldBack({ note }),
    ...deedFaults(deed, { step, plannedFen, plannedBy, paidBy }, env.actor.party, amount),
  ]
  if (why.length > 0) return refuse(why)
  const payment = uuidv7(env.now)
  const line = lineOf(row, deed, amount, payment)
  if (line !== undefined) {
    const done = await posted(tx, env, budget, { verb: deed, year: row.year, expense: id, lines: [line] })
    if (!done.ok) return done
  }
  const after = moved(row, deed, env, amount, payment)
  updateExpense(tx, after)
  const data = { category: row.category, no: row.no, ...(note === '' ? {} : { note }) }
  const { leaf } = await record(tx, env, budget, { verb: deed, expense: id, year: row.year, fen: amount, data, note })
  return ok({ row: after, leaf })
}
