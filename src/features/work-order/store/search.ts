import { type Expression, sql as raw, type SqlBool } from 'kysely'
import { DAY_MS, type Instant } from '../../../kernel/time.ts'
import { build } from '../../../platform/db/kysely.ts'
import { type CityQueries, sql } from '../../../platform/db/types.ts'
import { type Block, cover, dayOf, halves, heldByIndex, spanOf, WITHOUT_DUE } from './facets.ts'
import { conditions, DUE, type Filter, filtered, instant, queryOf, type Scope } from './lists.ts'
import { all, begun, from, inOrder, orders, type Page, rowsOf, type Source } from './paging.ts'

/** What is searched: where, for whom, and for what. */
type Search = {
  readonly db: CityQueries
  readonly query: string
  readonly scope: Scope
  readonly filter: Filter
  readonly page: Page
}

type Found = readonly string[]

/** What a list is in the order of, and the whole order. */
const keyOf = (sort: Page['sort']) =>
  sort === 'due'
    ? { key: DUE, order: raw`${DUE}, id` }
    : { key: raw<Instant>`received_at`, order: raw`received_at desc, id desc` }

const idsOf = async ({ db, page }: Search, source: Source, where: readonly Expression<SqlBool>[]): Promise<Found> =>
  (await rowsOf({ db, columns: ['id'] }, source, where, page)).map(({ id }) => id)

/**
 * Orders that are looked through before the index of words is asked: what fills a page of twenty with a word in one of
 * twenty-five. What is rarer than that is found by the index and sorted.
 */
const LOOKED_THROUGH = 500
/** Days are asked for before all the others in which so many pages of what is searched for are to be expected. */
const PAGES_NEAR = 3
/** Days in which more orders than this lie are not asked for by themselves: that is no better than asking for all. */
const NEAR_MAX = 240_000
/** Dues of years ago lie far apart: no more days are asked for, whatever they tell. */
const DAYS_MAX = 4_096

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
      max(nullif(${key}, 'infinity')) as last,
      (array_agg(id order by ${order}) filter (where worded and fits))[1:${page.limit}::int] as ids
    from (select id, received_at, next_due_at, ${all(filtered(scope, { q }))} as worded,
        ${all(conditions(scope, rest))} as fits from ${next.selectAll()} as work_order offset 0) as work_order`
  const [found] = await db.built<Walked>(text.compile(build()) as never)
  return found
}

/** More of one window are not fetched: it is taken in two. */
const HELD_MAX = 2_000
/** What the conditions on an order that was found may look at. */
const LOOKED_AT = raw`id, step, kind, category, urgent, channel, area, lead, units, assignee, requester, pending, confidential,
  published, received_at, next_due_at, ended, source`

const withoutWords = ({ scope, filter: { q, ...rest }, page }: Search): readonly Expression<SqlBool>[] => [
  ...conditions(scope, rest),
  ...begun(page),
]

type Held = { readonly held: number; readonly id: string | null }

/** One page of what the index holds, of some days or in all; undefined when that is more than is fetched at once. */
const held = async (search: Search, days?: readonly Block[]): Promise<Found | undefined> => {
  const { db, query, scope, filter, page } = search
  const { order } = keyOf(page.sort)
  const text = raw<Held>`with held as materialized (
      select ${LOOKED_AT} from city.work_order where ${all(heldByIndex(query, scope, filter, days))} limit ${HELD_MAX + 1}
    ), page as (
      select id, row_number() over (order by ${order}) as place from held as work_order where ${all(withoutWords(search))}
      order by ${order} limit ${page.limit}
    ) select counted.held, page.id from (select count(*) as held from held) as counted left join page on true
    order by page.place`
  const rows = await db.built<Held>(text.compile(build()) as never)
  return (rows[0]?.held ?? 0) > HELD_MAX ? undefined : rows.flatMap(({ id }) => id ?? [])
}

/** One page of a single day that holds very much: its orders are walked through in the order of the list. */
const throughDay = async (search: Search, day: Block): Promise<Found> => {
  const { scope, filter, page } = search
  const span = spanOf(day)
  const { key } = keyOf(page.sort)
  const kept = [
    ...(scope.published ? [raw<SqlBool>`published`] : []),
    ...(page.sort === 'due' ? [raw<SqlBool>`not ended`] : []),
    ...(span === undefined
      ? [raw<SqlBool>`${DUE} = 'infinity'`]
      : [raw<SqlBool>`${key} >= ${instant(span.from)} and ${key} < ${instant(span.to)}`]),
    ...begun(page),
  ]
  const next = inOrder(orders().where(all(kept)), page.sort)
  for (let count = LOOKED_THROUGH; ; count *= 8) {
    const found = await idsOf(search, from(next.limit(count)), conditions(scope, filter))
    if (found.length === page.limit) return found
    const beyond = await idsOf(search, from(next.offset(count).limit(1)), [])
    if (beyond.length === 0) return found
  }
}

/** One page of a window, out of which as little is fetched as fills it. */
const fromWindow = async (search: Search, days: readonly Block[]): Promise<Found> => {
  const [first] = days
  if (first === undefined) return []
  const found = await held(search, days)
  if (found !== undefined) return found
  const parts = halves(days)
  if (parts === undefined) return throughDay(search, first)
  return fromWindows(search, parts)
}

/** One page of windows that come after each other: a later one is asked for what the earlier ones leave of the page. */
const fromWindows = async (search: Search, windows: readonly (readonly Block[])[]): Promise<Found> => {
  const found: string[] = []
  for (const days of windows) {
    const { page } = search
    found.push(...(await fromWindow({ ...search, page: { ...page, limit: page.limit - found.length } }, days)))
    if (found.length === page.limit) break
  }
  return found
}

type Ends = { readonly first: Instant | null; readonly last: Instant | null }

const RECEIVED = sql(
  'work-order.received-ends',
  `select (select received_at from city.work_order order by received_at desc limit 1) as last,
     (select received_at from city.work_order order by received_at limit 1) as first`,
)
const DUES = sql(
  'work-order.due-ends',
  `select (select next_due_at from city.work_order where not ended and coalesce(next_due_at, 'infinity') < 'infinity'
       order by coalesce(next_due_at, 'infinity') desc limit 1) as last,
     (select next_due_at from city.work_order where not ended order by coalesce(next_due_at, 'infinity') limit 1) as first`,
)

const later = (a: Instant, b: Instant | null | undefined): Instant => (b == null || b < a ? a : b)
const earlier = (a: Instant, b: Instant | null | undefined): Instant => (b == null || b > a ? a : b)

/** All days of the list from where the page begins. */
const daysOf = async ({ db, filter, page: { sort, after } }: Search): Promise<readonly Block[]> => {
  const { first, last } = await db.one<Ends>(sort === 'due' ? DUES : RECEIVED)
  if (sort === 'received')
    return first === null || last === null
      ? []
      : cover(
          sort,
          dayOf(later(first, filter.receivedFrom)),
          dayOf(earlier(earlier(last, after?.at), filter.receivedTo)),
        )
  if (first === null || last === null || after?.at === null) return [WITHOUT_DUE]
  const [from, to] = [later(later(first, after?.at), filter.dueFrom), earlier(last, filter.dueBefore)]
  return [...cover(sort, dayOf(from), dayOf(to)), WITHOUT_DUE]
}

/**
 * The next days of the list in which some pages lie, if the orders of all days are like those that were looked through;
 * none where that is too many days to be of use. What was not met once is taken to be met half a time.
 */
const nextDays = ({ sort, limit }: Page, { seen, worded, fitting, first, last }: Walked): readonly Block[] => {
  if (first === null || last === null) return []
  const among = (PAGES_NEAR * limit * (seen / Math.max(worded, 0.5)) * seen) / Math.max(fitting, 0.5)
  if (among > NEAR_MAX) return []
  const days = Math.min(DAYS_MAX, Math.ceil(((last - first) * among) / seen / DAY_MS))
  return sort === 'due' ? cover(sort, dayOf(first), dayOf(first) + days) : cover(sort, dayOf(last) - days, dayOf(last))
}

/** All that meets some conditions is taken, then what is wanted of it, sorted: of a part of the orders that is small. */
const foundWhole = (search: Search, holding: readonly Expression<SqlBool>[]): Promise<Found> =>
  idsOf(search, from(orders().where(all(holding)).offset(0)), withoutWords(search))

/**
 * Which orders are on one page of what was searched for. Nobody knows beforehand how common a word is, nor when it was:
 * the statistics take the pairs of one word for independent of each other, and a plan made on them sorts a tenth of all
 * orders to show twenty. So the next orders are looked through first, in the order of the list; that alone answers for
 * common words. Then the index is asked by words, facets and days at once, day by day where it holds very much.
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
  if (walked !== undefined) {
    const next = await fromWindow(search, nextDays(page, walked))
    if (next.length === page.limit) return next
  }
  const inAll = await held(search)
  if (inAll !== undefined) return inAll
  const days = await daysOf(search)
  return fromWindows(search, halves(days) ?? [days])
}
