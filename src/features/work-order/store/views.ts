import type { Instant } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'

/** A list of orders with a name: the filters as a query string. One person's own, or of everybody in a role. */
export type SavedView = {
  readonly id: string
  readonly name: string
  readonly query: string
  readonly role: string | null
}

const OF = sql(
  'work-order.views',
  `select id, name, query, role from city.saved_view where owner = $1 or role = any($2::text[])
   order by role nulls last, position, name`,
)
const INSERT = sql(
  'work-order.insert-view',
  `insert into city.saved_view (id, owner, role, name, query, created_at)
   select $1, $2, $3, $4, $5, $6
   where (select count(*) from city.saved_view where owner = $2 or role = $3) < $7
   on conflict do nothing`,
)
const TAKEN = sql(
  'work-order.view-taken',
  `select count(*) as count from city.saved_view where (owner = $1 or role = $2)
     and lower(normalize(regexp_replace(name, '[\\u200b-\\u200f\\u2060\\ufeff[:space:]]', '', 'g'), NFKC))
       = lower(normalize(regexp_replace($3, '[\\u200b-\\u200f\\u2060\\ufeff[:space:]]', '', 'g'), NFKC))`,
)
const DELETE_VIEW = sql(
  'work-order.delete-view',
  'delete from city.saved_view where id = $1 and (owner = $2 or role = any($3::text[]))',
)

/** The views a person has: those shared with their roles first, then their own. */
export const viewsOf = (
  db: CityQueries,
  owner: string | null,
  roles: readonly string[],
): Promise<readonly SavedView[]> => db.rows<SavedView>(OF, [owner, roles])

export type NewView = {
  readonly id: string
  /** Party, or null when the view belongs to a role. */
  readonly owner: string | null
  readonly role: string | null
  readonly name: string
  readonly query: string
}

/** Keeps a view. The unique keys decide on the name: one that looks the same is the same. @param most views one person or role may have */
export const insertView = async (
  tx: Tx,
  view: NewView,
  most: number,
  now: Instant,
): Promise<'kept' | 'taken' | 'full'> => {
  const values = [view.id, view.owner, view.role, view.name, view.query, ts(now), most]
  if ((await tx.run(INSERT, values)) === 1) return 'kept'
  const { count } = await tx.one<{ count: number }>(TAKEN, [view.owner, view.role, view.name])
  return count > 0 ? 'taken' : 'full'
}

/** Removes a view of one's own, or one shared with a role one looks after; false when there is none such. */
export const deleteView = async (
  tx: Tx,
  id: string,
  owner: string | null,
  roles: readonly string[],
): Promise<boolean> => (await tx.run(DELETE_VIEW, [id, owner, roles])) === 1
