import { addDays, addWorkdays, type Calendar, workdaysBetween } from '../calendar.ts'
import type { Basis } from '../cite.ts'
import { atMinute, dateOf, HOUR_MS, type Instant, instant } from '../time.ts'

/** How long: hours run day and night (民法典第二百零一条第二款), days and working days end at the close of business. */
export type Span = { readonly unit: 'hour' | 'workingDay' | 'day'; readonly count: number }

/** One source's limit for a clock. Several may bind at once; the one that falls due first is the stricter and wins. */
export type Limit = { readonly span: Span; readonly since: string; readonly basis: Basis }

/** When somebody is told: before the due, at it, or so many working days after it. */
export type Escalation = {
  readonly level: string
  readonly at:
    | { readonly part: readonly [numerator: number, denominator: number] }
    | { readonly workdaysBefore: number }
    | { readonly workdaysAfter: number }
}

export type ClockSpec = {
  readonly name: string
  readonly zh: string
  readonly limits: readonly Limit[]
  readonly escalations: readonly Escalation[]
}

/** What moved a clock after it started, in order of time. An open pause has no `to`. */
export type Adjustment =
  | { readonly kind: 'pause'; readonly from: Instant; readonly to?: Instant; readonly why: string }
  | { readonly kind: 'extend'; readonly at: Instant; readonly workdays: number }

/** What happened to one clock: when each possible anchor came to pass, what moved it, when it was stopped. */
export type Trace = {
  readonly anchors: Readonly<Partial<Record<string, Instant>>>
  readonly adjustments: readonly Adjustment[]
  readonly stoppedAt?: Instant
  /** Taken off without being met: the case was returned, declined or withdrawn. */
  readonly cancelledAt?: Instant
}

export type Due = {
  readonly limit: Limit
  readonly anchorAt: Instant
  readonly dueAt: Instant
  readonly provisional: boolean
}

export type Clock = {
  readonly name: string
  readonly zh: string
  /** The limit that binds; absent while no anchor has come to pass. */
  readonly due?: Due
  /** Limits that were weaker here, kept so that the page can show which rule won. */
  readonly weaker: readonly Due[]
  readonly adjustments: readonly Adjustment[]
  readonly stoppedAt?: Instant
  readonly cancelledAt?: Instant
  readonly escalations: readonly { readonly level: string; readonly at: Instant }[]
}

/** What the computation depends on besides the facts. `closeMinute`: end of business, minutes after midnight. */
export type Ground = { readonly calendar: Calendar; readonly closeMinute: number }

const hoursDue = (anchorAt: Instant, hours: number, trace: Trace): Instant => {
  const paused = trace.adjustments.reduce(
    (sum, moved) => sum + (moved.kind === 'pause' && moved.to !== undefined ? moved.to - moved.from : 0),
    0,
  )
  return instant(anchorAt + hours * HOUR_MS + paused)
}

const daysDue = (
  anchorAt: Instant,
  span: Span,
  trace: Trace,
  ground: Ground,
): { dueAt: Instant; provisional: boolean } => {
  const { calendar, closeMinute } = ground
  const count = span.unit === 'day' ? addDays : addWorkdays
  let { due, provisional } = count(calendar, dateOf(anchorAt), span.count)
  const move = (next: { due: typeof due; provisional: boolean }) => {
    due = next.due
    provisional = provisional || next.provisional
  }
  for (const moved of trace.adjustments) {
    if (moved.kind === 'extend') move(addWorkdays(calendar, due, moved.workdays))
    else if (moved.to !== undefined && dateOf(moved.from) <= due) {
      // What was left when it stopped is left when it goes on.
      const left = workdaysBetween(calendar, dateOf(moved.from), due)
      move(left === 0 ? { due: dateOf(moved.to), provisional } : addWorkdays(calendar, dateOf(moved.to), left))
    }
  }
  return { dueAt: atMinute(due, closeMinute), provisional }
}

const dueOf = (limit: Limit, trace: Trace, ground: Ground): Due | undefined => {
  const anchorAt = trace.anchors[limit.since]
  if (anchorAt === undefined) return undefined
  if (limit.span.unit === 'hour')
    return { limit, anchorAt, dueAt: hoursDue(anchorAt, limit.span.count, trace), provisional: false }
  return { limit, anchorAt, ...daysDue(anchorAt, limit.span, trace, ground) }
}

const escalationAt = (escalation: Escalation, due: Due, ground: Ground): Instant => {
  const { at } = escalation
  if ('part' in at) {
    const [numerator, denominator] = at.part
    return instant(due.anchorAt + Math.floor(((due.dueAt - due.anchorAt) * numerator) / denominator))
  }
  if ('workdaysAfter' in at) {
    return at.workdaysAfter === 0
      ? due.dueAt
      : atMinute(addWorkdays(ground.calendar, dateOf(due.dueAt), at.workdaysAfter).due, ground.closeMinute)
  }
  // So many working days before the due date; never before the clock started.
  const days = workdaysBetween(ground.calendar, dateOf(due.anchorAt), dateOf(due.dueAt)) - at.workdaysBefore
  const date = days <= 0 ? dateOf(due.anchorAt) : addWorkdays(ground.calendar, dateOf(due.anchorAt), days).due
  return instant(Math.max(due.anchorAt, atMinute(date, ground.closeMinute)))
}

/**
 * One clock as its facts make it. Nothing here reads the time: the same facts and the same calendar always give
 * the same due, which is how anyone can check it.
 */
export const runClock = (spec: ClockSpec, trace: Trace, ground: Ground): Clock => {
  const dues = spec.limits.flatMap(limit => dueOf(limit, trace, ground) ?? []).sort((a, b) => a.dueAt - b.dueAt)
  const [due, ...weaker] = dues
  return {
    name: spec.name,
    zh: spec.zh,
    ...(due && { due }),
    weaker,
    adjustments: trace.adjustments,
    ...(trace.stoppedAt !== undefined && { stoppedAt: trace.stoppedAt }),
    ...(trace.cancelledAt !== undefined && { cancelledAt: trace.cancelledAt }),
    escalations: due
      ? spec.escalations
          .map(escalation => ({ level: escalation.level, at: escalationAt(escalation, due, ground) }))
          .sort((a, b) => a.at - b.at)
      : [],
  }
}

export type ClockState = 'waiting' | 'running' | 'paused' | 'met' | 'met-late' | 'overdue' | 'cancelled'

/** What a list keeps of a clock that is not taken off; `running` is neither stopped nor paused. */
export type ClockLine = {
  readonly dueAt: Instant | null
  readonly stoppedAt: Instant | null
  readonly running: boolean
}

/** How such a clock stands at `now`. */
export const lineState = ({ dueAt, stoppedAt, running }: ClockLine, now: Instant): ClockState => {
  if (dueAt === null) return 'waiting'
  if (stoppedAt !== null) return stoppedAt <= dueAt ? 'met' : 'met-late'
  if (!running) return 'paused'
  return now <= dueAt ? 'running' : 'overdue'
}

/** How a clock stands at `now`. */
export const clockState = (clock: Clock, now: Instant): ClockState => {
  const { due, stoppedAt = null, cancelledAt, adjustments } = clock
  if (cancelledAt !== undefined && (due === undefined || stoppedAt === null)) return 'cancelled'
  const paused = adjustments.some(moved => moved.kind === 'pause' && moved.to === undefined)
  return lineState({ dueAt: due?.dueAt ?? null, stoppedAt, running: stoppedAt === null && !paused }, now)
}

/** How much of a clock is used, in its own unit: minutes for hours, else working days; `left` is negative when late. */
export type Progress = {
  readonly unit: 'minute' | 'workday'
  readonly total: number
  readonly used: number
  readonly left: number
}

const MINUTES = 60_000

const pausedBetween = (clock: Clock, until: Instant): readonly { readonly from: Instant; readonly to: Instant }[] =>
  clock.adjustments.flatMap(moved => (moved.kind === 'pause' ? [{ from: moved.from, to: moved.to ?? until }] : []))

/** Elapsed and remaining time at `now`, pauses taken out. Undefined while no anchor has come to pass. */
export const progressOf = (clock: Clock, now: Instant, calendar: Calendar): Progress | undefined => {
  if (clock.due === undefined) return undefined
  const { anchorAt, dueAt, limit } = clock.due
  const until = instant(Math.max(anchorAt, clock.stoppedAt ?? clock.cancelledAt ?? now))
  const pauses = pausedBetween(clock, until)
  const measure =
    limit.span.unit === 'hour'
      ? (from: Instant, to: Instant) => Math.floor((to - from) / MINUTES)
      : (from: Instant, to: Instant) => workdaysBetween(calendar, dateOf(from), dateOf(to))
  const stood = pauses.reduce((sum, pause) => sum + measure(pause.from, pause.to), 0)
  const used = measure(anchorAt, until) - stood
  const left = measure(until, dueAt)
  return { unit: limit.span.unit === 'hour' ? 'minute' : 'workday', total: used + left, used, left }
}
