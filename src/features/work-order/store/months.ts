import type { Instant } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { json, ts } from '../../../platform/db/values.ts'
import type { Figures } from '../figures.ts'

export type Month = {
  readonly month: string
  readonly published_at: Instant
  readonly figures: Figures
  readonly leaf: Buffer
}

const COLUMNS = 'month, published_at, figures, leaf'
const INSERT = sql(
  'work-order.insert-month',
  `insert into city.work_order_month (${COLUMNS}) values ($1, $2, $3, '') on conflict do nothing`,
)
const LEAF = sql('work-order.month-leaf', 'update city.work_order_month set leaf = $2 where month = $1')
const ONE = sql('work-order.month', `select ${COLUMNS} from city.work_order_month where month = $1`)
const ALL = sql(
  'work-order.months',
  `select month, published_at, leaf from city.work_order_month order by month desc limit 120`,
)

/** Whether this call took the month; it is taken once, and waits here for whoever takes it at the same time. */
export const takeMonth = async (tx: Tx, month: string, at: Instant, figures: Figures): Promise<boolean> =>
  (await tx.run(INSERT, [month, ts(at), json(figures)])) === 1

export const setMonthLeaf = async (tx: Tx, month: string, leaf: string): Promise<void> => {
  await tx.run(LEAF, [month, Buffer.from(leaf, 'hex')])
}

export const monthOf = (db: CityQueries, month: string): Promise<Month | undefined> => db.maybe<Month>(ONE, [month])

export const monthsOf = (db: CityQueries): Promise<readonly Omit<Month, 'figures'>[]> =>
  db.rows<Omit<Month, 'figures'>>(ALL)
