import { type Expression, sql as raw, type SqlBool } from 'kysely'
import { DAY_MS, type Instant, instant } from '../../../kernel/time.ts'
import { COMMUNITY_DIGITS, type Filter, type Scope, type Sort } from './lists.ts'

/**
 * What an order is besides its words, as the index of words keeps it (migration 0060): one key for each thing a filter
 * or a scope may ask for, and the days it lies in, by four grains. Words and facets are then met within one index,
 * and nothing of what only one of them holds is read. The text is the index's own, to the letter.
 */
const FACETS = raw<readonly string[]>`(array[
  'c:'::text || category, 'k:'::text || kind, 'h:'::text || channel, 's:'::text || step, 'x:'::text || source,
  case when urgent then 'urgent' else 'calm' end, case when ended then 'ended' else 'open' end,
  't:'::text || substr(area, 1, 9), 'm:'::text || substr(area, 1, 12), coalesce(assignee::text, ''),
  'r0:'::text || floor(date_part('epoch', received_at - '2020-01-06 00:00:00+00'::timestamptz) / 86400)::int::text,
  'r1:'::text || floor(date_part('epoch', received_at - '2020-01-06 00:00:00+00'::timestamptz) / 691200)::int::text,
  'r2:'::text || floor(date_part('epoch', received_at - '2020-01-06 00:00:00+00'::timestamptz) / 5529600)::int::text,
  'r3:'::text || floor(date_part('epoch', received_at - '2020-01-06 00:00:00+00'::timestamptz) / 44236800)::int::text,
  case when ended then 'ended' else 'd0:'::text ||
    coalesce(floor(date_part('epoch', next_due_at - '2020-01-06 00:00:00+00'::timestamptz) / 86400)::int::text, '') end,
  case when ended then 'ended' else 'd1:'::text ||
    coalesce(floor(date_part('epoch', next_due_at - '2020-01-06 00:00:00+00'::timestamptz) / 691200)::int::text, '') end,
  case when ended then 'ended' else 'd2:'::text ||
    coalesce(floor(date_part('epoch', next_due_at - '2020-01-06 00:00:00+00'::timestamptz) / 5529600)::int::text, '') end,
  case when ended then 'ended' else 'd3:'::text ||
    coalesce(floor(date_part('epoch', next_due_at - '2020-01-06 00:00:00+00'::timestamptz) / 44236800)::int::text, '') end
] || units::text[])`

const TOWN_DIGITS = 9

/** An area as a facet: its community, else its town; undefined for what is wider than a town. */
const placeOf = (area: string): string | undefined =>
  area.length >= COMMUNITY_DIGITS
    ? `m:${area.slice(0, COMMUNITY_DIGITS)}`
    : area.length === TOWN_DIGITS
      ? `t:${area}`
      : undefined

/** Facets of which an order in scope has one; undefined when the scope is wider than what the facets tell. */
const scopeOf = ({ areas, plainAreas, units, assignee, published }: Scope): readonly string[] | undefined => {
  const places = [...areas, ...plainAreas].map(placeOf)
  if (published || places.includes(undefined)) return undefined
  return [...places.flatMap(place => place ?? []), ...units, ...(assignee === null ? [] : [assignee])]
}

/** Facets that an order found by a filter has, all of them. What no facet tells is asked of what was found. */
const filterOf = ({ kind, category, channel, source, urgent, open, area, lead, assignee }: Filter) => {
  const place = area === undefined ? undefined : placeOf(area)
  return [
    ...(category === undefined ? [] : [`c:${category}`]),
    ...(kind === undefined ? [] : [`k:${kind}`]),
    ...(channel === undefined ? [] : [`h:${channel}`]),
    ...(source === undefined ? [] : [`x:${source}`]),
    ...(urgent === undefined ? [] : [urgent ? 'urgent' : 'calm']),
    ...(open === undefined ? [] : [open ? 'open' : 'ended']),
    ...[place, lead, assignee].flatMap(facet => facet ?? []),
  ]
}

/**
 * Words and facets are handed over as results of a query: the planner then takes its usual small share of rows for
 * them, and the index. On its statistics, which take the pairs of one word for independent of each other, it would
 * rather read the whole table for a word it thinks common.
 */
const oneOf = (facets: readonly string[]): Expression<SqlBool> => raw<SqlBool>`${FACETS} && (select ${facets}::text[])`
const allOf = (facets: readonly string[]): Expression<SqlBool> => raw<SqlBool>`${FACETS} @> (select ${facets}::text[])`

/** What the index of words alone finds: the words, and of scope, filter and days whatever facets tell. */
export const heldByIndex = (
  query: string,
  scope: Scope,
  filter: Filter,
  days?: readonly Block[],
): readonly Expression<SqlBool>[] => {
  // What is due on some day is open: no need to say so.
  const open = days?.[0]?.sort === 'due' ? undefined : filter.open
  const [within, wanted] = [scopeOf(scope), filterOf({ ...filter, open })]
  return [
    ...(scope.published
      ? [raw<SqlBool>`published`, raw<SqlBool>`public_search @@ (select ${query}::tsquery)`]
      : [raw<SqlBool>`search @@ (select ${query}::tsquery)`]),
    ...(within === undefined ? [] : [oneOf(within)]),
    ...(wanted.length === 0 ? [] : [allOf(wanted)]),
    ...(filter.steps === undefined ? [] : [oneOf(filter.steps.map(step => `s:${step}`))]),
    ...(days === undefined ? [] : [oneOf(days.map(({ label }) => label))]),
  ]
}

/** Eight to the power of `grain` days of the list's order; `number` undefined: what has no due at all. */
export type Block = {
  readonly sort: Sort
  readonly grain: number
  readonly number: number | undefined
  readonly label: string
}

const MONDAY = Date.UTC(2020, 0, 6)
const [GRAINS, FOLD] = [4, 8]

const blockOf = (sort: Sort, grain: number, number: number | undefined): Block => ({
  sort,
  grain,
  number,
  label: `${sort === 'due' ? 'd' : 'r'}${grain}:${number ?? ''}`,
})

/** The day of 24 hours an instant lies in, counted from a Monday of 2020. */
export const dayOf = (at: Instant): number => Math.floor((at - MONDAY) / DAY_MS)

const inListOrder = (sort: Sort, blocks: readonly Block[]): readonly Block[] =>
  sort === 'received' ? blocks.toReversed() : blocks

/** As few blocks as cover the days from one to another, both included, in the order of the list. */
export const cover = (sort: Sort, first: number, last: number): readonly Block[] => {
  const blocks: Block[] = []
  for (let day = first; day <= last; ) {
    let grain = 0
    while (grain + 1 < GRAINS && day % FOLD ** (grain + 1) === 0 && day + FOLD ** (grain + 1) - 1 <= last) grain++
    blocks.push(blockOf(sort, grain, day / FOLD ** grain))
    day += FOLD ** grain
  }
  return inListOrder(sort, blocks)
}

/** Open orders that have no due: they stand after all that have one. */
export const WITHOUT_DUE = blockOf('due', 0, undefined)

/** A window as two that come after each other; undefined when it is one day, or all without a due. */
export const halves = (blocks: readonly Block[]): readonly [readonly Block[], readonly Block[]] | undefined => {
  const [first] = blocks
  if (first === undefined) return undefined
  if (blocks.length === 1) {
    const { sort, grain, number } = first
    if (grain === 0 || number === undefined) return undefined
    const parts = Array.from({ length: FOLD }, (_, at) => blockOf(sort, grain - 1, number * FOLD + at))
    return halves(inListOrder(sort, parts))
  }
  const middle = Math.ceil(blocks.length / 2)
  return [blocks.slice(0, middle), blocks.slice(middle)]
}

/** Days of a list, both included, and what stands after all of them. `first` beyond `last`: there are none. */
export type Days = {
  readonly sort: Sort
  readonly first: number
  readonly last: number
  readonly undated: readonly Block[]
}

/** The next days of a list, as many as there are, and what is left of it after them. */
export const taken = (
  { sort, first, last, undated }: Days,
  count: number,
): { window: readonly Block[]; rest?: Days } => {
  if (count > last - first) return { window: [...cover(sort, first, last), ...undated] }
  return sort === 'due'
    ? { window: cover(sort, first, first + count - 1), rest: { sort, first: first + count, last, undated } }
    : { window: cover(sort, last - count + 1, last), rest: { sort, first, last: last - count, undated } }
}

/** The instants of one day, the end not included; undefined for what has no due. */
export const spanOf = ({ number }: Block): { readonly from: Instant; readonly to: Instant } | undefined =>
  number === undefined
    ? undefined
    : {
        from: instant(MONDAY + number * DAY_MS),
        to: instant(MONDAY + (number + 1) * DAY_MS),
      }
