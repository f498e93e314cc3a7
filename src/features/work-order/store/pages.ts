import { type Expression, sql as raw, type SqlBool } from 'kysely'
import { build } from '../../../platform/db/kysely.ts'
import type { CityQueries } from '../../../platform/db/types.ts'
import {
  COLUMNS,
  COMMUNITY_DIGITS,
  type Filter,
  filtered,
  inScope,
  type ListRow,
  queryOf,
  type Scope,
  type Tables,
  within,
} from './lists.ts'
import { type Asked, all, begun, from, inOrder, orders, type Page, rowsOf, type Source } from './paging.ts'
import { searchOrders } from './search.ts'

/** Whether all of a scope has an order of its own by an index: communities, one unit, what is assigned to somebody. */
const isNear = ({ areas, plainAreas, units, assignee, requesters, published }: Scope): boolean =>
  areas.length + requesters.length === 0 &&
  !published &&
  units.length <= 1 &&
  plainAreas.every(area => area.length === COMMUNITY_DIGITS) &&
  plainAreas.length + units.length + (assignee === null ? 0 : 1) > 0

const either = (sources: readonly Source[]): Source =>
  build<Tables>().selectFrom(
    sources
      .map(source => build<Tables>().selectFrom(source.selectAll().as('work_order')).selectAll())
      .reduce((both, source) => both.unionAll(source))
      .as('work_order'),
  ) as unknown as Source

/**
 * What lies in communities, what is assigned to somebody, what a unit leads: each in the order of the list by an index
 * of its own; and what a unit assists in, few and all of them. Asked for as one set the planner goes through everybody's
 * orders in the order of the list, as far as these are away, or fetches all of them to sort them.
 */
const nearOrders = (scope: Scope, where: readonly Expression<SqlBool>[], { open }: Filter, page: Page): Source => {
  const community = (area: string) =>
    page.sort === 'due' && open === true ? raw<SqlBool>`left(area, 12) = ${area}` : within(area)
  const ways = [
    ...scope.plainAreas.map(area => raw<SqlBool>`(${community(area)} and not confidential)`),
    ...(scope.assignee === null ? [] : [raw<SqlBool>`assignee = ${scope.assignee}::uuid`]),
    ...scope.units.map(unit => raw<SqlBool>`lead = ${unit}::uuid`),
  ]
  // An order that comes in two ways comes once.
  const others = (some: readonly Expression<SqlBool>[]) => some.map(way => raw<SqlBool>`(${way}) is not true`)
  const next = (source: Source): Source => inOrder(source, page.sort).limit(page.limit)
  const led = ways.map((way, at) => next(orders().where(all([way, ...others(ways.slice(0, at)), ...where]))))
  const assisted = scope.units.map(unit => {
    const beside = [
      raw<SqlBool>`cardinality(units) > num_nonnulls(lead)`,
      raw<SqlBool>`units && ${[unit]}::uuid[]`,
      ...(open === true ? [raw<SqlBool>`not ended`] : []),
    ]
    const few = from(orders().where(all(beside)).offset(0))
    return next(few.where(all([...others(ways), ...where])))
  })
  return either([...led, ...assisted])
}

const pageOfOrders = (asked: Asked, scope: Scope, filter: Filter, page: Page): Promise<readonly ListRow[]> => {
  const where = [...filtered(scope, filter), ...begun(page)]
  return isNear(scope)
    ? rowsOf(asked, nearOrders(scope, where, filter, page), [], page)
    : rowsOf(asked, orders(), [inScope(scope), ...where], page)
}

/**
 * Whether a reader's own policies would keep the planner from the index: of an area or a unit that stands in a setting it
 * does not know how much lies there. It then takes whatever is published for what lies in one community, too.
 */
const needsIndex = (scope: Scope, filter: Filter): boolean =>
  filter.area !== undefined || scope.plainAreas.length + scope.units.length > 0

/**
 * One page of orders in scope: nearest due first, or newest first. Keyset paged, so depth costs nothing.
 * @param index finds which orders are on the page, by their ids alone, where the reader's policies would hide the index,
 * as they do of every search: words are no condition the planner may look at before them. What is shown is read as the
 * reader
 */
export const listOrders = async (
  db: CityQueries,
  scope: Scope,
  filter: Filter,
  page: Page,
  index: CityQueries = db,
): Promise<readonly ListRow[]> => {
  const these = (ids: readonly string[]): Promise<readonly ListRow[]> =>
    rowsOf({ db, columns: COLUMNS }, orders(), [raw<SqlBool>`id = any(${ids}::uuid[])`], page)
  const searched = typeof queryOf(filter) === 'string'
  if (!searched && (index === db || !needsIndex(scope, filter)))
    return pageOfOrders({ db, columns: COLUMNS }, scope, filter, page)
  const found = searched
    ? await searchOrders(index, scope, filter, page)
    : (await pageOfOrders({ db: index, columns: ['id'] }, scope, filter, page)).map(({ id }) => id)
  return found.length === 0 ? [] : these(found)
}
