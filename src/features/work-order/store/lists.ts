import { type Expression, sql as raw, type SqlBool } from 'kysely'
import type { Instant } from '../../../kernel/time.ts'
import { build } from '../../../platform/db/kysely.ts'
import type { CityQueries } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'
import { searchQuery } from '../../../platform/search/lexemes.ts'
import type { OrderState, Step } from '../rules/state.ts'
import { type Behind, hasRound } from './rounds-behind.ts'

export type Tables = {
  work_order: {
    id: string
    no: string
    version: number
    step: string
    kind: string
    category: string
    urgent: boolean
    channel: string
    area: string
    place: string
    title: string
    body: string
    public_title: string
    public_text: string
    lead: string | null
    units: readonly string[]
    assignee: string | null
    requester: string | null
    pending: string | null
    confidential: boolean
    published: boolean
    received_at: Instant
    closed_at: Instant | null
    next_due_at: Instant | null
    ended: boolean
    source: string
    search: string
    public_search: string
    state: OrderState
  }
}

/** Which orders a reader's lists may show at all: any of these holds. Empty means none. */
export type Scope = {
  /** Area prefixes seen whole (desk, auditor). */
  readonly areas: readonly string[]
  /** Area prefixes seen without confidential orders (grid and community workers, unit leads). */
  readonly plainAreas: readonly string[]
  /** Units whose orders are seen. */
  readonly units: readonly string[]
  /** The reader: orders assigned to them. */
  readonly assignee: string | null
  /** The reader as a resident, by every party found to be theirs: their own. */
  readonly requesters: readonly string[]
  /** What is public. */
  readonly published: boolean
}

export const NOTHING: Scope = {
  areas: [],
  plainAreas: [],
  units: [],
  assignee: null,
  requesters: [],
  published: false,
}

export type Filter = {
  readonly steps?: readonly Step[] | undefined
  readonly kind?: string | undefined
  readonly category?: string | undefined
  readonly channel?: string | undefined
  readonly urgent?: boolean | undefined
  readonly area?: string | undefined
  readonly lead?: string | undefined
  readonly assignee?: string | undefined
  readonly pending?: string | undefined
  readonly source?: string | undefined
  readonly open?: boolean | undefined
  /** Due at this instant or later. */
  readonly dueFrom?: Instant | undefined
  /** Due before this instant: late when it is the present. */
  readonly dueBefore?: Instant | undefined
  readonly receivedFrom?: Instant | undefined
  readonly receivedTo?: Instant | undefined
  readonly q?: string | undefined
  /** Rounds behind a figure: an order must have one of them. */
  readonly behind?: Behind | undefined
}

export type Sort = 'due' | 'received'
export type After = { readonly at: Instant | null; readonly id: string }

export type ListRow = Omit<Tables['work_order'], 'search' | 'units' | 'version'> & {
  readonly version: number
  readonly [key: string]: unknown
}

export const COLUMNS = [
  'id',
  'no',
  'version',
  'step',
  'kind',
  'category',
  'urgent',
  'channel',
  'area',
  'place',
  'title',
  'body',
  'public_title',
  'public_text',
  'lead',
  'assignee',
  'requester',
  'pending',
  'confidential',
  'published',
  'received_at',
  'closed_at',
  'next_due_at',
  'ended',
  'source',
  'state',
] as const

/** Every string that begins with the prefix, as a range the index understands. */
export const within = (prefix: string): Expression<SqlBool> =>
  raw<SqlBool>`area >= ${prefix} and area < ${`${prefix}~`}`
export const instant = (at: Instant) => raw<Instant>`${ts(at)}::timestamptz`
/** The nearest due as the indexes keep it: an order without one sorts after all that have one. */
export const DUE = raw<Instant>`coalesce(next_due_at, 'infinity')`

/** One party, as nearly everybody is, is asked for by equality: the index then gives the order of the list too. */
const askedBy = ([first, ...more]: readonly string[]): readonly Expression<SqlBool>[] => {
  if (first === undefined) return []
  return more.length === 0
    ? [raw<SqlBool>`requester = ${first}::uuid`]
    : [raw<SqlBool>`requester = any(${[first, ...more]}::uuid[])`]
}

/** The orders a scope shows, as a condition on `work_order`. */
export const inScope = (scope: Scope): Expression<SqlBool> => {
  const ways: Expression<SqlBool>[] = [
    ...scope.areas.map(within),
    ...scope.plainAreas.map(prefix => raw<SqlBool>`(not confidential and ${within(prefix)})`),
    ...(scope.units.length > 0 ? [raw<SqlBool>`units && ${scope.units}::uuid[]`] : []),
    ...(scope.assignee === null ? [] : [raw<SqlBool>`assignee = ${scope.assignee}::uuid`]),
    ...askedBy(scope.requesters),
    ...(scope.published ? [raw<SqlBool>`published`] : []),
  ]
  return ways.length === 0 ? raw<SqlBool>`false` : raw<SqlBool>`(${raw.join(ways, raw` or `)})`
}

/** What anyone may search is what anyone may read: never the words of the requester. */
const found = ({ published }: Scope, query: string): Expression<SqlBool> =>
  published ? raw<SqlBool>`public_search @@ ${query}::tsquery` : raw<SqlBool>`search @@ ${query}::tsquery`

/** What was typed into the search box as a query; null when there is nothing in it to search for. */
export const queryOf = ({ q }: Filter): string | null | undefined =>
  q === undefined || q.trim() === '' ? undefined : searchQuery(q)

/** Digits of a community's area; an area below it has more. */
export const COMMUNITY_DIGITS = 12

/** Orders of a place. What is public of a community has an index of its own, newest first. */
const placed = ({ published }: Scope, area: string): Expression<SqlBool> =>
  published && area.length === COMMUNITY_DIGITS ? raw<SqlBool>`left(area, 12) = ${area}` : within(area)

/** What a filter asks of an order, whoever asks. */
export const filtered = (scope: Scope, filter: Filter): readonly Expression<SqlBool>[] => {
  const query = queryOf(filter)
  const optional: readonly (Expression<SqlBool> | undefined)[] = [
    filter.steps && raw<SqlBool>`step = any(${filter.steps}::text[])`,
    filter.kind === undefined ? undefined : raw<SqlBool>`kind = ${filter.kind}`,
    filter.category === undefined ? undefined : raw<SqlBool>`category = ${filter.category}`,
    filter.channel === undefined ? undefined : raw<SqlBool>`channel = ${filter.channel}`,
    filter.urgent === undefined ? undefined : raw<SqlBool>`urgent = ${filter.urgent}`,
    filter.area === undefined ? undefined : placed(scope, filter.area),
    filter.lead === undefined ? undefined : raw<SqlBool>`lead = ${filter.lead}::uuid`,
    filter.assignee === undefined ? undefined : raw<SqlBool>`assignee = ${filter.assignee}::uuid`,
    filter.pending === undefined
      ? undefined
      : filter.pending === 'any'
        ? raw<SqlBool>`pending is not null`
        : raw<SqlBool>`pending = ${filter.pending}`,
    filter.source === undefined ? undefined : raw<SqlBool>`source = ${filter.source}`,
    filter.open === undefined ? undefined : filter.open ? raw<SqlBool>`not ended` : raw<SqlBool>`ended`,
    filter.dueFrom === undefined
      ? undefined
      : raw<SqlBool>`${DUE} >= ${instant(filter.dueFrom)} and next_due_at is not null`,
    filter.dueBefore === undefined ? undefined : raw<SqlBool>`${DUE} < ${instant(filter.dueBefore)}`,
    filter.receivedFrom === undefined ? undefined : raw<SqlBool>`received_at >= ${instant(filter.receivedFrom)}`,
    filter.receivedTo === undefined ? undefined : raw<SqlBool>`received_at < ${instant(filter.receivedTo)}`,
    filter.behind && hasRound(filter.behind),
    query === undefined ? undefined : query === null ? raw<SqlBool>`false` : found(scope, query),
  ]
  return optional.filter(condition => condition !== undefined)
}

/** What an order must be to stand in a list: in the reader's scope, and as the filter asks. */
export const conditions = (scope: Scope, filter: Filter): readonly Expression<SqlBool>[] => [
  inScope(scope),
  ...filtered(scope, filter),
]

/** How many orders a filter finds, counted up to `max`: a badge says 999+, and a count never scans a million rows. */
export const countOrders = async (db: CityQueries, scope: Scope, filter: Filter, max: number): Promise<number> => {
  const some = build<Tables>()
    .selectFrom('work_order')
    .select(raw<number>`1`.as('one'))
    .where(raw<SqlBool>`${raw.join([...conditions(scope, filter)], raw` and `)}`)
    .limit(max)
  const query = build<Tables>().selectFrom(some.as('found')).select(raw<number>`count(*)`.as('count'))
  const [row] = await db.built<{ count: number }>(query.compile() as never)
  return row?.count ?? 0
}
