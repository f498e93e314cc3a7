import type { Instant, LocalDate } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'

/** The repair fund of an estate, as everybody may see it. Its id is the estate's. */
export type Fund = {
  readonly estate: string
  /** 12-digit community. */
  readonly area: string
  readonly name: string
  /** Its book in the ledger. */
  readonly book: string
  /** The organisation that keeps the accounts. */
  readonly keeper: string
  /** The bank's own clerks, where they work here. */
  readonly banker: string | null
  /** The bank that holds the money, and the last digits of the account there. */
  readonly bank: string
  readonly bankTail: string
  readonly openedOn: LocalDate
  readonly entries: number
}

const FUND = `estate, area, name, book, keeper, banker, bank, bank_tail as "bankTail", opened_on as "openedOn", entries`

const OF = sql('fund.of', `select ${FUND} from city.fund where estate = $1`)
const LOCK = sql('fund.lock', `select ${FUND} from city.fund where estate = $1 for no key update`)
const INSERT = sql(
  'fund.insert',
  `insert into city.fund (estate, area, name, book, keeper, banker, bank, bank_tail, opened_on, entries, opened_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10) on conflict (estate) do nothing`,
)
const ENTRIES = sql('fund.entries-up', 'update city.fund set entries = $2 where estate = $1')

/** The fund of an estate, or undefined when none was opened. */
export const fundOf = (db: CityQueries, estate: string): Promise<Fund | undefined> => db.maybe<Fund>(OF, [estate])

/** The fund, locked: what is done to it is done one after the other. Lock a matter that asks for it before. */
export const lockFund = (tx: Tx, estate: string): Promise<Fund | undefined> => tx.maybe<Fund>(LOCK, [estate])

/** @returns whether it was written: false when the estate has a fund */
export const insertFund = async (tx: Tx, fund: Omit<Fund, 'entries'>, at: Instant): Promise<boolean> =>
  (await tx.run(INSERT, [
    fund.estate,
    fund.area,
    fund.name,
    fund.book,
    fund.keeper,
    fund.banker,
    fund.bank,
    fund.bankTail,
    fund.openedOn,
    ts(at),
  ])) === 1

export const countEntries = async (tx: Tx, estate: string, entries: number): Promise<void> => {
  await tx.run(ENTRIES, [estate, entries])
}
