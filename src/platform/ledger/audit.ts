import { commit } from '../../kernel/journal/entry.ts'
import { postingText } from '../../kernel/ledger/fold.ts'
import { type CityQueries, sql } from '../db/types.ts'
import { sha256 } from '../journal/sha256.ts'
import { type PostingRow, type TransferRow, transferOf } from './store.ts'

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

const STRAY = sql(
  'ledger.stray',
  `select t.id from city.ledger_transfer t
   where not exists (select from city.ledger_posting p where p.id = t.posting)
     or not exists (select from city.ledger_account a join city.ledger_posting p on p.book = a.book
       where a.id = t.from_account and p.id = t.posting)
     or not exists (select from city.ledger_account a join city.ledger_posting p on p.book = a.book
       where a.id = t.to_account and p.id = t.posting) limit $1`,
)

const POSTINGS = sql('ledger.audit-postings', 'select * from city.ledger_posting where id > $1 order by id limit $2')

const LINES = sql(
  'ledger.audit-lines',
  `select id, posting, line, kind, from_account, to_account, amount, ends, expires_at
   from city.ledger_transfer where posting = any ($1::uuid[]) order by posting, line`,
)

const ENTRIES = sql(
  'ledger.audit-entries',
  `select e.leaf, e.body, s.salts ->> 'digest' as salt
   from city.journal_entry e left join city.journal_salt s on s.leaf = e.leaf where e.leaf = any ($1::bytea[])`,
)

const SHOWN_MAX = 20
/** Postings looked at in one go; the largest have some ten thousand lines. */
const PAGE = 200
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
  /** Transfers of no posting, or from or to no account of its book. */
  readonly strays: readonly string[]
}

type Entry = { readonly leaf: Buffer; readonly body: string; readonly salt: string | null }

const isCommitted = (posting: PostingRow, rows: readonly TransferRow[], entry: Entry | undefined): boolean => {
  const digest = Buffer.from(sha256(postingText(rows.map(transferOf))))
  if (!digest.equals(posting.digest) || rows.length !== posting.lines || entry?.salt == null) return false
  const commitment = commit(sha256, Buffer.from(entry.salt, 'hex'), digest.toString('hex'))
  return JSON.parse(entry.body).personal.digest === commitment
}

/** The postings of a page whose transfers are not what the journal commits to. */
const uncommitted = async (db: CityQueries, page: readonly PostingRow[]): Promise<readonly string[]> => {
  const lines = Map.groupBy(await db.rows<TransferRow>(LINES, [page.map(({ id }) => id)]), ({ posting }) => posting)
  const found = await db.rows<Entry>(ENTRIES, [page.map(({ leaf }) => leaf)])
  const entries = new Map(found.map(entry => [entry.leaf.toString('hex'), entry]))
  return page
    .filter(posting => !isCommitted(posting, lines.get(posting.id) ?? [], entries.get(posting.leaf.toString('hex'))))
    .map(({ id }) => id)
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
  const strays = await db.rows<{ id: string }>(STRAY, [SHOWN_MAX])
  const postings: string[] = []
  for (let after = FIRST; ; ) {
    const page = await db.rows<PostingRow>(POSTINGS, [after, PAGE])
    postings.push(...(await uncommitted(db, page)))
    const last = page.at(-1)
    if (last === undefined || postings.length >= SHOWN_MAX) break
    after = last.id
  }
  return {
    accounts: accounts.map(({ path }) => path),
    books: books.map(({ book }) => book),
    holds: holds.map(({ id }) => id),
    postings: postings.slice(0, SHOWN_MAX),
    strays: strays.map(({ id }) => id),
  }
}
