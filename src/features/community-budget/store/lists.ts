import { type CityQueries, sql } from '../../../platform/db/types.ts'
import type { Kind } from '../rules/kinds.ts'
import type { Quarter } from '../rules/quarter.ts'

/** A budget in a list with the sums of one year, in fen. */
export type BudgetLine = {
  readonly id: string
  readonly area: string
  readonly kind: Kind
  readonly grantedFen: number | null
  /** Not spent and not set aside. */
  readonly freeFen: number
  readonly heldFen: number
  readonly spentFen: number
  /** Whether the quarter asked about is published. */
  readonly published: boolean
}

// One row of the index a budget; sums of its year are few accounts each, found by their book.
const LIST = sql(
  'community-budget.list',
  `select b.id, b.area, b.kind, g.fen as "grantedFen", coalesce(a.free, 0)::bigint as "freeFen",
     coalesce(a.held, 0)::bigint as "heldFen", coalesce(a.spent, 0)::bigint as "spentFen",
     (r.budget is not null or b.opened_on > $9::date) as published
   from (select * from city.community_budget where area >= $1 and area < $1 || '~'
       and ($2::text[] is null or area ^@ any ($2::text[])) and ($3::text is null or kind = $3)
       and ($4::text is null or (area, kind) > ($4, $5)) order by area, kind limit $6) as b
   left join city.community_budget_grant g on g.budget = b.id and g.year = $7
   left join city.community_budget_report r on r.budget = b.id and r.year = $8 and r.quarter = $10
   left join lateral (
     select sum(balance - held) filter (where path = $7::text || '/free') as free,
       sum(held) filter (where path = $7::text || '/free') as held,
       sum(balance) filter (where path ^@ ($7::text || '/spent/')) as spent
     from city.ledger_account where book = b.book and path ^@ ($7::text || '/')) as a on true
   order by b.area, b.kind`,
)

export type BudgetFilter = {
  /** Path above the places. */
  readonly within: string
  /** Areas any of which it lies in; undefined: no matter. */
  readonly areas?: readonly string[] | undefined
  readonly kind?: Kind | undefined
}

/** A page of budgets by place, with the sums of a year. @param owed the quarter that should be published by now */
export const listBudgets = (
  db: CityQueries,
  { within, areas, kind }: BudgetFilter,
  after: { readonly area: string; readonly kind: string } | undefined,
  limit: number,
  year: number,
  owed: Quarter & { readonly to: string },
): Promise<readonly BudgetLine[]> =>
  db.rows<BudgetLine>(LIST, [
    ...[within, areas ?? null, kind ?? null, after?.area ?? null, after?.kind ?? null, limit],
    ...[year, owed.year, owed.to, owed.quarter],
  ])
