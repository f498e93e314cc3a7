import { parseAreaPath } from '../../kernel/area-code.ts'
import { type Fen, fen } from '../../kernel/money.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { tidied } from '../../kernel/text.ts'
import { dateOf, type LocalDate, plusDays } from '../../kernel/time.ts'
import { may } from '../../platform/access/access.ts'
import type { Env } from '../../platform/access/acting.ts'
import { uuidv7 } from '../../platform/crypto/uuid.ts'
import type { CityQueries, Tx } from '../../platform/db/types.ts'
import { balancesOn } from '../../platform/ledger/balances.ts'
import { openAccounts, openBook } from '../../platform/ledger/open.ts'
import { accountsAt, accountsUnder } from '../../platform/ledger/store.ts'
import { heldBack } from '../../platform/personal/publication.ts'
import { areaAt } from '../directory/index.ts'
import { accountsFor, KIND, OUTSIDE, posted } from './book.ts'
import { paramsOn, postingBasis } from './params.ts'
import { policy, subjectOf, type Verb } from './policy.ts'
import { record } from './record.ts'
import { ONE_GRANT } from './rules/basis.ts'
import { grantFaults, publishFaults, yearEndFaults } from './rules/gates.ts'
import { KINDS, type Kind, type YearEnd } from './rules/kinds.ts'
import { daysOf, type Quarter, yearOfDay } from './rules/quarter.ts'
import { freeOf, GRANT, type Statement, statementOf } from './rules/statement.ts'
import { type Budget, insertBudget, lockBudget, lockBudgetAt, putBook } from './store/budgets.ts'
import { grantedIn, insertGrant, insertReport, isReported } from './store/years.ts'

export type Done<T> = Promise<Result<T, readonly Refusal[]>>

/** What a verb on a budget answers with: the budget, and the proof that it was written down. */
export type Acted = { readonly id: string; readonly leaf: string }

const notYours = (action: Verb) => refuse([{ tag: 'not-yours', values: { action } }])

/** The budget, locked, for whoever the access table lets do this. */
export const taken = async (tx: Tx, env: Env, id: string, verb: Verb): Done<Budget> => {
  const budget = await lockBudget(tx, id)
  if (budget === undefined) return refuse([{ tag: 'not-found' }])
  return may<Verb>(policy, verb, env.actor, subjectOf(budget)) ? ok(budget) : notYours(verb)
}

/** Opens both budgets of a place, each with its book; what is open stays. */
const openBudgets = async (tx: Tx, { now }: Env, area: string): Promise<void> => {
  for (const kind of KINDS) {
    const id = uuidv7(now)
    // The row first: whoever comes at the same moment waits here, and there is one book.
    if (!(await insertBudget(tx, { id, area, kind, openedOn: dateOf(now) }))) continue
    const book = await openBook(tx, { kind: KIND, unit: 'fen', area, subject: id }, now)
    await putBook(tx, id, book.id)
    await openAccounts(tx, book, [OUTSIDE], now)
  }
}

export type Allocation = {
  readonly area: string
  readonly kind: Kind
  /** In fen; what the place has set when not given. */
  readonly amount?: Fen | undefined
  /** Why it is another amount than the place's, for everybody to read. */
  readonly reason: string
}

/**
 * Grants a place this year's money of one kind; the first grant opens both its budgets.
 * @returns or `place-unknown`, `not-yours`; all of `public-text-personal`, `no-amount-set`, `reason-wanted` {kind, due,
 *   given}; then `granted-before` {kind, year}
 */
export const allocate = async (tx: Tx, env: Env, { area, kind, amount, reason }: Allocation): Done<Acted> => {
  const path = parseAreaPath(area)
  const place = path.ok && path.value.length === 12 ? await areaAt(tx, path.value) : undefined
  if (place === undefined) return refuse([{ tag: 'place-unknown', pointer: '/body/area' }])
  if (!may<Verb>(policy, 'allocate', env.actor, subjectOf({ area }))) return notYours('allocate')
  const today = dateOf(env.now)
  const year = yearOfDay(today)
  const params = await paramsOn(tx, today)
  const words = tidied(reason)
  const why = [...heldBack({ reason: words }), ...grantFaults(kind, amount, words, params)]
  if (why.length > 0) return refuse(why)
  const given = amount ?? fen(params.due[kind] ?? 0n)
  await openBudgets(tx, env, area)
  const budget = await lockBudgetAt(tx, area, kind)
  if (budget === undefined) throw new Error('the budget was opened and is not there')
  const posting = uuidv7(env.now)
  const grant = { budget: budget.id, year, fen: Number(given), reason: words, grantedOn: today }
  if (!(await insertGrant(tx, grant, posting)))
    return refuse([{ tag: 'granted-before', values: { kind, year }, basis: ONE_GRANT }])
  const [from = '', to = ''] = await accountsFor(tx, env, budget, [GRANT, freeOf(year)])
  const lines = [{ do: 'move', id: uuidv7(env.now), from, to, amount: given }] as const
  const done = await posted(tx, env, budget, { verb: 'allocate', year, lines, id: posting })
  if (!done.ok) return done
  const told = { verb: 'allocate', year, fen: given, data: { reason: words }, note: words } as const
  const { leaf } = await record(tx, env, budget, told)
  return ok({ id: budget.id, leaf })
}

export type Ending = { readonly year: number; readonly to: YearEnd; readonly reason: string }

/**
 * The town says what becomes of what is left of a year that is over: carried into this year, or taken back. What is set
 * aside for expenses stays until they are paid or withdrawn; then it can be said again.
 * @returns or `not-found`, `not-yours`; all of `public-text-personal`, `year-not-over`, `year-end-fixed`, `nothing-left`
 */
export const endYear = async (tx: Tx, env: Env, id: string, { year, to, reason }: Ending): Done<Acted> => {
  const found = await taken(tx, env, id, 'yearEnd')
  if (!found.ok) return found
  const budget = found.value
  const today = dateOf(env.now)
  const [free] = await accountsAt(tx, budget.book, [freeOf(year)])
  const left = free === undefined ? 0n : free.balance - free.held
  const words = tidied(reason)
  const why = [...heldBack({ reason: words }), ...yearEndFaults({ year, to, left }, today, await paramsOn(tx, today))]
  if (why.length > 0) return refuse(why)
  const target = to === 'carry' ? freeOf(yearOfDay(today)) : GRANT
  const [into = ''] = await accountsFor(tx, env, budget, [target])
  const lines = [{ do: 'move', id: uuidv7(env.now), from: free?.id ?? '', to: into, amount: left }] as const
  const done = await posted(tx, env, budget, { verb: 'yearEnd', year, lines })
  if (!done.ok) return done
  const told = { verb: 'yearEnd', year, fen: left, data: { to, reason: words }, note: words } as const
  const { leaf } = await record(tx, env, budget, told)
  return ok({ id: budget.id, leaf })
}

/** Income and spending of a quarter, counted from the ledger. */
export const statementFor = async (db: CityQueries, budget: Budget, quarter: Quarter): Promise<Statement> => {
  const { from, to } = daysOf(quarter)
  const accounts = await accountsUnder(db, budget.book, '')
  const ids = accounts.map(({ id }) => id)
  const [before, after] = [await balancesOn(db, ids, plusDays(from, -1)), await balancesOn(db, ids, to)]
  const standing = accounts.map(({ id, path }) => ({ path, before: before.get(id) ?? 0n, after: after.get(id) ?? 0n }))
  return statementOf(standing, await grantedIn(db, budget.id, from, to))
}

export type Publication = Quarter & { readonly until: LocalDate; readonly place: string }

/**
 * Publishes a quarter's income and spending by category, as the ledger has it, once (居委会组织法第三十四条、第四十二条).
 * @returns or `not-found`, `not-yours`; all of `public-text-personal`, `quarter-not-over`, `before-budget`,
 *   `posting-short` {days, needed}, `published-before`
 */
export const publish = async (tx: Tx, env: Env, id: string, publication: Publication): Done<Acted> => {
  const found = await taken(tx, env, id, 'publish')
  if (!found.ok) return found
  const budget = found.value
  const { year, quarter, until, place } = publication
  const today = dateOf(env.now)
  const params = await paramsOn(tx, today)
  const path = parseAreaPath(budget.area)
  const area = path.ok ? await areaAt(tx, path.value) : undefined
  const posting = postingBasis(params, area?.kind === 'village')
  const days = { today, until, openedOn: budget.openedOn }
  const why = [
    ...heldBack({ place }),
    ...publishFaults({ year, quarter }, days, { postingDays: params.postingDays, posting }),
    ...((await isReported(tx, id, { year, quarter }))
      ? [{ tag: 'published-before', values: { year, quarter }, pointer: '/body/quarter' }]
      : []),
  ]
  if (why.length > 0) return refuse(why)
  const sums = await statementFor(tx, budget, { year, quarter })
  const data = { quarter, until, place, sums }
  const { leaf } = await record(tx, env, budget, { verb: 'publish', year, data, note: place })
  const report = { budget: id, year, quarter, postedOn: today, until, place, sums, leaf: Buffer.from(leaf, 'hex') }
  insertReport(tx, report)
  return ok({ id, leaf })
}
