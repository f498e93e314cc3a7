/** The books of one fund against themselves: for the auditor, at any time. */
import { postingText } from '../../kernel/ledger/fold.ts'
import type { CityQueries } from '../../platform/db/types.ts'
import { sha256 } from '../../platform/journal/sha256.ts'
import { type PostingRow, transfersOfPosting } from '../../platform/ledger/store.ts'
import { differingAccounts, isUneven, postingsAfter } from './store/audit.ts'
import type { Fund } from './store/funds.ts'

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
  const accounts = await differingAccounts(db, fund.book)
  const uneven = await isUneven(db, fund.book)
  const postings: string[] = []
  let checked = 0
  for (let after: PostingRow | undefined; ; ) {
    const page = await postingsAfter(db, fund.book, after)
    for (const { id, digest } of page) {
      const made = Buffer.from(sha256(postingText(await transfersOfPosting(db, id))))
      if (!made.equals(digest) && postings.length < FAULTS_MAX) postings.push(id)
    }
    checked += page.length
    after = page.at(-1)
    if (after === undefined) return { accounts, uneven, postings, checked }
  }
}
