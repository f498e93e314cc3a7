import { type Expression, sql as raw, type SqlBool } from 'kysely'
import { DAY_MS, type Instant } from '../../../kernel/time.ts'
import { build } from '../../../platform/db/kysely.ts'
import type { CityQueries } from '../../../platform/db/types.ts'
import { type Days, heldByIndex } from './facets.ts'
import { conditions, type Filter, filtered, queryOf, type Scope } from './lists.ts'
import { all, begun, from, inOrder, orders, type Page, type Source } from './paging.ts'
import {
  daysOf,
  endsOf,
  FAR,
  type Found,
  fromDays,
  held,
  idsOf,
  keyOf,
  LOOKED_THROUGH,
  type Search,
  withoutWords,
} from './windows.ts'

/** The first days that are asked for are those in which so many pages of what is searched for are to be expected. */
const PAGES_NEAR = 3
/** Days in which more orders than this lie are not asked for by themselves: that is no better than asking for all. */
const NEAR_MAX = 240_000
/** Words of which the orders looked through hold so many are in too many to ask for all of them at once: */
const COMMON = 5
/** then so many orders are asked for, to see how many of them are what the filter asks for. */
const NEAR_FIRST = 30_000
/** Where a day holds many times as many as are wanted, and these are no more than this, they are looked through as well. */
const LOOKED_THROUGH_MAX = 2_000
const OF_A_DAY = 1 / 4
/** Of a small part of all orders nothing was looked through: the first days are one of so many parts of all. */
const PARTS = 32

/** The next so many of the list, out of all its scope is kept for; undefined when its scope is a small part. */
const nextOrders = ({ scope, filter, page }: Search, count: number): Source | undefined => {
  const everybodys = scope.published && scope.areas.length === 0
  if (!everybodys && scope.areas.length === 0) return undefined
  const kept = [
    ...(everybodys ? [raw<SqlBool>`published`] : []),
    ...(page.sort === 'due' && filter.open === true ? [raw<SqlBool>`not ended`] : []),
    ...begun(page),
  ]
  return inOrder(orders().where(all(kept)), page.sort).limit(count)
}

type Walked = {
  readonly seen: number
  /** How many of them have the words, and how many are what the rest of the filter asks for. */
  readonly worded: number
  readonly fitting: number
  readonly first: Instant | null
  readonly last: Instant | null
  /** Where the whole list ends. */
  readonly far: Instant | null
  readonly ids: Found | null
}

/** The next orders of the list: when they were, what they tell of all others, and which of them are searched for. */
const walk = async (search: Search): Promise<Walked | undefined> => {
  const { db, scope, filter, page } = search
  const { q, ...rest } = filter
  const next = nextOrders(search, LOOKED_THROUGH)
  if (next === undefined) return undefined
  const { key, order } = keyOf(page.sort)
  const text = raw<Walked>`select count(*) as seen, count(*) filter (where worded) as worded,
      count(*) filter (where fits) as fitting, min(nullif(${key}, 'infinity')) as first,
      max(nullif(${key}, 'infinity')) as last, ${FAR[page.sort]} as far,
      (array_agg(id order by ${order}) filter (where worded and fits))[1:${page.limit}::int] as ids
    from (select id, received_at, next_due_at, ${all(filtered(scope, { q }))} as worded,
        ${all(conditions(scope, rest))} as fits from ${next.selectAll()} as work_order offset 0) as work_order`
  const [found] = await db.built<Walked>(text.compile(build()) as never)
  return found
}

/**
 * Orders in which some pages are to be expected, if all are like those that were looked through. What was not met once is
 * taken to be met half a time.
 */
const expected = ({ limit }: Page, { seen, worded, fitting }: Walked): number =>
  Math.ceil((PAGES_NEAR * limit * (seen / Math.max(worded, 0.5)) * seen) / Math.max(fitting, 0.5))

/** Many days hold as many orders as few do elsewhere: one page of what lies in the next orders, looked through in turn. */
const walkOn = async (search: Search, count: number): Promise<Found> => {
  const next = nextOrders(search, count)
  return next === undefined ? [] : idsOf(search, from(next), conditions(search.scope, search.filter))
}

/** All that meets some conditions is taken, then what is wanted of it, sorted: of a part of the orders that is small. */
const foundWhole = (search: Search, holding: readonly Expression<SqlBool>[]): Promise<Found> =>
  idsOf(search, from(orders().where(all(holding)).offset(0)), withoutWords(search))

const partOf = ({ first, last }: Days): number => Math.ceil((last - first + 1) / PARTS)

/** One page of a small part of all orders. What is open in it is little, and taken whole where it is. */
const inSmallPart = async (search: Search): Promise<Found> => {
  const whole = search.page.sort === 'due' ? await held(search) : undefined
  if (whole !== undefined) return whole
  const days = daysOf(search, await endsOf(search))
  return fromDays(search, days, partOf(days))
}

/**
 * Which orders are on one page of what was searched for. Nobody knows beforehand how common a word is, nor when it was:
 * the statistics take the pairs of one word for independent of each other, and a plan made on them sorts a tenth of all
 * orders to show twenty. So the next orders are looked through first, in the order of the list; that alone answers for
 * common words. Then the index is asked by words, facets and days at once: the days that should fill the page, then as
 * many more as those let expect, and day by day where it holds very much. What is rare is asked for in all days at once.
 *
 * What was reported by somebody is found by their own index; a list by dues with what has ended among it has no days:
 * all that holds the words is taken, and sorted.
 */
export const searchOrders = async (
  db: CityQueries,
  scope: Scope,
  filter: Filter,
  page: Page,
): Promise<readonly string[]> => {
  const query = queryOf(filter)
  if (typeof query !== 'string') return []
  const search: Search = { db, query, scope, filter, page }
  const walked = await walk(search)
  const near = walked?.ids ?? []
  if (walked !== undefined && (near.length === page.limit || walked.seen < LOOKED_THROUGH)) return near
  if (scope.requesters.length > 0) return foundWhole(search, conditions(scope, { ...filter, open: undefined }))
  if (page.sort === 'due' && filter.open !== true) return foundWhole(search, heldByIndex(query, scope, filter))
  if (walked === undefined) return inSmallPart(search)
  const { seen, first, last } = walked
  const among = expected(page, walked)
  const days = daysOf(search, { near: page.sort === 'due' ? first : last, far: walked.far })
  if (first === null || last === null) return fromDays(search, days, 0)
  const daysFor = (count: number): number => ((last - first) * count) / seen / DAY_MS
  // The day a page begins in is a part of a day.
  const begin = (count: number): number => Math.ceil(daysFor(count)) + 1
  if (among <= LOOKED_THROUGH_MAX && daysFor(among) < OF_A_DAY) {
    const next = await walkOn(search, among)
    if (next.length === page.limit) return next
  }
  if (among <= NEAR_MAX) return fromDays(search, days, begin(among))
  if (walked.worded >= COMMON) return fromDays(search, days, begin(NEAR_FIRST))
  return (await held(search)) ?? fromDays(search, days, partOf(days))
}
