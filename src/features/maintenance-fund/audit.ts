/** The books of one fund against themselves: for the auditor, at any time. */
import { postingText } from '../../kernel/ledger/fold.ts'
import { type CityQueries, sql } from '../../platform/db/types.ts'
import { ts } from '../../platform/db/values.ts'
import { sha256 } from '../../platform/journal/sha256.ts'
import { type PostingRow, transfersOfPosting } from '../../platform/ledger/store.ts'
import type { Fund } from './store/funds.ts'

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

const FAULTS_MAX = 20

export type FundAudit = {
  /** Accounts whose balance is not what their transfers come to. */
  readonly accounts: readonly string[]
  /** The balances do not add up to nothing. */
  readonly uneven: boolean
  /** Postings whose transfers are not those their hash stands for. */
  readonly postings: readonly string[]
  /** How many postings were looked at. */
  readonly checked: number
}

/** Makes every balance of a fund anew from its transfers, and every posting's hash from its lines. It reads as the system. */
export const auditFund = async (db: CityQueries, fund: Fund): Promise<FundAudit> => {
  const accounts = (await db.rows<{ path: string }>(DIFFERENT, [fund.book])).map(({ path }) => path)
  const { sum } = await db.one<{ sum: string }>(SUM, [fund.book])
  const postings: string[] = []
  let checked = 0
  for (let after: PostingRow | undefined; ; ) {
    const at = after === undefined ? null : ts(after.recorded_at)
    const page: readonly PostingRow[] = await db.rows<PostingRow>(POSTINGS, [fund.book, at, after?.id ?? null])
    for (const { id, digest } of page) {
      const made = Buffer.from(sha256(postingText(await transfersOfPosting(db, id))))
      if (!made.equals(digest) && postings.length < FAULTS_MAX) postings.push(id)
    }
    checked += page.length
    after = page.at(-1)
    if (after === undefined) return { accounts, uneven: sum !== '0', postings, checked }
  }
}
