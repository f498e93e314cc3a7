import type { AreaPath } from '../../kernel/area-code.ts'
import { addWorkdays } from '../../kernel/calendar.ts'
import { atMinute, d, dateOf, type Instant, isoOf } from '../../kernel/time.ts'
import { may, mayOf } from '../../platform/access/access.ts'
import type { Actor } from '../../platform/access/types.ts'
import { clocksOfMatter, clocksOfMatters, type StoredClock } from '../../platform/clocks/store.ts'
import type { CityQueries } from '../../platform/db/types.ts'
import { partyLines, partyNames } from '../../platform/identity/parties.ts'
import { calendarOf } from '../calendar/index.ts'
import { areaNames, organisationNames } from '../directory/index.ts'
import type { DetailOut, FilterIn, ItemOut } from './api.ts'
import { policy, subjectOf } from './policy.ts'
import { type Names, presentClock, presentFact, presentItem } from './present.ts'
import { workOrder } from './rules/definition.ts'
import type { Action, Step } from './rules/state.ts'
import { callerOf } from './store/callers.ts'
import { factRowsOf } from './store/facts.ts'
import { filesOf } from './store/files.ts'
import { linkedOf } from './store/links.ts'
import type { After, Filter, ListRow, Scope, Sort } from './store/lists.ts'
import type { OrderRow } from './store/orders.ts'
import { listOrders } from './store/pages.ts'

const STEPS: ReadonlySet<string> = new Set(Object.keys(workOrder.steps))

/** End of the next working day: what is due until then is due soon. */
export const soonUntil = async (db: CityQueries, now: Instant): Promise<Instant> =>
  atMinute(addWorkdays(await calendarOf(db), dateOf(now), 1).due, 24 * 60)

const periodOf = ({ from, to }: { readonly from?: string | undefined; readonly to?: string | undefined }) => ({
  from: from === undefined ? undefined : atMinute(d(from), 0),
  to: to === undefined ? undefined : atMinute(d(to), 24 * 60),
})

/** Filters as typed in a URL, read for the database. */
export const filterOf = async (
  db: CityQueries,
  query: Omit<FilterIn, 'sort' | 'limit' | 'cursor'>,
  actor: Actor,
  now: Instant,
): Promise<Filter> => {
  const steps = query.step?.split(',').filter((step): step is Step => STEPS.has(step))
  const dueBefore = query.due === undefined ? undefined : query.due === 'late' ? now : await soonUntil(db, now)
  const received = periodOf(query)
  const rounds = { from: query.roundFrom, to: query.roundTo }
  return {
    ...query,
    steps,
    assignee: query.assignee === 'me' ? (actor.party ?? undefined) : query.assignee,
    dueFrom: query.due === 'soon' ? now : undefined,
    dueBefore,
    behind:
      query.rate === undefined ? undefined : { rate: query.rate, part: query.part, asOf: now, ...periodOf(rounds) },
    receivedFrom: received.from,
    receivedTo: received.to,
  }
}

const namesFor = async (db: CityQueries, rows: readonly Pick<ListRow, 'area' | 'lead'>[]): Promise<Names> => {
  const [areas, units] = await Promise.all([
    areaNames(db, [...new Set(rows.map(row => row.area as AreaPath))]),
    organisationNames(db, [...new Set(rows.flatMap(row => row.lead ?? []))]),
  ])
  return { areas, units }
}

/** One page, with one row too many when there is more. */
export const pageOfOrders = async (
  db: CityQueries,
  scope: Scope,
  filter: Filter,
  page: { readonly sort: Sort; readonly after?: After | undefined; readonly limit: number },
  now: Instant,
  index?: CityQueries,
): Promise<readonly (ItemOut & { readonly row: ListRow })[]> => {
  const rows = await listOrders(db, scope, filter, { ...page, limit: page.limit + 1 }, index)
  const ids = rows.map(row => row.id)
  const [names, clocks] = await Promise.all([namesFor(db, rows), clocksOfMatters(db, ids)])
  return rows.map(row => ({ ...presentItem(row, names, clocks.get(row.id) ?? [], now), row }))
}

/** What the reader may do now: what the access table allows and the step the order is in. */
export const mayNow = (order: OrderRow, actor: Actor): readonly string[] =>
  mayOf(policy, actor, subjectOf(order.state)).filter(verb => {
    const action = (workOrder.actions as Partial<Record<string, { readonly from: readonly string[] }>>)[verb as Action]
    return action === undefined || action.from.includes(order.state.step)
  })

/** How much of an order its reader sees. */
export type Reader = 'staff' | 'requester' | 'public'

const NOTES: Readonly<Record<Reader, readonly string[]>> = {
  staff: ['public', 'requester', 'staff'],
  requester: ['public', 'requester'],
  public: ['public'],
}

const photosBySeq = (
  files: readonly { readonly seq: number; readonly file: string }[],
): ReadonlyMap<number, readonly string[]> => {
  const map = new Map<number, string[]>()
  for (const { seq, file } of files) map.set(seq, [...(map.get(seq) ?? []), file])
  return map
}

const callerFor = async (db: CityQueries, order: OrderRow, actor: Actor): Promise<DetailOut['caller']> => {
  if (!may(policy, 'seeCaller', actor, subjectOf(order.state))) return null
  const caller = await callerOf(db, order.id)
  return caller === undefined ? null : { name: caller.name_masked, phone: caller.phone_masked }
}

/** Current clocks of an order for a page: of the running round, without those taken off. */
export const runningClocks = (clocks: readonly StoredClock[], round: number): readonly StoredClock[] =>
  clocks.filter(clock => clock.round === round && clock.cancelledAt === undefined)

/** An order with everything a page shows of it, as much as its reader may see. The caller has checked that they may. */
export const detailOf = async (
  db: CityQueries,
  order: OrderRow,
  actor: Actor,
  reader: Reader,
  now: Instant,
): Promise<DetailOut> => {
  const { state } = order
  // What depends on nothing but the order is asked for together, then what they name.
  const [facts, kept, clocks, calendar, caller, linked] = await Promise.all([
    factRowsOf(db, order.id),
    filesOf(db, order.id),
    clocksOfMatter(db, order.id),
    calendarOf(db),
    reader === 'staff' ? callerFor(db, order, actor) : null,
    reader === 'staff' ? linkedOf(db, order.id) : [],
  ])
  const files = kept.filter(file => reader !== 'public' || file.public)
  const unitIds = [
    state.lead?.id,
    state.about,
    ...state.assists.map(unit => unit.id),
    ...facts.map(fact => fact.by_organisation),
  ]
  const behalf = reader === 'public' ? [] : facts.flatMap(fact => fact.on_behalf ?? [])
  const [units, areas, [worker], represented] = await Promise.all([
    organisationNames(db, [...new Set(unitIds.filter(unit => unit != null))]),
    areaNames(db, [state.area as AreaPath]),
    reader === 'staff' && state.assignee !== null ? partyLines(db, [state.assignee]) : [],
    behalf.length === 0 ? new Map() : partyNames(db, behalf),
  ])
  const names = { units, represented }
  const photos = photosBySeq(files)
  const late = order.next_due_at !== null && order.next_due_at < now
  return {
    id: order.id,
    no: order.no,
    version: order.version,
    step: state.step,
    round: state.round,
    turn: state.turn,
    kind: state.kind,
    category: state.category,
    urgent: state.urgent,
    channel: state.channel,
    area: state.area,
    areaName: areas.get(state.area as AreaPath) ?? state.area,
    place: reader === 'public' ? '' : order.place,
    title: reader === 'public' ? order.public_title : order.title,
    body: reader === 'public' ? order.public_text : order.body,
    publicTitle: order.public_title,
    publicText: order.public_text,
    lead: state.lead?.id ?? null,
    leadName: state.lead === null ? null : (units.get(state.lead.id) ?? null),
    assists: state.assists.map(unit => ({ id: unit.id, name: units.get(unit.id) ?? '', state: unit.state })),
    assignee: reader === 'staff' ? state.assignee : null,
    assigneeName: worker?.nameMasked ?? null,
    pending: state.pending?.kind ?? null,
    designated: state.designated,
    extensions: state.extensions,
    anonymous: state.anonymous,
    confidential: state.confidential,
    published: state.published,
    about: reader === 'staff' ? state.about : null,
    receivedAt: isoOf(state.receivedAt),
    nextDueAt: order.next_due_at === null ? null : isoOf(order.next_due_at),
    late,
    clocks: runningClocks(clocks, state.round).map(clock => presentClock(clock, now, calendar)),
    facts: facts.map(fact =>
      presentFact(fact, photos.get(fact.seq) ?? [], names, NOTES[reader].includes(fact.seen_by)),
    ),
    photos: files.map(file => ({ id: file.file, purpose: file.purpose, public: file.public })),
    caller,
    linked: [...linked],
    may: [...mayNow(order, actor)],
  }
}
