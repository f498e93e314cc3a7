import { dateOf, dayNumber } from '../../../kernel/time.ts'
import type { HistoryFault } from '../rules/history.ts'
import { maskedIn, type Prepared } from './prepare.ts'

export type Counts = Readonly<Record<string, number>>

/** What came of an import, as it is printed and kept. `late` counts against the limits of the dates themselves. */
export type Summary = {
  readonly dryRun: boolean
  readonly read: number
  readonly broughtIn: number
  readonly already: number
  readonly duplicates: number
  readonly refused: number
  /** Rows by reason, `field/why`; a row with two faults counts under both. */
  readonly refusedBy: Counts
  /** Texts in which personal numbers were masked, and of how many orders. */
  readonly maskedTexts: number
  readonly maskedOrders: number
  readonly sameBody: number
  readonly channels: Counts
  /** The other system's own words for them. */
  readonly channelsSaid: Counts
  readonly kinds: Counts
  readonly replied: number
  readonly unreplied: number
  /** Calendar days from receipt to answer: how many took 0, 1, 2 …; and the middle one, and the one in ten that took longest. */
  readonly replyDays: Counts
  readonly replyDaysMedian: number | null
  readonly replyDaysP90: number | null
  readonly late: number
  readonly lateOf: number
  readonly from: string | null
  readonly to: string | null
}

const add = (counts: Map<string, number>, key: string, by = 1): void => {
  counts.set(key, (counts.get(key) ?? 0) + by)
}
const sorted = (counts: ReadonlyMap<string, number>): Counts =>
  Object.fromEntries([...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)))

/** Nearest rank: the smallest value with at least that many hundredths at or below it. */
const rank = (values: readonly number[], hundredths: number): number | null =>
  values[Math.max(0, Math.ceil((values.length * hundredths) / 100) - 1)] ?? null

/** Counts while rows pass by; holds no row. */
export class Tally {
  read = 0
  already = 0
  duplicates = 0
  refused = 0
  sameBody = 0
  private broughtIn = 0
  private maskedTexts = 0
  private maskedOrders = 0
  private late = 0
  private lateOf = 0
  private first: string | null = null
  private last: string | null = null
  private readonly reasons = new Map<string, number>()
  private readonly channels = new Map<string, number>()
  private readonly said = new Map<string, number>()
  private readonly kinds = new Map<string, number>()
  private readonly days = new Map<number, number>()

  refuse(faults: readonly HistoryFault[]): void {
    this.refused += 1
    for (const key of new Set(faults.map(({ field, why }) => `${field}/${why}`))) add(this.reasons, key)
  }

  take(order: Prepared): void {
    const [, recorded] = order.facts
    const { state } = order
    this.broughtIn += 1
    const masked = maskedIn(order)
    this.maskedTexts += masked
    this.maskedOrders += masked > 0 ? 1 : 0
    add(this.channels, state.channel)
    if (recorded.action === 'record') add(this.said, recorded.channelSaid)
    add(this.kinds, state.kind)
    const date = dateOf(state.receivedAt)
    this.first = this.first === null || date < this.first ? date : this.first
    this.last = this.last === null || date > this.last ? date : this.last
    if (state.closedAt === null) return
    const days = dayNumber(dateOf(state.closedAt)) - dayNumber(date)
    this.days.set(days, (this.days.get(days) ?? 0) + 1)
    const due = order.clocks.find(clock => clock.name === 'close')?.due?.dueAt
    if (due === undefined) return
    this.lateOf += 1
    this.late += state.closedAt > due ? 1 : 0
  }

  summary(dryRun: boolean): Summary {
    const days = [...this.days].sort(([a], [b]) => a - b)
    const each = days.flatMap(([value, count]) => Array.from({ length: count }, () => value))
    return {
      dryRun,
      read: this.read,
      broughtIn: this.broughtIn,
      already: this.already,
      duplicates: this.duplicates,
      refused: this.refused,
      refusedBy: sorted(this.reasons),
      maskedTexts: this.maskedTexts,
      maskedOrders: this.maskedOrders,
      sameBody: this.sameBody,
      channels: sorted(this.channels),
      channelsSaid: sorted(this.said),
      kinds: sorted(this.kinds),
      replied: each.length,
      unreplied: this.broughtIn - each.length,
      replyDays: Object.fromEntries(days),
      replyDaysMedian: rank(each, 50),
      replyDaysP90: rank(each, 90),
      late: this.late,
      lateOf: this.lateOf,
      from: this.first,
      to: this.last,
    }
  }
}
