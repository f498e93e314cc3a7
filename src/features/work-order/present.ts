import type { Calendar } from '../../kernel/calendar.ts'
import type { Basis } from '../../kernel/cite.ts'
import { clockState, type Due, lineState, progressOf } from '../../kernel/procedure/clock.ts'
import { type Instant, isoOf } from '../../kernel/time.ts'
import type { ListedClock, StoredClock } from '../../platform/clocks/store.ts'
import type { ClockOut, FactOut, ItemOut } from './api.ts'
import type { FactRow } from './store/facts.ts'
import type { ListRow } from './store/lists.ts'

const iso = (at: Instant | null | undefined): string | null => (at == null ? null : isoOf(at))

export const presentBasis = (basis: Basis): ClockOut['weaker'][number]['basis'] =>
  basis.kind === 'cite'
    ? { kind: 'cite', source: basis.source, article: basis.article, quote: basis.quote }
    : { kind: 'local', rule: basis.rule, note: basis.note }

const presentDue = ({ limit, anchorAt, dueAt }: Due): NonNullable<ClockOut['due']> => ({
  unit: limit.span.unit,
  count: limit.span.count,
  since: limit.since,
  anchorAt: isoOf(anchorAt),
  dueAt: isoOf(dueAt),
  basis: presentBasis(limit.basis),
})

/** A clock with how it stands now. */
export const presentClock = (clock: StoredClock, now: Instant, calendar: Calendar): ClockOut => {
  const progress = progressOf(clock, now, calendar)
  return {
    name: clock.name,
    round: clock.round,
    turn: clock.turn,
    state: clockState(clock, now),
    due: clock.due === undefined ? null : presentDue(clock.due),
    provisional: clock.due?.provisional ?? false,
    stoppedAt: iso(clock.stoppedAt),
    unit: progress?.unit ?? null,
    total: progress?.total ?? null,
    used: progress?.used ?? null,
    left: progress?.left ?? null,
    pauses: clock.adjustments.flatMap(moved =>
      moved.kind === 'pause' ? [{ from: isoOf(moved.from), to: iso(moved.to), why: moved.why }] : [],
    ),
    extensions: clock.adjustments.flatMap(moved =>
      moved.kind === 'extend' ? [{ at: isoOf(moved.at), workdays: moved.workdays }] : [],
    ),
    weaker: clock.weaker.map(presentDue),
  }
}

export type Names = { readonly areas: ReadonlyMap<string, string>; readonly units: ReadonlyMap<string, string> }

/** A row of a list. Who asked is not in it. */
export const presentItem = (row: ListRow, names: Names, clocks: readonly ListedClock[], now: Instant): ItemOut => ({
  id: row.id,
  no: row.no,
  version: row.version,
  step: row.step,
  kind: row.kind,
  category: row.category,
  urgent: row.urgent,
  channel: row.channel,
  area: row.area,
  areaName: names.areas.get(row.area) ?? row.area,
  place: row.place,
  title: row.title,
  lead: row.lead,
  leadName: row.lead === null ? null : (names.units.get(row.lead) ?? null),
  pending: row.pending,
  confidential: row.confidential,
  published: row.published,
  receivedAt: isoOf(row.received_at),
  nextDueAt: iso(row.next_due_at),
  late: row.next_due_at !== null && row.next_due_at < now,
  clocks: clocks
    .filter(clock => clock.round === row.state.round)
    .map(clock => ({ name: clock.name, dueAt: iso(clock.dueAt), state: lineState(clock, now) })),
})

/** Data of a fact that staff and the requester may see: no party ids, they are names elsewhere. */
const HIDDEN: ReadonlySet<string> = new Set(['requester', 'assignee', 'party', 'locality', 'about'])

export const presentFact = (
  row: FactRow,
  photos: readonly string[],
  names: { readonly units: ReadonlyMap<string, string>; readonly represented: ReadonlyMap<string, string> },
  withNote: boolean,
): FactOut => ({
  seq: row.seq,
  at: isoOf(row.at),
  action: row.action,
  role: row.by_role,
  organisation: row.by_organisation === null ? null : (names.units.get(row.by_organisation) ?? null),
  onBehalf: row.on_behalf === null ? null : (names.represented.get(row.on_behalf) ?? null),
  note: withNote ? row.note : '',
  data: Object.fromEntries(Object.entries(row.data).filter(([key]) => !HIDDEN.has(key))),
  photos: [...photos],
  leaf: row.leaf.toString('hex'),
})
