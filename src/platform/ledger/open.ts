import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import type { Instant } from '../../kernel/time.ts'
import { uuidv7 } from '../crypto/uuid.ts'
import { sql, type Tx } from '../db/types.ts'
import { ts } from '../db/values.ts'
import { type Book, bookOf } from './store.ts'

const OPEN_BOOK = sql(
  'ledger.open-book',
  `insert into city.ledger_book (id, kind, unit, area, subject, opened_at) values ($1, $2, $3, $4, $5, $6)
   on conflict (kind, subject) do nothing`,
)

/** Opens the book of a subject, or finds the one that is open. */
export const openBook = async (
  tx: Tx,
  { kind, unit, area, subject }: Omit<Book, 'id'>,
  now: Instant,
): Promise<Book> => {
  await tx.run(OPEN_BOOK, [uuidv7(now), kind, unit, area, subject, ts(now)])
  const book = await bookOf(tx, kind, subject)
  if (book === undefined || book.unit !== unit) throw new Error(`the book of ${kind} has another unit`)
  return book
}

export type NewAccount = {
  readonly path: string
  /** What or whose it is: a unit, a volunteer. Policies of the slice ask for it. */
  readonly subject?: string
  /** Below it the free balance never falls; default 0, null for none. */
  readonly floor?: bigint | null
  /** Above it balance and what is coming never rise; default none. */
  readonly ceiling?: bigint
  /** Many move through it: its days are summed as they come. */
  readonly gathers?: boolean
}

const OPEN = sql(
  'ledger.open-accounts',
  `insert into city.ledger_account
     (id, book, kind, area, path, subject, gathers, balance, held, coming, lowest, highest, moves, opened_at)
   select a.id, $1, $2, $3, a.path, a.subject, a.gathers, 0, 0, 0, a.lowest, a.highest, 0, $4
   from unnest($5::uuid[], $6::text[], $7::uuid[], $8::boolean[], $9::bigint[], $10::bigint[])
     as a(id, path, subject, gathers, lowest, highest)
   order by a.path on conflict (book, path) do nothing`,
)

const IDS = sql(
  'ledger.account-ids',
  'select path, id from city.ledger_account where book = $1 and path = any ($2::text[])',
)

/** Opens accounts of a book; those that are open stay as they are. @returns the id of each path */
export const openAccounts = async (
  tx: Tx,
  book: Book,
  accounts: readonly NewAccount[],
  now: Instant,
): Promise<ReadonlyMap<string, string>> => {
  await tx.run(OPEN, [
    book.id,
    book.kind,
    book.area,
    ts(now),
    accounts.map(() => uuidv7(now)),
    accounts.map(({ path }) => path),
    accounts.map(({ subject }) => subject ?? null),
    accounts.map(({ gathers }) => gathers ?? false),
    accounts.map(({ floor }) => (floor === undefined ? '0' : (floor?.toString() ?? null))),
    accounts.map(({ ceiling }) => ceiling?.toString() ?? null),
  ])
  const rows = await tx.rows<{ path: string; id: string }>(IDS, [book.id, accounts.map(({ path }) => path)])
  return new Map(rows.map(({ path, id }) => [path, id]))
}

const CLOSE = sql(
  'ledger.close-account',
  `update city.ledger_account set closed_at = $2 where id = $1 and closed_at is null
     and balance = 0 and held = 0 and coming = 0`,
)

/** Closes an account for good. @returns or `ledger-not-empty` when something stands on it, or it was closed before */
export const closeAccount = async (tx: Tx, id: string, now: Instant): Promise<Result<true, readonly Refusal[]>> =>
  (await tx.run(CLOSE, [id, ts(now)])) === 1 ? ok(true) : refuse([{ tag: 'ledger-not-empty' }])
