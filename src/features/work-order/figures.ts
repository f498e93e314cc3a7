import type { AreaPath } from '../../kernel/area-code.ts'
import { atMinute, d, dateOf, type Instant, type LocalDate, plusDays, plusMonths } from '../../kernel/time.ts'
import { Recent } from '../../platform/db/recent.ts'
import type { CityDb, CityQueries } from '../../platform/db/types.ts'
import { areaNames } from '../directory/index.ts'
import type { Rate, Rates } from './rules/rates.ts'
import { type Counts, countsOf, daysToReply } from './store/figures.ts'

/** Counts and rates of one group of rounds. A rate never stands without its parts. */
export type Group = {
  readonly group: string
  readonly name: string
  readonly closed: number
  readonly reopened: number
  readonly rates: Rates
}

/** Figures of a period, by receipt of the request, as they stood at `asOf` (G-06: no figure without its date). */
export type Figures = {
  readonly from: LocalDate
  /** Last day of the period. */
  readonly to: LocalDate
  readonly asOf: Instant
  readonly source: string | null
  readonly all: Group
  readonly byTown: readonly Group[]
  readonly byKind: readonly Group[]
  readonly byChannel: readonly Group[]
  /** Whole calendar days from receipt to closing; 16 stands for sixteen and more. */
  readonly days: readonly { readonly days: number; readonly count: number }[]
}

const rate = (part: number, whole: number): Rate => ({ part, whole })

const groupOf = (counts: Counts, name: string): Group => ({
  group: counts.group,
  name,
  closed: counts.closed,
  reopened: counts.reopened,
  rates: {
    rounds: counts.rounds,
    response: rate(counts.contact_part, counts.contact_whole),
    resolution: rate(counts.resolved_part, counts.resolved_whole),
    satisfaction: rate(counts.satisfied_part, counts.satisfied_whole),
    onTime: rate(counts.on_time_part, counts.on_time_whole),
  },
})

export type Period = { readonly from: LocalDate; readonly to: LocalDate; readonly source?: string | undefined }

/** A month such as `2026-10` as a period; undefined when it is none. */
export const monthPeriod = (month: string): Period | undefined => {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) return undefined
  const from = d(`${month}-01`)
  return { from, to: plusDays(plusMonths(from, 1), -1) }
}

/** The months that can be looked at, newest first: from the first day of `since` to the present. */
export const monthsUntil = (now: Instant, count: number): readonly string[] => {
  const first = d(`${dateOf(now).slice(0, 7)}-01`)
  return Array.from({ length: count }, (_, index) => plusMonths(first, -index).slice(0, 7))
}

/** The three rates and what stands behind them, computed from the rounds, never from running totals. */
export const figuresOf = async (db: CityQueries, period: Period, asOf: Instant): Promise<Figures> => {
  const span = {
    from: atMinute(period.from, 0),
    to: atMinute(plusDays(period.to, 1), 0),
    source: period.source ?? null,
  }
  const counts = await countsOf(db, span, asOf)
  const of = (by: Counts['by']): readonly Counts[] =>
    counts.filter(count => count.by === by).toSorted((a, b) => b.rounds - a.rounds)
  const names = await areaNames(
    db,
    of('town').map(count => count.group as AreaPath),
  )
  const [all] = of('all')
  if (all === undefined) throw new Error('a grand total is always there')
  const plain = (count: Counts): Group => groupOf(count, count.group)
  return {
    from: period.from,
    to: period.to,
    asOf,
    source: period.source ?? null,
    all: plain(all),
    byTown: of('town').map(count => groupOf(count, names.get(count.group as AreaPath) ?? count.group)),
    byKind: of('kind').map(plain),
    byChannel: of('channel').map(plain),
    days: await daysToReply(db, span),
  }
}

const FIGURES_MS = 10_000
const KEPT_MAX = 100
const recent = new Recent<Figures>(FIGURES_MS, KEPT_MAX)

/**
 * The same for everybody who may ask, so summed from all the rounds of a period once in ten seconds. The figures say as of
 * when.
 */
export const recentFigures = (
  { system, now }: { readonly system: CityDb; readonly now: Instant },
  { from, to }: Period,
): Promise<Figures> => recent.get(system, `${from} ${to}`, now, () => figuresOf(system, { from, to }, now))
