import type { Instant } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
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

const NAME = sql(
  'fund.name-use',
  `insert into city.fund_use_name (use, estate, no, title) values ($1, $2, $3, $4)
   on conflict (use) do update set no = excluded.no, title = excluded.title`,
)

/** Keeps under which number and title a use is published. */
export const nameUse = async (
  tx: Tx,
  estate: string,
  use: string,
  { no, title }: { readonly no: string; readonly title: string },
): Promise<void> => {
  await tx.run(NAME, [use, estate, no, title])
}

export type UsedLine = {
  readonly use: string
  readonly no: string | null
  readonly title: string | null
  /** The day of the last payment. */
  readonly on: string
  readonly units: number
  readonly fen: bigint
}

// Payments less what came back, by use.
const USED = sql(
  'fund.used',
  `select substr(p.matter, 10) as use, n.no, n.title, max(p.effective_on)::text as on,
     count(distinct case when p.kind = 'use-pay' then t.from_account end) as units,
     sum(case when t.kind = 'reverse' then -t.amount else t.amount end)::bigint as fen
   from city.fund f join city.ledger_posting p on p.book = f.book and p.kind in ('use-pay', 'use-return')
   join city.ledger_transfer t on t.posting = p.id and t.kind in ('settle', 'reverse')
   left join city.fund_use_name n on n.use::text = substr(p.matter, 10)
   where f.estate = $1 and p.matter like 'fund-use/%' group by p.matter, n.no, n.title
   having sum(case when t.kind = 'reverse' then -t.amount else t.amount end) > 0 order by 4 desc, 1 limit $2`,
)

/** What the fund paid for, the latest first. */
export const usedOf = async (db: CityQueries, estate: string, limit: number): Promise<readonly UsedLine[]> =>
  (await db.rows<Omit<UsedLine, 'fen'> & { fen: number }>(USED, [estate, limit])).map(row => ({
    ...row,
    fen: BigInt(row.fen),
  }))

const NAMES = sql('fund.use-names', 'select use, no, title from city.fund_use_name where use = any ($1::uuid[])')

/** Numbers and titles of uses, by id. */
export const namesOfUses = async (
  db: CityQueries,
  uses: readonly string[],
): Promise<ReadonlyMap<string, { readonly no: string; readonly title: string }>> =>
  new Map(
    (await db.rows<{ use: string; no: string; title: string }>(NAMES, [uses])).map(({ use, no, title }) => [
      use,
      { no, title },
    ]),
  )
