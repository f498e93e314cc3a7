import type { LocalDate } from '../../../kernel/time.ts'
import { type CityQueries, sql } from '../../../platform/db/types.ts'

// The end-of-day balance summed over the term, told from its end: as if all that stands there now had stood there all along,
// less what came later than the first day, for the days before it came. So only what moved since then is read, however long
// an account has been kept.
const PRODUCTS = sql(
  'fund.products',
  `with accounts as (
     select owner as id from city.fund_unit where estate = $1 and gone_on is null
     union all select seller from city.fund_unit where estate = $1 and gone_on is null and seller is not null)
   select a.id, (k.balance::numeric * ($3::date - $2::date) - coalesce(i.missed, 0) + coalesce(o.missed, 0))::text as product
   from accounts a join city.ledger_account k on k.id = a.id
   left join lateral (select sum(t.amount::numeric * (least(t.effective_on, $3::date) - $2::date)) as missed
     from city.ledger_transfer t where t.to_account = a.id and t.kind in ('move', 'settle', 'reverse') and t.effective_on > $2) i on true
   left join lateral (select sum(t.amount::numeric * (least(t.effective_on, $3::date) - $2::date)) as missed
     from city.ledger_transfer t where t.from_account = a.id and t.kind in ('move', 'settle', 'reverse') and t.effective_on > $2) o on true
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
