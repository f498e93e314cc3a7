import type { Calendar } from '../../kernel/calendar.ts'
import { dateOf, HOUR_MS, type Instant, instant, MINUTE_MS } from '../../kernel/time.ts'
import { CATEGORIES, type CategoryCode, isUrgent } from './rules/categories.ts'
import { clocksOf } from './rules/clocks.ts'
import { decide } from './rules/decide.ts'
import { evolve } from './rules/evolve.ts'
import { CHANNELS, DECLINE_REASONS, KINDS, PAUSE_REASONS, SATISFACTION } from './rules/kinds.ts'
import type { ParamsOn } from './rules/params.ts'
import { closeDue, currentClocks } from './rules/project.ts'
import type { By, Command, Fact, OrderState, Unit } from './rules/state.ts'

/** A source of chance in [0, 1); the same seed gives the same lives. Mulberry32: small, fast, good enough for this. */
export const seeded = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** What lives are made in: who and where, the rules, and until when. */
export type World = {
  readonly random: () => number
  readonly calendar: Calendar
  readonly paramsOn: ParamsOn
  readonly areas: readonly string[]
  readonly units: readonly Unit[]
  readonly committees: readonly Unit[]
  readonly people: readonly string[]
  readonly until: Instant
  readonly locality: string
}

const pick = <T>(random: () => number, from: readonly T[]): T => {
  const chosen = from[Math.floor(random() * from.length)]
  if (chosen === undefined) throw new Error('nothing to choose from')
  return chosen
}

const opening = ({ random, areas, people, locality, paramsOn }: World, at: Instant): Command => {
  const category = pick(random, Object.keys(CATEGORIES) as CategoryCode[])
  const anonymous = random() < 0.1
  return {
    action: 'accept',
    kind: pick(random, KINDS),
    category,
    urgent: isUrgent(paramsOn(dateOf(at)).urgentList, category),
    channel: pick(random, CHANNELS),
    area: pick(random, areas),
    anonymous,
    confidential: random() < 0.05,
    contactable: !anonymous || random() < 0.3,
    onSite: CATEGORIES[category].onSite,
    about: null,
    requester: anonymous ? null : pick(random, people),
    locality,
    saidAt: random() < 0.1 ? instant(at - 5 * MINUTE_MS) : null,
  }
}

const sending = ({ random, units, committees }: World, action: 'dispatch' | 'designate'): Command => ({
  action,
  lead: pick(random, units),
  assists: random() < 0.1 ? [pick(random, random() < 0.5 ? units : committees)] : [],
  onList: true,
})

type Proposal = (world: World, state: OrderState) => Command

const simple =
  (action: Command['action']): Proposal =>
  () =>
    ({ action }) as Command

/** What people might do in a step, likelier things more often; the rules say whether they may. */
const PROPOSALS: Readonly<Record<string, readonly (readonly [weight: number, Proposal])[]>> = {
  received: [
    [12, simple('admit')],
    [1, ({ random }) => ({ action: 'decline', reason: pick(random, DECLINE_REASONS) })],
    [1, simple('answer')],
    [0.3, simple('withdraw')],
    [0.2, simple('remind')],
  ],
  queued: [
    [12, world => sending(world, 'dispatch')],
    [0.5, simple('answer')],
    [0.1, simple('toPetition')],
  ],
  dispatched: [
    [14, simple('sign')],
    [0.7, simple('askReturn')],
    [0.3, simple('recall')],
  ],
  returning: [
    [2, simple('grantReturn')],
    [1, world => sending(world, 'designate')],
  ],
  handling: [
    [6, ({ random }) => ({ action: 'contact', reached: random() < 0.9 })],
    [5, ({ random }) => ({ action: 'arrive', photos: Math.floor(random() * 3) })],
    [8, ({ random }) => ({ action: 'submit', evidence: Math.floor(random() * 3), hasResult: true })],
    [
      0.8,
      ({ random }) => ({ action: 'askExtension', workdays: 1 + Math.floor(random() * 8), special: random() < 0.3 }),
    ],
    [
      2,
      (_, state) => ({
        action: 'grantExtension',
        workdays: state.pending?.kind === 'extend' ? state.pending.workdays : 0,
      }),
    ],
    [0.5, simple('refuseExtension')],
    [0.6, ({ random }) => ({ action: 'askPause', reason: pick(random, PAUSE_REASONS) })],
    [
      2,
      (_, state) => ({
        action: 'grantPause',
        reason: state.pending?.kind === 'pause' ? state.pending.reason : 'force-majeure',
      }),
    ],
    [0.4, simple('progress')],
    [2, (_, state) => ({ action: 'assistReply', organisation: state.assists[0]?.id ?? '' })],
    [0.2, simple('remind')],
    [0.1, simple('terminate')],
  ],
  paused: [[1, simple('resume')]],
  submitted: [
    [9, simple('close')],
    [1, simple('sendBack')],
  ],
  closed: [
    [
      8,
      ({ random }, state) => {
        const reached = state.contactable && random() < 0.8
        const resolved = reached ? random() < 0.85 : null
        const satisfaction =
          reached && random() < 0.9
            ? pick(random, resolved === true ? SATISFACTION.slice(0, 3) : SATISFACTION.slice(2))
            : null
        return {
          action: 'followUp',
          reached,
          final: reached || !state.contactable || state.attempts >= 2,
          resolved,
          satisfaction,
        }
      },
    ],
    [2, ({ random }) => ({ action: 'rate', satisfaction: pick(random, SATISFACTION), resolved: random() < 0.8 })],
    [0.4, simple('reopen')],
    [3, simple('publish')],
  ],
  'followed-up': [
    [5, simple('archive')],
    [0.6, simple('reopen')],
    [1, ({ random }) => ({ action: 'rate', satisfaction: pick(random, SATISFACTION), resolved: random() < 0.8 })],
    [3, simple('publish')],
  ],
}

const propose = (world: World, state: OrderState): Command | undefined => {
  const choices = PROPOSALS[state.step] ?? []
  let left = world.random() * choices.reduce((sum, [weight]) => sum + weight, 0)
  for (const [weight, proposal] of choices) {
    left -= weight
    if (left <= 0) return proposal(world, state)
  }
  return undefined
}

/** Minutes to the next thing: mostly within hours, now and then days. */
const pauseMinutes = (random: () => number): number => Math.ceil(random() ** 4 * 3 * 24 * 60) + 1

const STEPS_MAX = 60

/**
 * One order's life as facts: random people do what the rules let them, until it ends or the present comes. Every
 * fact went through `decide`, so what the generator makes could have been made by hand.
 */
export const lifeOf = (world: World, start: Instant): readonly Fact[] => {
  const { random, calendar, paramsOn, until, people } = world
  const facts: Fact[] = []
  let state: OrderState | undefined
  let at = start
  for (let tries = 0; tries < STEPS_MAX && at <= until; tries++) {
    const command = state === undefined ? opening(world, at) : propose(world, state)
    if (command === undefined) break
    const by: By = { party: pick(random, people), organisation: null, role: 'simulated' }
    const params = paramsOn(dateOf(state?.dispatchedAt ?? at))
    const clocks = state === undefined ? [] : currentClocks(clocksOf(facts, paramsOn, calendar), state)
    const decided = decide(
      state,
      {
        ...command,
        by,
        at,
        params,
        ground: { calendar, closeMinute: params.closeMinute },
        closeDueAt: closeDue(clocks),
      },
      facts.length + 1,
    )
    if (decided.ok) {
      facts.push(decided.value)
      state = evolve(state, decided.value)
      at = instant(at + pauseMinutes(random) * MINUTE_MS)
    } else at = instant(at + HOUR_MS / 2)
  }
  return facts
}
