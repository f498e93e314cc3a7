import { type Expression, sql as raw, type SqlBool } from 'kysely'
import type { Instant } from '../../../kernel/time.ts'
import { build } from '../../../platform/db/kysely.ts'
import type { CityQueries } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'
import { conditions, type Filter, type Scope } from './lists.ts'
import { type Behind, countsFor } from './rounds-behind.ts'

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

type RoundKey = Pick<OpenRound, 'received_at' | 'round'> & { readonly order_id: string }
type RoundTables = { work_order_round: OpenRound & RoundKey & { readonly area: string } }

const ROUND_COLUMNS = [
  'r.order_id',
  'r.round',
  'r.kind',
  'r.channel',
  'r.received_at',
  'r.contact_due_at',
  'r.contacted_at',
  'r.close_due_at',
  'r.closed_at',
  'r.resolved',
  'r.satisfaction',
] as const

/** The next rounds received in a period, oldest first; with a rate only those it is counted from. */
const roundsAfter = (
  db: CityQueries,
  { from, to }: { readonly from: Instant; readonly to: Instant },
  wanted: { readonly after?: RoundKey; readonly of?: Expression<SqlBool>; readonly limit: number },
): Promise<readonly (OpenRound & RoundKey)[]> => {
  const { after, of = raw<SqlBool>`true`, limit } = wanted
  const beyond =
    after === undefined
      ? raw<SqlBool>`true`
      : raw<SqlBool>`r.received_at >= ${ts(after.received_at)}::timestamptz and (r.received_at, r.order_id, r.round)
          > (${ts(after.received_at)}::timestamptz, ${after.order_id}::uuid, ${after.round}::int)`
  const query = build<RoundTables>()
    .selectFrom('work_order_round as r')
    .select([...ROUND_COLUMNS, raw<string>`left(r.area, 9)`.as('town')])
    .where(raw<SqlBool>`r.received_at >= ${ts(from)}::timestamptz and r.received_at < ${ts(to)}::timestamptz`)
    .where(beyond)
    .where(of)
    .orderBy('r.received_at')
    .orderBy('r.order_id')
    .orderBy('r.round')
    .limit(limit)
  return db.built<OpenRound & RoundKey>(query.compile() as never)
}

/** The first rounds received in a period; with a rate only those it is counted from. */
export const firstRounds = (
  db: CityQueries,
  period: { readonly from: Instant; readonly to: Instant },
  limit: number,
  rate?: { readonly rate: Behind['rate']; readonly asOf: Instant },
): Promise<readonly OpenRound[]> =>
  roundsAfter(db, period, { limit, ...(rate !== undefined && { of: countsFor(rate.rate, rate.asOf) }) })

const ROUNDS_PAGE = 1_000

/** Every round received in a period, page by page, so that anyone can count again however many there are. */
export async function* openRounds(
  db: CityQueries,
  period: { readonly from: Instant; readonly to: Instant },
): AsyncGenerator<readonly OpenRound[]> {
  for (let after: RoundKey | undefined; ; ) {
    const rounds = await roundsAfter(db, period, { limit: ROUNDS_PAGE, ...(after !== undefined && { after }) })
    if (rounds.length > 0) yield rounds
    if (rounds.length < ROUNDS_PAGE) return
    after = rounds.at(-1)
  }
}
