import type { Instant, LocalDate } from '../../kernel/time.ts'
import { type CityQueries, sql } from '../db/types.ts'

// `recorded_on` in the zone of the city, as `ledger_day` has it.
const AS_OF = sql(
  'ledger.as-of',
  `select a.id, (case when a.gathers then
       (select coalesce(sum(d.net), 0) from city.ledger_day d
        where d.account = a.id and d.effective_on <= $2::date and d.recorded_on <= $3::date)
     else
       (select coalesce(sum(t.amount), 0) from city.ledger_transfer t
        where t.to_account = a.id and t.kind in ('move', 'settle', 'reverse') and t.effective_on <= $2::date
          and (t.recorded_at at time zone 'Asia/Shanghai')::date <= $3::date)
       - (select coalesce(sum(t.amount), 0) from city.ledger_transfer t
        where t.from_account = a.id and t.kind in ('move', 'settle', 'reverse') and t.effective_on <= $2::date
          and (t.recorded_at at time zone 'Asia/Shanghai')::date <= $3::date)
     end)::bigint as balance
   from city.ledger_account a where a.id = any ($1::uuid[])`,
)

const LAST_DAY = 'infinity'

/**
 * Balances at the end of a day.
 * @param day the day in the books: everything that counts on it or before
 * @param knownOn what was recorded on that day or before; default: all that is recorded by now
 * @returns by account; an account that does not exist is left out
 */
export const balancesOn = async (
  db: CityQueries,
  accounts: readonly string[],
  day: LocalDate,
  knownOn?: LocalDate,
): Promise<ReadonlyMap<string, bigint>> => {
  const rows = await db.rows<{ id: string; balance: number }>(AS_OF, [accounts, day, knownOn ?? LAST_DAY])
  return new Map(rows.map(({ id, balance }) => [id, BigInt(balance)]))
}

export type Moved = {
  readonly account: string
  readonly transfer: string
  readonly posting: string
  /** Kind of the posting, and what it was done for. */
  readonly business: string
  readonly matter: string | null
  readonly kind: 'move' | 'settle' | 'reverse'
  readonly effectiveOn: LocalDate
  readonly recordedAt: Instant
  /** Above zero what came in, below zero what went out. */
  readonly amount: bigint
  readonly leaf: Buffer
}

type MovedRow = Omit<Moved, 'amount' | 'effectiveOn' | 'recordedAt'> & {
  readonly amount: number
  readonly effective_on: LocalDate
  readonly recorded_at: Instant
}

// The postings one by one: guessing too many moves, the planner would rather read every posting of the city.
const MOVED = sql(
  'ledger.moved',
  `select m.account, m.transfer, m.posting, p.kind as business, p.matter, m.kind, m.effective_on, m.recorded_at, m.amount, p.leaf
   from unnest($1::uuid[]) as a(id)
   cross join lateral (
     select a.id as account, t.id as transfer, t.posting, t.kind, t.effective_on, t.recorded_at, t.amount, t.line
     from city.ledger_transfer t
     where t.to_account = a.id and t.kind in ('move', 'settle', 'reverse') and t.effective_on between $2 and $3
     union all
     select a.id, t.id, t.posting, t.kind, t.effective_on, t.recorded_at, -t.amount, t.line
     from city.ledger_transfer t
     where t.from_account = a.id and t.kind in ('move', 'settle', 'reverse') and t.effective_on between $2 and $3
   ) m
   cross join lateral (select q.kind, q.matter, q.leaf from city.ledger_posting q where q.id = m.posting offset 0) p
   order by m.effective_on, m.recorded_at, m.posting, m.line, m.account limit $4`,
)

/**
 * What moved on accounts from a day to a day, both included, in the order of the books.
 * @param limit at most so many; ask for one more than is shown to know whether there are more
 */
export const movedOn = async (
  db: CityQueries,
  accounts: readonly string[],
  { from, to, limit }: { readonly from: LocalDate; readonly to: LocalDate; readonly limit: number },
): Promise<readonly Moved[]> => {
  const rows = await db.rows<MovedRow>(MOVED, [accounts, from, to, limit])
  return rows.map(({ amount, effective_on, recorded_at, ...row }) => ({
    ...row,
    amount: BigInt(amount),
    effectiveOn: effective_on,
    recordedAt: recorded_at,
  }))
}
