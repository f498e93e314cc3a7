import type { Calendar } from '../../../kernel/calendar.ts'
import type { Instant } from '../../../kernel/time.ts'
import { clocksOf, type OrderClock } from './clocks.ts'
import { evolve } from './evolve.ts'
import type { ParamsOn } from './params.ts'
import { type Columns, columnsOf, currentClocks, type Round, roundOf } from './project.ts'
import { type Rates, ratesOf } from './rates.ts'
import type { Fact, OrderState } from './state.ts'

/** A round of handling with what the figures group it by, as it stood at its end or stands now. */
export type GroupedRound = Round & {
  readonly area: string
  readonly lead: string | null
  readonly kind: string
  readonly channel: string
}

/** Everything that is stored of an order, made from its facts alone. */
export type FromFacts = {
  readonly state: OrderState
  readonly columns: Columns
  readonly clocks: readonly OrderClock[]
  readonly rounds: readonly GroupedRound[]
}

const grouped = (state: OrderState, clocks: readonly OrderClock[]): GroupedRound => ({
  ...roundOf(state, clocks),
  area: state.area,
  lead: state.lead?.id ?? null,
  kind: state.kind,
  channel: state.channel,
})

/** The last states of each round: those before it was reopened, and the present one. */
const lastStates = (facts: readonly Fact[]): readonly OrderState[] => {
  const lasts: OrderState[] = []
  let state: OrderState | undefined
  for (const fact of facts) {
    if (state !== undefined && fact.action === 'reopen') lasts.push(state)
    state = evolve(state, fact)
  }
  return state === undefined ? lasts : [...lasts, state]
}

/**
 * An order's row, clocks and rounds from its facts. Undefined without any fact.
 *
 * @param standing the clocks to count with instead of the computed ones, when some ended under an older calendar
 */
export const fromFacts = (
  facts: readonly Fact[],
  paramsOn: ParamsOn,
  calendar: Calendar,
  standing: (computed: readonly OrderClock[]) => readonly OrderClock[] = computed => computed,
): FromFacts | undefined => {
  const states = lastStates(facts)
  const state = states.at(-1)
  if (state === undefined) return undefined
  const clocks = standing(clocksOf(facts, paramsOn, calendar))
  return {
    state,
    columns: columnsOf(state, currentClocks(clocks, state)),
    clocks,
    // A clock that ran when its round ended is taken off by the reopening: until then it counted.
    rounds: states.map((last, at) =>
      grouped(last, at === states.length - 1 ? clocks : clocksOfRound(facts, last.round, paramsOn, calendar, clocks)),
    ),
  }
}

const clocksOfRound = (
  facts: readonly Fact[],
  round: number,
  paramsOn: ParamsOn,
  calendar: Calendar,
  standing: readonly OrderClock[],
): readonly OrderClock[] => {
  let reopened = 0
  const end = facts.findIndex(fact => fact.action === 'reopen' && ++reopened === round)
  const known = new Map(standing.map(clock => [`${clock.round}/${clock.turn}/${clock.name}`, clock]))
  return clocksOf(facts.slice(0, end), paramsOn, calendar).map(clock => {
    const due = known.get(`${clock.round}/${clock.turn}/${clock.name}`)?.due
    return due === undefined ? clock : { ...clock, due }
  })
}

const PARTS = ['response', 'resolution', 'satisfaction', 'onTime'] as const

/** Counts that grow round by round, so that no round has to be kept: by group, such as `kind/help` or `all/`. */
export class Recount {
  readonly groups = new Map<string, Rates>()

  /** Adds the rounds of some orders. @param asOf what was due before this counts, done or not */
  add(rounds: readonly GroupedRound[], asOf: Instant): void {
    const byGroup = new Map<string, GroupedRound[]>()
    for (const round of rounds) {
      for (const group of [
        'all/',
        `kind/${round.kind}`,
        `channel/${round.channel}`,
        `town/${round.area.slice(0, 9)}`,
      ]) {
        const known = byGroup.get(group)
        if (known === undefined) byGroup.set(group, [round])
        else known.push(round)
      }
    }
    for (const [group, some] of byGroup) this.groups.set(group, sum(this.groups.get(group), ratesOf(some, asOf)))
  }
}

const sum = (one: Rates | undefined, two: Rates): Rates => {
  if (one === undefined) return two
  const part = (name: (typeof PARTS)[number]) => ({
    part: one[name].part + two[name].part,
    whole: one[name].whole + two[name].whole,
  })
  return {
    rounds: one.rounds + two.rounds,
    response: part('response'),
    resolution: part('resolution'),
    satisfaction: part('satisfaction'),
    onTime: part('onTime'),
  }
}
