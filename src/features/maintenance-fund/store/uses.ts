import type { Instant } from '../../../kernel/time.ts'
import { type CityQueries, sql } from '../../../platform/db/types.ts'
import type { AccountPart } from './units.ts'

type Of = { readonly unit: string; readonly code: string; readonly part: AccountPart; readonly account: string }

/** Money of a unit that is held for a use and neither paid nor released. */
export type OpenHold = Of & { readonly transfer: string; readonly fen: bigint; readonly expiresAt: Instant | null }
/** Money of a unit that was paid for a use. */
export type PaidPart = Of & { readonly transfer: string; readonly posting: string; readonly fen: bigint }

const PART = `u.unit, u.code, case when t.from_account = u.seller then 'seller' else 'owner' end as part, t.from_account as account`
const UNIT = 'city.fund_unit u on t.from_account in (u.owner, u.seller)'

const OPEN = sql(
  'fund.open-holds',
  `select ${PART}, t.id as transfer, t.amount, t.expires_at as "expiresAt"
   from city.ledger_posting p join city.ledger_transfer t on t.posting = p.id and t.kind = 'hold'
   join city.ledger_hold h on h.transfer = t.id join ${UNIT}
   where p.matter = $1 order by u.code, part`,
)
const PAID = sql(
  'fund.paid',
  `select ${PART}, t.id as transfer, t.posting, t.amount
   from city.ledger_posting p join city.ledger_transfer t on t.posting = p.id and t.kind = 'settle' join ${UNIT}
   where p.matter = $1 and not exists (select from city.ledger_transfer r where r.ends = t.id) order by u.code, part, t.id`,
)

/** What stands for a use in the ledger, on the postings and in the journal. */
export const matterOf = (use: string): string => `fund-use/${use}`

type Row<T> = Omit<T, 'fen'> & { readonly amount: number }
const withFen = <T extends { readonly amount: number }>({ amount, ...rest }: T) => ({ ...rest, fen: BigInt(amount) })

/** What is held for a use now, by unit. It reads as the caller. */
export const heldFor = async (db: CityQueries, use: string): Promise<readonly OpenHold[]> =>
  (await db.rows<Row<OpenHold>>(OPEN, [matterOf(use)])).map(withFen)

/** What was paid for a use and not taken back, by unit and payment. It reads as the caller. */
export const paidFor = async (db: CityQueries, use: string): Promise<readonly PaidPart[]> =>
  (await db.rows<Row<PaidPart>>(PAID, [matterOf(use)])).map(withFen)
