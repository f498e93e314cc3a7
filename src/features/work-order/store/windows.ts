import { type Expression, sql as raw, type SqlBool } from 'kysely'
import type { Instant } from '../../../kernel/time.ts'
import { build } from '../../../platform/db/kysely.ts'
import type { CityQueries } from '../../../platform/db/types.ts'
import { type Block, type Days, dayOf, halves, heldByIndex, spanOf, taken, WITHOUT_DUE } from './facets.ts'
import { conditions, DUE, type Filter, instant, type Scope } from './lists.ts'
import { all, begun, from, inOrder, orders, type Page, rowsOf, type Source } from './paging.ts'

/** What is searched: where, for whom, and for what. */
export type Search = {
  readonly db: CityQueries
  readonly query: string
  readonly scope: Scope
  readonly filter: Filter
  readonly page: Page
}

export type Found = readonly string[]

/** What a list is in the order of, and the whole order. */
export const keyOf = (sort: Page['sort']) =>
  sort === 'due'
    ? { key: DUE, order: raw`${DUE}, id` }
    : { key: raw<Instant>`received_at`, order: raw`received_at desc, id desc` }

export const idsOf = async (
  { db, page }: Search,
  source: Source,
  where: readonly Expression<SqlBool>[],
): Promise<Found> => (await rowsOf({ db, columns: ['id'] }, source, where, page)).map(({ id }) => id)

/**
 * Orders that are looked through before the index of words is asked: what fills a page of twenty with a word in one of
 * twenty-five. What is rarer than that is found by the index and sorted.
 */
export const LOOKED_THROUGH = 500
/** The next days are so many times what it would take to fill the page, if they were like those before: often fewer lie in them. */
const MORE = 3
/** More of one window are not fetched: it is taken in two. */
const HELD_MAX = 2_000
/** What the conditions on an order that was found may look at. */
const LOOKED_AT = raw`id, step, kind, category, urgent, channel, area, lead, units, assignee, requester, pending, confidential,
  published, received_at, next_due_at, ended, source`

export const withoutWords = ({ scope, filter: { q, ...rest }, page }: Search): readonly Expression<SqlBool>[] => [
  ...conditions(scope, rest),
  ...begun(page),
]

type Held = { readonly held: number; readonly id: string | null }

/** One page of what the index holds, of some days or in all; undefined when that is more than is fetched at once. */
export const held = async (search: Search, days?: readonly Block[]): Promise<Found | undefined> => {
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

/** What is still to be found when some of a page was. */
const lacking = (search: Search, found: Found): Search => {
  const { page } = search
  return { ...search, page: { ...page, limit: page.limit - found.length } }
}

/** One page of windows that come after each other: a later one is asked for what the earlier ones leave of the page. */
const fromWindows = async (search: Search, windows: readonly (readonly Block[])[]): Promise<Found> => {
  const found: string[] = []
  for (const days of windows) {
    found.push(...(await fromWindow(lacking(search, found), days)))
    if (found.length === search.page.limit) break
  }
  return found
}

/** The instant of the order that is last in the whole list; of a list by dues, of those that have one. */
export const FAR = {
  received: raw<Instant | null>`(select received_at from city.work_order order by received_at limit 1)`,
  due: raw<Instant | null>`(select next_due_at from city.work_order where not ended and ${DUE} < 'infinity' order by ${DUE} desc limit 1)`,
}
/** The same of the order that is first. */
const NEAR = {
  received: raw<Instant | null>`(select received_at from city.work_order order by received_at desc limit 1)`,
  due: raw<Instant | null>`(select next_due_at from city.work_order where not ended order by ${DUE} limit 1)`,
}

const later = (a: Instant, b: Instant | null | undefined): Instant => (b == null || b < a ? a : b)
const earlier = (a: Instant, b: Instant | null | undefined): Instant => (b == null || b > a ? a : b)

/** Where a list begins and ends. */
export type Ends = { readonly near: Instant | null; readonly far: Instant | null }

/** All days of the list from where the page begins. */
export const daysOf = ({ filter, page: { sort, after } }: Search, { near, far }: Ends): Days => {
  const undated = sort === 'due' ? [WITHOUT_DUE] : []
  if (near === null || far === null || (sort === 'due' && after?.at === null))
    return { sort, first: 0, last: -1, undated }
  const [from, to] =
    sort === 'due'
      ? [later(later(near, after?.at), filter.dueFrom), earlier(far, filter.dueBefore)]
      : [later(far, filter.receivedFrom), earlier(earlier(near, after?.at), filter.receivedTo)]
  return { sort, first: dayOf(from), last: dayOf(to), undated }
}

/** Where the whole list begins and ends. */
export const endsOf = async ({ db, page: { sort } }: Search): Promise<Ends> => {
  const [ends] = await db.built<Ends>(raw`select ${NEAR[sort]} as near, ${FAR[sort]} as far`.compile(build()) as never)
  return ends ?? { near: null, far: null }
}

/** How many days are left of a list. */
const lengthOf = ({ first, last }: Days): number => Math.max(0, last - first + 1)

/**
 * Days to be asked for next, by how many entries some days had of the missing ones. All that are left, where they are not
 * expected to hold more than half of what is fetched at once, or where nothing is known because nothing was found: a third
 * question would cost more than it saves.
 */
const nextCount = (passed: number, found: number, missing: number, left: number): number =>
  2 * found * left <= HELD_MAX * passed ? left : Math.ceil(passed * Math.max(1, (MORE * missing) / found))

/** One page out of days that are asked for one part after another: as many as fill the page if they are like those before. */
export const fromDays = async (search: Search, days: Days, begin: number): Promise<Found> => {
  const { page } = search
  const found: string[] = []
  let [rest, count, passed]: [Days | undefined, number, number] = [days, begin, 0]
  while (rest !== undefined) {
    const next = taken(rest, count)
    found.push(...(await fromWindow(lacking(search, found), next.window)))
    if (found.length === page.limit || next.rest === undefined) break
    passed += count
    count = nextCount(passed, found.length, page.limit - found.length, lengthOf(next.rest))
    rest = next.rest
  }
  return found
}
