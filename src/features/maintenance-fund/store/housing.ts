import type { Instant, LocalDate } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'

/** Public housing as it was sold, in fen. */
export type Housing = {
  readonly unit: string
  readonly seller: string
  readonly saleFen: number
  readonly tall: boolean
  readonly soldOn: LocalDate
}

const OF = sql(
  'fund.housing',
  `select unit, seller, sale_fen as "saleFen", tall, sold_on as "soldOn" from city.fund_housing where estate = $1`,
)

export const housingOf = (db: CityQueries, estate: string): Promise<readonly Housing[]> =>
  db.rows<Housing>(OF, [estate])

/** What a seller is to pay in for a unit, until when, and how that was worked out. */
export type SellerDue = {
  readonly unit: string
  readonly seller: string
  readonly saleFen: bigint
  readonly tall: boolean
  readonly soldOn: LocalDate
  readonly firstFen: bigint
  readonly dueOn: LocalDate
  readonly basis: string
}

const PUT = sql(
  'fund.put-housing',
  `insert into city.fund_housing (unit, estate, seller, sale_fen, tall, sold_on, first_fen, due_on, basis, recorded_at)
   select h.unit, $1, h.seller, h.sale, h.tall, h.sold_on, h.first, h.due_on, h.basis, $10
   from unnest($2::uuid[], $3::text[], $4::bigint[], $5::boolean[], $6::date[], $7::bigint[], $8::date[], $9::text[])
     as h (unit, seller, sale, tall, sold_on, first, due_on, basis)`,
)

/** Writes down public housing, each unit once. */
export const putHousing = async (tx: Tx, estate: string, due: readonly SellerDue[], at: Instant): Promise<void> => {
  await tx.run(PUT, [
    estate,
    due.map(({ unit }) => unit),
    due.map(({ seller }) => seller),
    due.map(({ saleFen }) => `${saleFen}`),
    due.map(({ tall }) => tall),
    due.map(({ soldOn }) => soldOn),
    due.map(({ firstFen }) => `${firstFen}`),
    due.map(({ dueOn }) => dueOn),
    due.map(({ basis }) => basis),
    ts(at),
  ])
}

/** What was paid in for a unit of public housing, in fen. */
export type PaidIn = { readonly unit: string; readonly owner: bigint; readonly seller: bigint }

// First deposits and renewals that were not undone. What was earned is no deposit, and what makes up for a shortfall would
// change the very shares it was asked by.
const PAID = sql(
  'fund.paid-by-part',
  `select u.unit, p.owner, p.seller from city.fund_unit u cross join lateral (
     select coalesce(sum(t.amount) filter (where t.to_account = u.owner), 0)::bigint as owner,
       coalesce(sum(t.amount) filter (where t.to_account = u.seller), 0)::bigint as seller
     from city.ledger_transfer t join city.ledger_posting d on d.id = t.posting
       and d.kind in ('opening', 'deposit-first', 'deposit-renewal')
     where t.to_account in (u.owner, u.seller) and t.kind = 'move'
       and not exists (select from city.ledger_transfer r where r.ends = t.id)) p
   where u.estate = $1 and u.seller is not null and u.gone_on is null`,
)

/** What owners and sellers of public housing paid in, unit by unit (rulebook C-234). It reads as the caller. */
export const paidByPart = async (db: CityQueries, estate: string): Promise<readonly PaidIn[]> =>
  (await db.rows<{ unit: string; owner: number; seller: number }>(PAID, [estate])).map(({ unit, owner, seller }) => ({
    unit,
    owner: BigInt(owner),
    seller: BigInt(seller),
  }))
