import type { Account, Earlier, LedgerUnit, Transfer, TransferKind } from '../../kernel/ledger/types.ts'
import type { Instant, LocalDate } from '../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../db/types.ts'
import { array } from '../db/values.ts'

const ACCOUNT = `id, book, path, balance, held, coming, lowest, highest, closed_at is not null as closed, gathers`

type AccountRow = {
  readonly id: string
  readonly book: string
  readonly path: string
  readonly balance: number
  readonly held: number
  readonly coming: number
  readonly lowest: number | null
  readonly highest: number | null
  readonly closed: boolean
  readonly gathers: boolean
}

/** An account as it is kept; `gathers` when its days are summed as they come. */
export type KeptAccount = Account & { readonly gathers: boolean }

const bound = (value: number | null): bigint | null => (value === null ? null : BigInt(value))

const accountOf = ({ lowest, highest, balance, held, coming, ...row }: AccountRow): KeptAccount => ({
  ...row,
  balance: BigInt(balance),
  held: BigInt(held),
  coming: BigInt(coming),
  floor: bound(lowest),
  ceiling: bound(highest),
})

const LOCK = sql(
  'ledger.lock',
  `select ${ACCOUNT} from city.ledger_account where id = any ($1::uuid[]) order by id for no key update`,
)

// A list of unknown length is planned anew each time; two ids, as a single transfer has, are planned once.
const LOCK_TWO = sql(
  'ledger.lock-two',
  `select ${ACCOUNT} from city.ledger_account where id in ($1, $2) order by id for no key update`,
)

/** The accounts, locked in the order of their ids, so that two postings never wait for each other in a ring. */
export const lockAccounts = async (tx: Tx, ids: readonly string[]): Promise<readonly KeptAccount[]> =>
  (await (ids.length === 2 ? tx.rows<AccountRow>(LOCK_TWO, ids) : tx.rows<AccountRow>(LOCK, [array(ids)]))).map(
    accountOf,
  )

const OF = sql(
  'ledger.accounts',
  `select ${ACCOUNT} from city.ledger_account where book = $1 and path = any ($2::text[]) order by path`,
)

/** Accounts of a book by their paths. */
export const accountsAt = async (
  db: CityQueries,
  book: string,
  paths: readonly string[],
): Promise<readonly KeptAccount[]> => (await db.rows<AccountRow>(OF, [book, paths])).map(accountOf)

const UNDER = sql(
  'ledger.accounts-under',
  `select ${ACCOUNT} from city.ledger_account where book = $1 and path ^@ $2 order by path`,
)

/** Every account below a place in the tree of a book, such as `unit/3/`; `''` for all. */
export const accountsUnder = async (db: CityQueries, book: string, above: string): Promise<readonly KeptAccount[]> =>
  (await db.rows<AccountRow>(UNDER, [book, above])).map(accountOf)

export type TransferRow = {
  readonly id: string
  readonly posting: string
  readonly line: number
  readonly kind: TransferKind
  readonly from_account: string
  readonly to_account: string
  readonly amount: number
  readonly ends: string | null
  readonly expires_at: Instant | null
}

/** A kept transfer as the kernel knows it. */
export const transferOf = ({
  id,
  kind,
  from_account,
  to_account,
  amount,
  ends,
  expires_at,
}: TransferRow): Transfer => ({
  id,
  kind,
  from: from_account,
  to: to_account,
  amount: BigInt(amount),
  of: ends,
  expiresAt: expires_at,
})

const TRANSFERS = sql(
  'ledger.transfers',
  `select t.id, t.posting, t.line, t.kind, t.from_account, t.to_account, t.amount, t.ends, t.expires_at,
     exists (select from city.ledger_transfer e where e.ends = t.id) as ended
   from city.ledger_transfer t where t.id = any ($1::uuid[])`,
)

/** Transfers by id, each with whether it was settled, voided or undone. */
export const transfersById = async (tx: CityQueries, ids: readonly string[]): Promise<readonly Earlier[]> =>
  (await tx.rows<TransferRow & { ended: boolean }>(TRANSFERS, [ids])).map(row => ({
    ...transferOf(row),
    ended: row.ended,
  }))

const OF_POSTING = sql(
  'ledger.of-posting',
  `select id, posting, line, kind, from_account, to_account, amount, ends, expires_at
   from city.ledger_transfer where posting = $1 order by line`,
)

export const transfersOfPosting = async (db: CityQueries, posting: string): Promise<readonly Transfer[]> =>
  (await db.rows<TransferRow>(OF_POSTING, [posting])).map(transferOf)

export type PostingRow = {
  readonly id: string
  readonly book: string
  readonly kind: string
  readonly matter: string | null
  readonly effective_on: LocalDate
  readonly recorded_at: Instant
  readonly lines: number
  readonly digest: Buffer
  readonly leaf: Buffer
}

const POSTING = sql('ledger.posting', 'select * from city.ledger_posting where id = $1')

export const postingById = (db: CityQueries, id: string): Promise<PostingRow | undefined> =>
  db.maybe<PostingRow>(POSTING, [id])

const KNOWN = sql(
  'ledger.known',
  `select exists (select from city.ledger_posting where id = $1) as posted,
     exists (select from city.ledger_transfer where id = any ($2::uuid[])) as known`,
)

const KNOWN_ONE = sql(
  'ledger.known-one',
  `select exists (select from city.ledger_posting where id = $1) as posted,
     exists (select from city.ledger_transfer where id = $2) as known`,
)

/** Whether a posting of this id, or a transfer of one of these ids, is there. */
export const knownIds = (
  tx: Tx,
  posting: string,
  transfers: readonly string[],
): Promise<{ readonly posted: boolean; readonly known: boolean }> =>
  transfers.length === 1 ? tx.one(KNOWN_ONE, [posting, transfers[0] ?? '']) : tx.one(KNOWN, [posting, array(transfers)])

const BOOK = sql(
  'ledger.book',
  'select id, kind, unit, area, subject from city.ledger_book where kind = $1 and subject = $2',
)

export type Book = {
  readonly id: string
  /** Which slice keeps it, such as `maintenance-fund`. */
  readonly kind: string
  readonly unit: LedgerUnit
  readonly area: string
  /** What it is the book of: an estate, a scheme. */
  readonly subject: string
}

/** The book a slice keeps for a subject. */
export const bookOf = (db: CityQueries, kind: string, subject: string): Promise<Book | undefined> =>
  db.maybe<Book>(BOOK, [kind, subject])
