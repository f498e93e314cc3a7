import type { LocalDate } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import type { Kind } from '../rules/kinds.ts'

/** One of the two budgets of a village or community. That it is there everybody may know. */
export type Budget = {
  readonly id: string
  /** 12-digit village or community. */
  readonly area: string
  readonly kind: Kind
  /** Its book in the ledger. */
  readonly book: string
  readonly entries: number
  readonly openedOn: LocalDate
}

const BUDGET = 'id, area, kind, book, entries, opened_on as "openedOn"'

const INSERT = sql(
  'community-budget.insert',
  `insert into city.community_budget (id, area, kind, entries, opened_on) values ($1, $2, $3, 0, $4)
   on conflict (area, kind) do nothing`,
)
const OF = sql('community-budget.of', `select ${BUDGET} from city.community_budget where area = $1 order by kind`)
const BY_ID = sql('community-budget.by-id', `select ${BUDGET} from city.community_budget where id = $1`)
const LOCK = sql('community-budget.lock', `select ${BUDGET} from city.community_budget where id = $1 for no key update`)
const LOCK_AT = sql(
  'community-budget.lock-at',
  `select ${BUDGET} from city.community_budget where area = $1 and kind = $2 for no key update`,
)
const BOOK = sql('community-budget.put-book', 'update city.community_budget set book = $2 where id = $1')
const ENTRIES = sql('community-budget.entries-up', 'update city.community_budget set entries = $2 where id = $1')

/**
 * Writes a budget that has no book yet, unless the place has it.
 * @returns whether it was written; the row is then this transaction's, and its book is to be opened in it
 */
export const insertBudget = async (tx: Tx, { id, area, kind, openedOn }: Omit<Budget, 'book' | 'entries'>) =>
  (await tx.run(INSERT, [id, area, kind, openedOn])) === 1

export const putBook = async (tx: Tx, id: string, book: string): Promise<void> => {
  await tx.run(BOOK, [id, book])
}

/** Both budgets of a place, or none. */
export const budgetsOf = (db: CityQueries, area: string): Promise<readonly Budget[]> => db.rows<Budget>(OF, [area])

export const budgetById = (db: CityQueries, id: string): Promise<Budget | undefined> => db.maybe<Budget>(BY_ID, [id])

/** The budget, locked: what is done to it is done one after the other. */
export const lockBudget = (tx: Tx, id: string): Promise<Budget | undefined> => tx.maybe<Budget>(LOCK, [id])

export const lockBudgetAt = (tx: Tx, area: string, kind: Kind): Promise<Budget | undefined> =>
  tx.maybe<Budget>(LOCK_AT, [area, kind])

export const countEntries = (tx: Tx, id: string, entries: number): void => tx.write(ENTRIES, [id, entries])
