import type { Instant } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'

const ADD = sql(
  'work-order.hand-on',
  `insert into city.work_order_handed_on (order_id, topic, at) select order_id, $2, $3 from unnest($1::uuid[]) as order_id`,
)
const OF = sql(
  'work-order.handed-on',
  'select order_id as id, topic from city.work_order_handed_on where order_id = any($1::uuid[])',
)

/** Orders, all locked, that became a topic together. */
export const addHandedOn = (tx: Tx, orders: readonly string[], topic: string, now: Instant): Promise<number> =>
  tx.run(ADD, [orders, topic, ts(now)])

/** The topic each of these orders became; those that became none are missing. */
export const handedOn = async (db: CityQueries, orders: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const rows = await db.rows<{ id: string; topic: string }>(OF, [orders])
  return new Map(rows.map(({ id, topic }) => [id, topic]))
}
