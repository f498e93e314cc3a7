import type { Calendar } from '../../kernel/calendar.ts'
import { dateOf, type Instant, instant, parseInstant } from '../../kernel/time.ts'
import type { Context } from '../../platform/http/types.ts'
import { type Format, formatOf } from '../../platform/i18n/format.ts'
import type { BasisItem } from '../../platform/ui/parts/basis.tsx'
import type { ClockProps } from '../../platform/ui/parts/clock.tsx'
import { shownBasis } from '../law/index.ts'
import type { ClockOut } from './api.ts'
import { countDays, type Run } from './rules/count.ts'

type Due = NonNullable<ClockOut['due']>
type Words = Pick<Context, 't' | 'city' | 'now' | 'locale'>

/** Dates beyond this many are not listed one by one. */
const LISTED_MAX = 15

const at = (iso: string): Instant => parseInstant(iso) ?? instant(0)

/** A rule as the part that shows rules wants it. */
const basisItem = (
  city: string,
  { kind, source = '', article = '', quote = '', rule = '', note = '' }: Due['basis'],
): BasisItem => shownBasis(kind === 'cite' ? { kind, source, article, quote } : { kind, rule, note }, city)

const spanWords = (ctx: Words, { unit, count }: Pick<Due, 'unit' | 'count'>): string =>
  ctx.t(`work-order:span.${unit}`, { count })

const runWords = (ctx: Words, format: Format, { from, to }: Run): string =>
  from === to
    ? format.day(from, ctx.now)
    : ctx.t('work-order:why.run', { from: format.day(from, ctx.now), to: format.day(to, ctx.now) })

/** The days of a term, laid out: which counted, which did not, and what made a Saturday a working day. */
const dayLines = (ctx: Words, format: Format, due: Due, calendar: Calendar): readonly string[] => {
  const { counted, holidays, weekends, madeUp } = countDays(calendar, dateOf(at(due.anchorAt)), dateOf(at(due.dueAt)))
  const list = (days: readonly string[]): string => days.join(ctx.t('work-order:why.and'))
  const days = counted.map(day => format.day(day, ctx.now))
  const say = (key: string, runs: readonly Run[]): readonly string[] =>
    runs.length === 0
      ? []
      : [ctx.t(`work-order:why.${key}`, { days: list(runs.map(run => runWords(ctx, format, run))) })]
  return [
    days.length > LISTED_MAX
      ? ctx.t('work-order:why.countedTo', { count: days.length, last: days.at(-1) ?? '' })
      : ctx.t('work-order:why.counted', { count: days.length, days: list(days) }),
    ...say('holidays', holidays),
    ...say('weekends', weekends),
    ...say(
      'madeUp',
      madeUp.map(day => ({ from: day, to: day })),
    ),
    ctx.t('work-order:why.closing', { at: format.time(at(due.dueAt)) }),
  ]
}

/** Why this due and no other: from when, what was counted, what was skipped, what moved it, which rule won. */
const whyLines = (ctx: Words, clock: ClockOut, due: Due, calendar: Calendar): readonly string[] => {
  const format = formatOf(ctx.locale)
  const since = ctx.t(`work-order:since.${due.since}`)
  const anchor = { since, at: format.moment(at(due.anchorAt), ctx.now), count: due.count }
  return [
    ctx.t(due.unit === 'hour' ? 'work-order:why.hours' : 'work-order:why.days', anchor),
    ...(due.unit === 'hour' ? [] : dayLines(ctx, format, due, calendar)),
    ...clock.extensions.map(moved =>
      ctx.t('work-order:why.extended', { at: format.day(at(moved.at), ctx.now), count: moved.workdays }),
    ),
    ...clock.weaker.map(other =>
      ctx.t('work-order:why.weaker', {
        rule: spanWords(ctx, other),
        since: ctx.t(`work-order:since.${other.since}`),
        due: format.moment(at(other.dueAt), ctx.now),
      }),
    ),
  ]
}

/** What is left or was used in working days; hours are shown as time by the part itself. */
const amountOf = (ctx: Words, { state, unit, used, left }: ClockOut): string | undefined => {
  if (unit !== 'workday') return undefined
  const days =
    state === 'running'
      ? left
      : state === 'overdue' || state === 'met-late'
        ? -(left ?? 0)
        : state === 'met'
          ? used
          : null
  return days === null || days <= 0 ? undefined : ctx.t('work-order:span.workingDay', { count: days })
}

/** A clock of an order with everything its part shows: the rule in words, the computation, the sources. */
export const shownClock = (ctx: Words, clock: ClockOut, calendar: Calendar): ClockProps => {
  const { due } = clock
  const name = ctx.t(`work-order:clock.${clock.name}`)
  if (due === null) return { name, rule: '', state: clock.state }
  const amount = amountOf(ctx, clock)
  return {
    name,
    rule: spanWords(ctx, due),
    state: clock.state,
    from: at(due.anchorAt),
    due: at(due.dueAt),
    wholeDay: due.unit !== 'hour',
    provisional: clock.provisional,
    ...(clock.stoppedAt === null ? {} : { stopped: at(clock.stoppedAt) }),
    ...(amount === undefined ? {} : { amount }),
    pauses: clock.pauses.map(pause => ({
      from: at(pause.from),
      ...(pause.to === null ? {} : { to: at(pause.to) }),
      why: ctx.t(`work-order:pause.${pause.why}`),
    })),
    why: whyLines(ctx, clock, due, calendar),
    basis: [due, ...clock.weaker].map(each => basisItem(ctx.city.code, each.basis)),
  }
}
