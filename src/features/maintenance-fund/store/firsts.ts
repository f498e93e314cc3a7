import type { LocalDate } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'

const PUT = sql(
  'fund.put-firsts',
  `update city.fund_unit u set first_fen = f.fen, first_on = $3, first_basis = $4
   from unnest($1::uuid[], $2::bigint[]) as f (unit, fen) where u.unit = f.unit and u.first_fen is null`,
)
// What was paid of the first deposit, here or before the account was taken over.
const PAID = sql(
  'fund.paid-in',
  `select u.unit, u.first_fen as "firstFen", (select coalesce(sum(t.amount), 0)::bigint from city.ledger_transfer t
     join city.ledger_posting p on p.id = t.posting and p.kind in ('opening', 'deposit-first')
     where t.to_account = u.owner and t.kind = 'move'
       and not exists (select from city.ledger_transfer r where r.ends = t.id)) as "paidFen"
   from city.fund_unit u where u.unit = any ($1::uuid[])`,
)

export type PaidIn = { readonly unit: string; readonly firstFen: number | null; readonly paidFen: number }

/** Writes down what first deposits are; one that stands stays. */
export const putFirst = async (
  tx: Tx,
  due: readonly { readonly unit: string; readonly fen: bigint }[],
  on: LocalDate,
  basis: string,
): Promise<void> => {
  await tx.run(PUT, [due.map(({ unit }) => unit), due.map(({ fen }) => `${fen}`), on, basis])
}

/** What the first deposit of each unit is, and what was paid of it. */
export const paidIn = (db: CityQueries, units: readonly string[]): Promise<readonly PaidIn[]> =>
  db.rows<PaidIn>(PAID, [units])
