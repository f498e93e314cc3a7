import type { Instant } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'

export type Linked = { readonly id: string; readonly no: string; readonly title: string; readonly step: string }

const LINK = sql(
  'work-order.link',
  `insert into city.work_order_link (order_id, other, why, at)
   values (least($1::uuid, $2::uuid), greatest($1::uuid, $2::uuid), $3, $4) on conflict do nothing`,
)
const OF = sql(
  'work-order.linked',
  `select o.id, o.no, o.title, o.step from city.work_order_link l
   join city.work_order o on o.id = case when l.order_id = $1 then l.other else l.order_id end
   where l.order_id = $1 or l.other = $1 order by o.received_at desc limit 20`,
)

/**
 * Suspected duplicates (B-018): the same place and category within 72 hours whoever asked, or the same caller,
 * category and place within 30 days. They are linked, never merged: each caller is answered.
 */
const SUSPECTS = sql(
  'work-order.suspects',
  `select o.id, o.no, o.title, o.step from city.work_order o
   where o.category = $2 and o.area = $3 and o.id <> $1
     and (o.received_at between $4::timestamptz - interval '72 hours' and $4::timestamptz + interval '72 hours'
       or (o.received_at between $4::timestamptz - interval '30 days' and $4::timestamptz + interval '30 days'
         and exists (select 1 from city.work_order_caller mine join city.work_order_caller theirs on theirs.phone_blind = mine.phone_blind
           where mine.order_id = $1 and theirs.order_id = o.id)))
   order by o.received_at desc limit 10`,
)

export const linkOrders = (tx: Tx, a: string, b: string, why: string, now: Instant): Promise<number> =>
  tx.run(LINK, [a, b, why, ts(now)])

export const linkedOf = (db: CityQueries, id: string): Promise<readonly Linked[]> => db.rows<Linked>(OF, [id])

export const suspectsOf = (
  db: CityQueries,
  order: { readonly id: string; readonly category: string; readonly area: string; readonly receivedAt: Instant },
): Promise<readonly Linked[]> => db.rows<Linked>(SUSPECTS, [order.id, order.category, order.area, ts(order.receivedAt)])
