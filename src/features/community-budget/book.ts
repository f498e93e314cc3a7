import type { Line } from '../../kernel/ledger/types.ts'
import { fen, formatYuan } from '../../kernel/money.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { type Result, refuse } from '../../kernel/result.ts'
import { dateOf } from '../../kernel/time.ts'
import type { Env } from '../../platform/access/acting.ts'
import { uuidv7 } from '../../platform/crypto/uuid.ts'
import type { Tx } from '../../platform/db/types.ts'
import { openAccounts } from '../../platform/ledger/open.ts'
import { type Posted, post } from '../../platform/ledger/post.ts'
import type { Book } from '../../platform/ledger/store.ts'
import type { Verb } from './policy.ts'
import { ledgerEnv } from './record.ts'
import { NO_OVERDRAFT } from './rules/basis.ts'
import { GRANT } from './rules/statement.ts'
import type { Budget } from './store/budgets.ts'

export const KIND = 'community-budget'

/** The town outside: what lies in the accounts is what it gave, and more than was given never goes back. */
export const OUTSIDE = { path: GRANT, floor: null, ceiling: 0n }

export const bookOf = ({ book, area, id }: Budget): Book => ({ id: book, kind: KIND, unit: 'fen', area, subject: id })

/** Accounts of a budget's book, opened where they are not. @returns their ids in the order of the paths */
export const accountsFor = async (tx: Tx, env: Env, budget: Budget, paths: readonly string[]) => {
  const accounts = paths.map(path => (path === GRANT ? OUTSIDE : { path }))
  const opened = await openAccounts(tx, bookOf(budget), accounts, env.now)
  return paths.map(path => opened.get(path) ?? '')
}

const inWords =
  ({ kind }: Budget, year: number) =>
  (why: Refusal): Refusal => {
    if (why.tag !== 'ledger-short') throw new Error(`the ledger refused what was looked at before: ${why.tag}`)
    const yuan = (name: string): string => formatYuan(fen(BigInt(why.values?.[name] ?? 0)))
    const values = { kind, year, free: yuan('free'), short: yuan('short') }
    return { tag: 'budget-short', values, pointer: '/body/amount', basis: NO_OVERDRAFT }
  }

type Posting = {
  readonly verb: Verb
  readonly year: number
  readonly expense?: string
  readonly lines: readonly Line[]
  /** Of the posting, where a row is to name it before it is there. */
  readonly id?: string
}

/**
 * Posts into a budget's book; the caller holds the budget's lock.
 * @returns or `budget-short` {kind, year, free, short}: there is less than is wanted, in yuan
 */
export const posted = async (
  tx: Tx,
  env: Env,
  budget: Budget,
  { verb, year, expense, lines, id }: Posting,
): Promise<Result<Posted, readonly Refusal[]>> => {
  const matter = expense === undefined ? `community-budget/${budget.id}` : `community-expense/${expense}`
  const asked = { id: id ?? uuidv7(env.now), book: budget.book, effectiveOn: dateOf(env.now), matter, lines }
  const kind = `budget-${verb === 'yearEnd' ? 'year-end' : verb}`
  const done = await post(tx, ledgerEnv(env, verb, budget.area), { ...asked, kind })
  return done.ok ? done : refuse(done.error.map(inWords(budget, year)))
}
