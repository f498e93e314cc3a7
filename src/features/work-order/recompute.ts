import { type Instant, instant } from '../../kernel/time.ts'
import { checkClocks, clockRowsBetween, sameJson } from '../../platform/clocks/stored.ts'
import type { CityDb, Tx } from '../../platform/db/types.ts'
import { type Rules, rulesOf } from './commands.ts'
import type { OrderClock } from './rules/clocks.ts'
import type { Rates } from './rules/rates.ts'
import { fromFacts, type GroupedRound, Recount } from './rules/recount.ts'
import type { Fact } from './rules/state.ts'
import { type Counts, countsOf } from './store/figures.ts'
import {
  factsBetween,
  ordersAfter,
  roundsBetween,
  type StoredOrder,
  type StoredRound,
  spanOfRounds,
  takeSnapshot,
} from './store/recompute.ts'

/** Something stored that the facts do not give. `order` is the order's number, or the name of a group of figures. */
export type Difference = {
  readonly order: string
  readonly what: string
  readonly stored: unknown
  readonly recomputed: unknown
}

/** What a recomputation found. `olderCalendar`: clocks that ended under an older calendar and stand as judged then. */
export type Recomputed = {
  readonly city: string
  readonly asOf: Instant
  readonly calendar: string
  readonly orders: number
  readonly facts: number
  readonly clocks: number
  readonly rounds: number
  readonly groups: number
  readonly olderCalendar: number
  /** All of them counted. */
  readonly differences: number
  /** The first of them. */
  readonly shown: readonly Difference[]
}

const SHOWN_MAX = 100
const BATCH = 500
const FIRST_ID = '00000000-0000-0000-0000-000000000000'

type Tally = {
  orders: number
  facts: number
  clocks: number
  rounds: number
  olderCalendar: number
  differences: number
}

class Report {
  readonly tally: Tally = { orders: 0, facts: 0, clocks: 0, rounds: 0, olderCalendar: 0, differences: 0 }
  readonly shown: Difference[] = []

  differ(order: string, what: string, stored: unknown, recomputed: unknown): void {
    this.tally.differences += 1
    if (this.shown.length < SHOWN_MAX) this.shown.push({ order, what, stored, recomputed })
  }

  compare(order: string, what: string, stored: unknown, recomputed: unknown): void {
    if (!sameJson(stored, recomputed)) this.differ(order, what, stored, recomputed)
  }
}

type Batch = {
  readonly orders: readonly StoredOrder[]
  readonly facts: ReadonlyMap<string, readonly Fact[]>
  readonly clocks: Awaited<ReturnType<typeof clockRowsBetween>>
  readonly rounds: ReadonlyMap<string, readonly StoredRound[]>
}

const read = async (tx: Tx, after: string): Promise<Batch | undefined> => {
  const orders = await ordersAfter(tx, after, BATCH)
  const last = orders.at(-1)
  if (last === undefined) return undefined
  const [facts, clocks, rounds] = await Promise.all([
    factsBetween(tx, after, last.id),
    clockRowsBetween(tx, 'work-order', after, last.id),
    roundsBetween(tx, after, last.id),
  ])
  return { orders, facts, clocks, rounds }
}

const compareRounds = (
  report: Report,
  no: string,
  stored: readonly StoredRound[],
  computed: readonly GroupedRound[],
): void => {
  const left = new Map(stored.map(({ order: _order, ...round }) => [round.round, round]))
  for (const round of computed) {
    const row = left.get(round.round)
    left.delete(round.round)
    if (row === undefined) report.differ(no, `round ${round.round}`, null, round)
    else
      for (const [key, value] of Object.entries(round))
        report.compare(no, `round ${round.round} ${key}`, row[key], value)
  }
  for (const [number, row] of left) report.differ(no, `round ${number}`, row, null)
}

/** One order against its facts; gives the rounds the facts make, for the figures. */
const compareOrder = (
  report: Report,
  { orders: _, ...batch }: Batch,
  order: StoredOrder,
  rules: Rules,
): readonly GroupedRound[] => {
  const facts = batch.facts.get(order.id) ?? []
  const stored = batch.clocks.get(order.id) ?? []
  let faults: ReturnType<typeof checkClocks>['faults'] = []
  const standing = (computed: readonly OrderClock[]): readonly OrderClock[] => {
    const checked = checkClocks(stored, computed, rules.calendar.version)
    faults = checked.faults
    report.tally.olderCalendar += checked.older
    return checked.standing as readonly OrderClock[]
  }
  const made = fromFacts(facts, rules.paramsOn, rules.calendar, standing)
  report.tally.orders += 1
  report.tally.facts += facts.length
  if (made === undefined) {
    report.differ(order.no, 'facts', order.facts, 0)
    return []
  }
  report.tally.clocks += made.clocks.length
  report.tally.rounds += made.rounds.length
  report.compare(order.no, 'facts', order.facts, facts.length)
  if (facts.some(({ seq }, index) => seq !== index + 1))
    report.differ(
      order.no,
      'fact numbers',
      facts.map(({ seq }) => seq),
      facts.length,
    )
  report.compare(order.no, 'state', order.state, made.state)
  for (const [key, value] of Object.entries(made.columns)) report.compare(order.no, key, order[key], value)
  for (const fault of faults) report.differ(order.no, fault.what, fault.stored, fault.recomputed)
  compareRounds(report, order.no, batch.rounds.get(order.id) ?? [], made.rounds)
  return made.rounds
}

const ratesOfCounts = (counts: Counts): Rates => ({
  rounds: counts.rounds,
  response: { part: counts.contact_part, whole: counts.contact_whole },
  resolution: { part: counts.resolved_part, whole: counts.resolved_whole },
  satisfaction: { part: counts.satisfied_part, whole: counts.satisfied_whole },
  onTime: { part: counts.on_time_part, whole: counts.on_time_whole },
})

/** The figures as the pages count them, in SQL over the stored rounds, against the rates by the rules over the facts. */
const compareRates = async (report: Report, tx: Tx, recount: Recount, asOf: Instant): Promise<void> => {
  const span = await spanOfRounds(tx)
  const left = new Map(recount.groups)
  const counts =
    span === undefined ? [] : await countsOf(tx, { from: span.first, to: instant(span.last + 1), source: null }, asOf)
  for (const count of counts) {
    const group = `${count.by}/${count.group}`
    report.compare(group, 'rates', ratesOfCounts(count), left.get(group) ?? null)
    left.delete(group)
  }
  for (const [group, rates] of left) report.differ(group, 'rates', null, rates)
}

/**
 * Makes every order anew from its facts and holds it against what is stored: the row, its clocks and escalations, its
 * rounds, and over all of them the rates by kind, channel and town. Reads one state of the city, by batches in order
 * of id, so memory does not grow with the city; writes nothing.
 *
 * A clock that has ended was judged by the calendar known then. Where a notice loaded later would give another due,
 * the stored one stands and is counted in `olderCalendar`; a clock that still runs must agree with the present
 * calendar, since a new notice moves it.
 *
 * @param asOf the instant the rates are counted at
 */
export const recompute = (db: CityDb, asOf: Instant): Promise<Recomputed> =>
  db.tx(async tx => {
    await takeSnapshot(tx)
    const rules = await rulesOf(tx)
    const report = new Report()
    const recount = new Recount()
    let batch = await read(tx, FIRST_ID)
    while (batch !== undefined) {
      // The next batch is on its way while this one is worked on.
      const next = read(tx, batch.orders.at(-1)?.id ?? FIRST_ID)
      const rounds: GroupedRound[] = []
      for (const order of batch.orders) rounds.push(...compareOrder(report, batch, order, rules))
      recount.add(rounds, asOf)
      batch = await next
    }
    await compareRates(report, tx, recount, asOf)
    return {
      city: db.city.code,
      asOf,
      calendar: rules.calendar.version,
      ...report.tally,
      groups: recount.groups.size,
      shown: report.shown,
    }
  })
