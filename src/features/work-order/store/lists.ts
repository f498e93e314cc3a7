import { type Expression, sql as raw, type SqlBool } from 'kysely'
import type { Instant } from '../../../kernel/time.ts'
import { build } from '../../../platform/db/kysely.ts'
import type { CityQueries } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'
import { searchQuery } from '../../../platform/search/lexemes.ts'
import type { OrderState, Step } from '../rules/state.ts'
import { type Behind, hasRound } from './rounds-behind.ts'

type Tables = {
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
  /** The reader as a resident: their own. */
  readonly requester: string | null
  /** What is public. */
  readonly published: boolean
}

export const NOTHING: Scope = {
  areas: [],
  plainAreas: [],
  units: [],
  assignee: null,
  requester: null,
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

const COLUMNS = [
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
const within = (prefix: string): Expression<SqlBool> => raw<SqlBool>`area >= ${prefix} and area < ${`${prefix}~`}`
const instant = (at: Instant) => raw<Instant>`${ts(at)}::timestamptz`

/** The orders a scope shows, as a condition on `work_order`. */
export const inScope = (scope: Scope): Expression<SqlBool> => {
  const ways: Expression<SqlBool>[] = [
    ...scope.areas.map(within),
    ...scope.plainAreas.map(prefix => raw<SqlBool>`(not confidential and ${within(prefix)})`),
    ...(scope.units.length > 0 ? [raw<SqlBool>`units && ${scope.units}::uuid[]`] : []),
    ...(scope.assignee === null ? [] : [raw<SqlBool>`assignee = ${scope.assignee}::uuid`]),
    ...(scope.requester === null ? [] : [raw<SqlBool>`requester = ${scope.requester}::uuid`]),
    ...(scope.published ? [raw<SqlBool>`published`] : []),
  ]
  return ways.length === 0 ? raw<SqlBool>`false` : raw<SqlBool>`(${raw.join(ways, raw` or `)})`
}

/** What anyone may search is what anyone may read: never the words of the requester. */
const found = ({ published }: Scope, query: string): Expression<SqlBool> =>
  published ? raw<SqlBool>`public_search @@ ${query}::tsquery` : raw<SqlBool>`search @@ ${query}::tsquery`

export const conditions = (scope: Scope, filter: Filter): readonly Expression<SqlBool>[] => {
  const query = filter.q === undefined || filter.q.trim() === '' ? undefined : searchQuery(filter.q)
  const optional: readonly (Expression<SqlBool> | undefined)[] = [
    filter.steps && raw<SqlBool>`step = any(${filter.steps}::text[])`,
    filter.kind === undefined ? undefined : raw<SqlBool>`kind = ${filter.kind}`,
    filter.category === undefined ? undefined : raw<SqlBool>`category = ${filter.category}`,
    filter.channel === undefined ? undefined : raw<SqlBool>`channel = ${filter.channel}`,
    filter.urgent === undefined ? undefined : raw<SqlBool>`urgent = ${filter.urgent}`,
    filter.area === undefined ? undefined : within(filter.area),
    filter.lead === undefined ? undefined : raw<SqlBool>`lead = ${filter.lead}::uuid`,
    filter.assignee === undefined ? undefined : raw<SqlBool>`assignee = ${filter.assignee}::uuid`,
    filter.pending === undefined
      ? undefined
      : filter.pending === 'any'
        ? raw<SqlBool>`pending is not null`
        : raw<SqlBool>`pending = ${filter.pending}`,
    filter.source === undefined ? undefined : raw<SqlBool>`source = ${filter.source}`,
    filter.open === undefined ? undefined : filter.open ? raw<SqlBool>`not ended` : raw<SqlBool>`ended`,
    filter.dueFrom === undefined ? undefined : raw<SqlBool>`next_due_at >= ${instant(filter.dueFrom)}`,
    filter.dueBefore === undefined ? undefined : raw<SqlBool>`next_due_at < ${instant(filter.dueBefore)}`,
    filter.receivedFrom === undefined ? undefined : raw<SqlBool>`received_at >= ${instant(filter.receivedFrom)}`,
    filter.receivedTo === undefined ? undefined : raw<SqlBool>`received_at < ${instant(filter.receivedTo)}`,
    filter.behind && hasRound(filter.behind),
    query === undefined ? undefined : query === null ? raw<SqlBool>`false` : found(scope, query),
  ]
  return [inScope(scope), ...optional.filter(condition => condition !== undefined)]
}

/** An order without a running due sorts after all that have one. */
const NEVER = raw<Instant>`'infinity'::timestamptz`

const beyond = (sort: Sort, { at, id }: After): Expression<SqlBool> => {
  const key = at === null ? NEVER : instant(at)
  return sort === 'due'
    ? raw<SqlBool>`(coalesce(next_due_at, 'infinity'), id) > (${key}, ${id}::uuid)`
    : raw<SqlBool>`(received_at, id) < (${key}, ${id}::uuid)`
}

/** One page of orders in scope: nearest due first, or newest first. Keyset paged, so depth costs nothing. */
export const listOrders = (
  db: CityQueries,
  scope: Scope,
  filter: Filter,
  page: { readonly sort: Sort; readonly after?: After | undefined; readonly limit: number },
): Promise<readonly ListRow[]> => {
  const where = [...conditions(scope, filter), ...(page.after === undefined ? [] : [beyond(page.sort, page.after)])]
  const query = build<Tables>()
    .selectFrom('work_order')
    .select(COLUMNS)
    .where(raw<SqlBool>`${raw.join(where, raw` and `)}`)
    .limit(page.limit)
  const ordered =
    page.sort === 'due'
      ? query.orderBy(raw`coalesce(next_due_at, 'infinity')`).orderBy('id')
      : query.orderBy('received_at', 'desc').orderBy('id', 'desc')
  return db.built<ListRow>(ordered.compile() as never)
}

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
