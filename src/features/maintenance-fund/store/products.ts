import type { LocalDate } from '../../../kernel/time.ts'
import { type CityQueries, sql } from '../../../platform/db/types.ts'

// The end-of-day balance summed over the term: what moved before it counts from its first day.
const PRODUCTS = sql(
  'fund.products',
  `with accounts as (
     select owner as id from city.fund_unit where estate = $1 and gone_on is null
     union all select seller from city.fund_unit where estate = $1 and gone_on is null and seller is not null)
   select a.id, (coalesce(i.product, 0) - coalesce(o.product, 0))::text as product
   from accounts a
   left join lateral (select sum(t.amount::numeric * ($3::date - greatest(t.effective_on, $2::date))) as product
     from city.ledger_transfer t where t.to_account = a.id and t.kind in ('move', 'settle', 'reverse') and t.effective_on < $3) i on true
   left join lateral (select sum(t.amount::numeric * ($3::date - greatest(t.effective_on, $2::date))) as product
     from city.ledger_transfer t where t.from_account = a.id and t.kind in ('move', 'settle', 'reverse') and t.effective_on < $3) o on true
   order by a.id`,
)

export type Product = { readonly account: string; readonly product: bigint }

/** The daily products of every account of units of a fund, from the first day to the day before `to` (rulebook C-245). */
export const productsOf = async (
  db: CityQueries,
  estate: string,
  { from, to }: { readonly from: LocalDate; readonly to: LocalDate },
): Promise<readonly Product[]> =>
  (await db.rows<{ id: string; product: string }>(PRODUCTS, [estate, from, to])).map(({ id, product }) => ({
    account: id,
    product: BigInt(product),
  }))
