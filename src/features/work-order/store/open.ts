import { sql as raw, type SqlBool } from 'kysely'
import type { Instant } from '../../../kernel/time.ts'
import { build } from '../../../platform/db/kysely.ts'
import { type CityQueries, sql } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'
import { conditions, type Filter, type Scope } from './lists.ts'

type Tables = { work_order: { area: string } }

/** How many orders of a scope lie in each town, by the nine digits of the town. */
export const countByTown = async (
  db: CityQueries,
  scope: Scope,
  filter: Filter,
): Promise<ReadonlyMap<string, number>> => {
  const town = raw<string>`left(area, 9)`
  const query = build<Tables>()
    .selectFrom('work_order')
    .select([town.as('town'), raw<number>`count(*)`.as('count')])
    .where(raw<SqlBool>`${raw.join([...conditions(scope, filter)], raw` and `)}`)
    .groupBy(town)
  const rows = await db.built<{ town: string; count: number }>(query.compile() as never)
  return new Map(rows.map(row => [row.town, row.count]))
}

/** One round of handling without anything about a person: what the figures of a month are counted from. */
export type OpenRound = {
  readonly round: number
  readonly town: string
  readonly kind: string
  readonly channel: string
  readonly received_at: Instant
  readonly contact_due_at: Instant | null
  readonly contacted_at: Instant | null
  readonly close_due_at: Instant | null
  readonly closed_at: Instant | null
  readonly resolved: boolean | null
  readonly satisfaction: string | null
}

const ROUNDS = sql(
  'work-order.open-rounds',
  `select r.round, left(r.area, 9) as town, r.kind, r.channel, r.received_at, r.contact_due_at, r.contacted_at, r.close_due_at,
     r.closed_at, r.resolved, r.satisfaction
   from city.work_order_round r where r.received_at >= $1 and r.received_at < $2 order by r.received_at, r.order_id, r.round`,
)

/** Every round received in a period, so that anyone can count again. */
export const openRounds = (db: CityQueries, from: Instant, to: Instant): Promise<readonly OpenRound[]> =>
  db.rows<OpenRound>(ROUNDS, [ts(from), ts(to)])
