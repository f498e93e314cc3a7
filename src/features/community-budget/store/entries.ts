import type { Instant } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'

/** What was done to a budget, one line each. */
export type EntryRow = {
  readonly seq: number
  readonly at: Instant
  readonly action: string
  readonly by_party: string | null
  readonly by_organisation: string | null
  readonly by_role: string
  /** The expense it was done to, if it was one. */
  readonly expense: string | null
  readonly year: number
  readonly fen: number | null
  readonly note: string
  readonly leaf: Buffer
}

const COLUMNS = 'seq, at, action, by_party, by_organisation, by_role, expense, year, fen, note, leaf'
const INSERT = sql(
  'community-budget.insert-entry',
  `insert into city.community_budget_entry (budget, ${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
)
const OF_EXPENSE = sql(
  'community-expense.entries',
  `select ${COLUMNS} from city.community_budget_entry where expense = $1 order by seq`,
)
const OF_BUDGET = sql(
  'community-budget.entries',
  `select ${COLUMNS} from city.community_budget_entry where budget = $1 and expense is null order by seq desc limit $2`,
)

export const insertEntry = (tx: Tx, budget: string, entry: EntryRow): void =>
  tx.write(INSERT, [
    ...[budget, entry.seq, ts(entry.at), entry.action, entry.by_party, entry.by_organisation, entry.by_role],
    ...[entry.expense, entry.year, entry.fen, entry.note, entry.leaf],
  ])

/** What was done to an expense, in order. */
export const entriesOfExpense = (db: CityQueries, expense: string): Promise<readonly EntryRow[]> =>
  db.rows<EntryRow>(OF_EXPENSE, [expense])

/** What was done to a budget itself, newest first: grants, year ends, publications. */
export const entriesOfBudget = (db: CityQueries, budget: string, limit: number): Promise<readonly EntryRow[]> =>
  db.rows<EntryRow>(OF_BUDGET, [budget, limit])
