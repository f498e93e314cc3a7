import { type CityQueries, sql } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'
import type { PostingRow } from '../../../platform/ledger/store.ts'

const DIFFERENT = sql(
  'fund.audit-accounts',
  `select a.path from city.ledger_account a
   left join lateral (select coalesce(sum(amount), 0) as n from city.ledger_transfer t
     where t.to_account = a.id and t.kind in ('move', 'settle', 'reverse')) i on true
   left join lateral (select coalesce(sum(amount), 0) as n from city.ledger_transfer t
     where t.from_account = a.id and t.kind in ('move', 'settle', 'reverse')) o on true
   where a.book = $1 and a.balance <> i.n - o.n order by a.path limit 20`,
)
const SUM = sql(
  'fund.audit-sum',
  'select coalesce(sum(balance), 0)::text as sum from city.ledger_account where book = $1',
)
const POSTINGS = sql(
  'fund.audit-postings',
  `select p.* from city.ledger_posting p
   where p.book = $1 and ($2::timestamptz is null or (p.recorded_at, p.id) > ($2, $3::uuid))
   order by p.recorded_at, p.id limit 500`,
)

/** Accounts of a book whose balance is not what their transfers come to; at most twenty. */
export const differingAccounts = async (db: CityQueries, book: string): Promise<readonly string[]> =>
  (await db.rows<{ path: string }>(DIFFERENT, [book])).map(({ path }) => path)

/** Whether the balances of a book do not add up to nothing. */
export const isUneven = async (db: CityQueries, book: string): Promise<boolean> =>
  (await db.one<{ sum: string }>(SUM, [book])).sum !== '0'

/** A page of postings of a book in the order they were recorded. */
export const postingsAfter = (
  db: CityQueries,
  book: string,
  after: PostingRow | undefined,
): Promise<readonly PostingRow[]> =>
  db.rows<PostingRow>(POSTINGS, [book, after === undefined ? null : ts(after.recorded_at), after?.id ?? null])
