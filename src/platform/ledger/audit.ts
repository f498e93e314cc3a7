import { commit } from '../../kernel/journal/entry.ts'
import { postingText } from '../../kernel/ledger/fold.ts'
import { type CityQueries, sql } from '../db/types.ts'
import { sha256 } from '../journal/sha256.ts'
import { saltsOf } from '../journal/store.ts'
import { type PostingRow, transfersOfPosting } from './store.ts'

const DIFFERENT = sql(
  'ledger.audit',
  `with went as (
     select account, sum(balance) as balance, sum(held) as held, sum(coming) as coming from (
       select t.from_account as account,
         -case when t.kind in ('move', 'settle', 'reverse') then t.amount else 0 end as balance,
         case t.kind when 'hold' then t.amount when 'settle' then -h.amount when 'void' then -h.amount else 0 end as held,
         0 as coming
       from city.ledger_transfer t left join city.ledger_transfer h on h.id = t.ends and h.kind = 'hold'
       union all
       select t.to_account,
         case when t.kind in ('move', 'settle', 'reverse') then t.amount else 0 end, 0,
         case t.kind when 'hold' then t.amount when 'settle' then -h.amount when 'void' then -h.amount else 0 end
       from city.ledger_transfer t left join city.ledger_transfer h on h.id = t.ends and h.kind = 'hold'
     ) as sides group by account
   ), days as (select account, sum(net) as net from city.ledger_day group by account)
   select a.id, a.path from city.ledger_account a left join went w on w.account = a.id left join days d on d.account = a.id
   where a.balance <> coalesce(w.balance, 0) or a.held <> coalesce(w.held, 0) or a.coming <> coalesce(w.coming, 0)
     or (a.gathers and a.balance <> coalesce(d.net, 0))
   order by a.path limit $1`,
)

const UNEVEN = sql(
  'ledger.uneven',
  'select book from city.ledger_account group by book having sum(balance) <> 0 or sum(held) <> sum(coming)',
)

const OPEN = sql(
  'ledger.open-differs',
  `select t.id from city.ledger_transfer t full join city.ledger_hold h on h.transfer = t.id
   where (t.kind = 'hold' and h.transfer is null
     and not exists (select from city.ledger_transfer e where e.ends = t.id))
     or (h.transfer is not null and exists (select from city.ledger_transfer e where e.ends = h.transfer)) limit $1`,
)

const POSTINGS = sql('ledger.audit-postings', 'select * from city.ledger_posting where id > $1 order by id limit $2')

const ENTRY = sql('ledger.entry', 'select body from city.journal_entry where leaf = $1')

const SHOWN_MAX = 20
const PAGE = 1_000
const FIRST = '00000000-0000-0000-0000-000000000000'

export type LedgerAudit = {
  /** Accounts whose kept balance is not what their transfers come to. */
  readonly accounts: readonly string[]
  /** Books whose balances do not add up to nothing. */
  readonly books: readonly string[]
  /** Holds whose state is told two ways. */
  readonly holds: readonly string[]
  /** Postings whose transfers are not those the journal commits to. */
  readonly postings: readonly string[]
}

const committed = async (db: CityQueries, posting: PostingRow): Promise<boolean> => {
  const transfers = await transfersOfPosting(db, posting.id)
  const digest = Buffer.from(sha256(postingText(transfers)))
  if (!digest.equals(posting.digest) || transfers.length !== posting.lines) return false
  const [entry, salts] = [await db.maybe<{ body: string }>(ENTRY, [posting.leaf]), await saltsOf(db, posting.leaf)]
  const salt = salts.find(({ field }) => field === 'digest')?.salt
  if (entry === undefined || salt === undefined) return false
  return JSON.parse(entry.body).personal.digest === commit(sha256, salt, digest.toString('hex'))
}

/**
 * Makes the balances anew from nothing but transfers and compares, every account and every book; then holds the
 * transfers of each posting against the journal. Reads everything: for the night, and after an accident.
 * @returns at most twenty faults of each kind; all empty when the books are right
 */
export const auditLedger = async (db: CityQueries): Promise<LedgerAudit> => {
  const accounts = await db.rows<{ path: string }>(DIFFERENT, [SHOWN_MAX])
  const books = await db.rows<{ book: string }>(UNEVEN)
  const holds = await db.rows<{ id: string }>(OPEN, [SHOWN_MAX])
  const postings: string[] = []
  for (let after = FIRST; ; ) {
    const page = await db.rows<PostingRow>(POSTINGS, [after, PAGE])
    for (const posting of page)
      if (postings.length < SHOWN_MAX && !(await committed(db, posting))) postings.push(posting.id)
    const last = page.at(-1)
    if (last === undefined || postings.length >= SHOWN_MAX) break
    after = last.id
  }
  return {
    accounts: accounts.map(({ path }) => path),
    books: books.map(({ book }) => book),
    holds: holds.map(({ id }) => id),
    postings,
  }
}
