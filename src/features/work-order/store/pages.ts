import { type Expression, sql as raw, type SelectQueryBuilder, type SqlBool } from 'kysely'
import type { Instant } from '../../../kernel/time.ts'
import { build } from '../../../platform/db/kysely.ts'
import type { CityQueries } from '../../../platform/db/types.ts'
import {
  type After,
  COLUMNS,
  conditions,
  DUE,
  type Filter,
  filtered,
  inScope,
  instant,
  type ListRow,
  queryOf,
  type Scope,
  type Sort,
  type Tables,
} from './lists.ts'

/** An order without a running due sorts after all that have one. */
const NEVER = raw<Instant>`'infinity'::timestamptz`

const beyond = (sort: Sort, { at, id }: After): Expression<SqlBool> => {
  const key = at === null ? NEVER : instant(at)
  return sort === 'due'
    ? raw<SqlBool>`(${DUE}, id) > (${key}, ${id}::uuid)`
    : raw<SqlBool>`(received_at, id) < (${key}, ${id}::uuid)`
}

export type Page = { readonly sort: Sort; readonly after?: After | undefined; readonly limit: number }

const all = (where: readonly Expression<SqlBool>[]) =>
  where.length === 0 ? raw<SqlBool>`true` : raw<SqlBool>`${raw.join([...where], raw` and `)}`

type Source = SelectQueryBuilder<Tables, 'work_order', object>

const inOrder = <O>(query: SelectQueryBuilder<Tables, 'work_order', O>, sort: Sort) =>
  sort === 'due' ? query.orderBy(DUE).orderBy('id') : query.orderBy('received_at', 'desc').orderBy('id', 'desc')

const begun = ({ sort, after }: Page): readonly Expression<SqlBool>[] =>
  after === undefined ? [] : [beyond(sort, after)]

const from = (source: Source): Source =>
  build<Tables>().selectFrom(source.selectAll().as('work_order')) as unknown as Source

/** What is asked for, and where: whole rows as their reader sees them, or ids alone where only the index is wanted. */
type Asked = { readonly db: CityQueries; readonly columns: readonly (typeof COLUMNS)[number][] }

const rowsOf = ({ db, columns }: Asked, source: Source, where: readonly Expression<SqlBool>[], page: Page) =>
  db.built<ListRow>(
    inOrder(source.select(columns).where(all(where)), page.sort)
      .limit(page.limit)
      .compile() as never,
  )

const orders = (): Source => build<Tables>().selectFrom('work_order')

/**
 * Orders that are looked through before the index of words is asked: a few, which tell how common the words are, then
 * as many more as fill a page of twenty with a word in one of two hundred. What is rarer than that is found by the
 * index and sorted.
 */
const [TRIED, LOOKED_THROUGH] = [500, 4_000]
/** So many times as many as are wanted must be expected, or looking through more may well be in vain. */
const SURE = 1.5

/** The next so many of the list, out of all its scope is kept for; undefined when its scope is a small part. */
const nextOrders = (scope: Scope, { open }: Filter, page: Page, count: number): Source | undefined => {
  const everybodys = scope.published && scope.areas.length === 0
  if (!everybodys && scope.areas.length === 0) return undefined
  const kept = [
    ...(everybodys ? [raw<SqlBool>`published`] : []),
    ...(page.sort === 'due' && open === true ? [raw<SqlBool>`not ended`] : []),
    ...begun(page),
  ]
  return inOrder(orders().where(all(kept)), page.sort).limit(count)
}

/**
 * One page of what was searched for. Nobody knows beforehand how common a word is: the statistics take the pairs of
 * one word for independent of each other, and a plan made on them sorts a tenth of all orders to show twenty. So the
 * next orders are looked through first, in the order of the list; that alone answers for common words. When a few of
 * them show that more would not fill the page, all that holds the words is taken from the index, and sorted.
 */
const searchOrders = async (asked: Asked, scope: Scope, filter: Filter, page: Page): Promise<readonly ListRow[]> => {
  const where = conditions(scope, filter)
  for (const count of [TRIED, LOOKED_THROUGH]) {
    const next = nextOrders(scope, filter, page, count)
    if (next === undefined) break
    const near = await rowsOf(asked, from(next), where, page)
    if (near.length === page.limit) return near
    if (near.length * LOOKED_THROUGH < SURE * page.limit * count) break
  }
  // Whether an order is open is looked up in what was found: no index of all open ones is gone through for it. The
  // offset keeps the planner from walking the order of the list again.
  const { open, ...rest } = filter
  const opened = open === undefined ? raw<SqlBool>`true` : raw<SqlBool>`ended = ${!open}::boolean`
  const holding = orders().where(all([...conditions(scope, rest), ...begun(page)]))
  return rowsOf(asked, from(holding.offset(0)), [opened], page)
}

/** The unit whose orders a scope is, when it is nothing else. */
const onlyUnit = ({ areas, plainAreas, units, assignee, requesters, published }: Scope): string | undefined =>
  units.length === 1 && areas.length + plainAreas.length + requesters.length === 0 && assignee === null && !published
    ? units[0]
    : undefined

/**
 * What a unit leads, in the order of the list by an index of its own, and what it assists in, few and all of them. Asked
 * for as one set the planner goes through everybody's orders in the order of the list, as far as the unit's are away.
 */
const unitOrders = (unit: string, where: readonly Expression<SqlBool>[], { open }: Filter, page: Page): Source => {
  const led = orders().where(all([raw<SqlBool>`lead = ${unit}::uuid`, ...where]))
  const beside = [
    raw<SqlBool>`cardinality(units) > num_nonnulls(lead)`,
    raw<SqlBool>`units && ${[unit]}::uuid[]`,
    raw<SqlBool>`lead is distinct from ${unit}::uuid`,
    ...(open === true ? [raw<SqlBool>`not ended`] : []),
  ]
  const assisted = from(orders().where(all(beside)).offset(0))
  const next = (source: Source) => inOrder(source.selectAll(), page.sort).limit(page.limit)
  const both = build<Tables>()
    .selectFrom(next(led).as('work_order'))
    .selectAll()
    .unionAll(
      build<Tables>()
        .selectFrom(next(assisted.where(all(where))).as('work_order'))
        .selectAll(),
    )
  return build<Tables>().selectFrom(both.as('work_order')) as unknown as Source
}

const pageOfOrders = (asked: Asked, scope: Scope, filter: Filter, page: Page): Promise<readonly ListRow[]> => {
  if (typeof queryOf(filter) === 'string') return searchOrders(asked, scope, filter, page)
  const unit = onlyUnit(scope)
  const where = [...filtered(scope, filter), ...begun(page)]
  return unit === undefined
    ? rowsOf(asked, orders(), [inScope(scope), ...where], page)
    : rowsOf(asked, unitOrders(unit, where, filter, page), [], page)
}

/**
 * Whether a reader's own policies would keep the planner from the index: a search is no condition it may look at before
 * them, and of an area or a unit that stands in a setting it does not know how much lies there. It then takes whatever
 * is published for what lies in one community, too.
 */
const needsIndex = (scope: Scope, filter: Filter): boolean =>
  filter.q !== undefined || filter.area !== undefined || scope.plainAreas.length + scope.units.length > 0

/**
 * One page of orders in scope: nearest due first, or newest first. Keyset paged, so depth costs nothing.
 * @param index finds which orders are on the page, by their ids alone, where the reader's policies would hide the index;
 * what is shown of them is read as the reader
 */
export const listOrders = async (
  db: CityQueries,
  scope: Scope,
  filter: Filter,
  page: Page,
  index: CityQueries = db,
): Promise<readonly ListRow[]> => {
  if (index === db || !needsIndex(scope, filter)) return pageOfOrders({ db, columns: COLUMNS }, scope, filter, page)
  const found = await pageOfOrders({ db: index, columns: ['id'] }, scope, filter, page)
  if (found.length === 0) return []
  const these = raw<SqlBool>`id = any(${found.map(({ id }) => id)}::uuid[])`
  return rowsOf({ db, columns: COLUMNS }, orders(), [these], page)
}
