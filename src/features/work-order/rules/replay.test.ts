import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { clockState, progressOf } from '../../../kernel/procedure/clock.ts'
import { DAY_MS, instant, parseInstant } from '../../../kernel/time.ts'
import { shippedCalendar } from '../../calendar/index.ts'
import { shippedParams } from '../params.ts'
import { lifeOf, seeded } from '../simulate.ts'
import { clocksOf } from './clocks.ts'
import { workOrder } from './definition.ts'
import { evolve, replay } from './evolve.ts'
import { columnsOf, currentClocks, roundOf } from './project.ts'
import { ratesOf } from './rates.ts'
import type { Fact, OrderState } from './state.ts'

const zhongshan = shippedParams('442000')
const calendar = await shippedCalendar()
const START = parseInstant('2026-01-05T08:00:00+08:00') ?? instant(0)
const life = (seed: number): readonly Fact[] => {
  const random = seeded(seed)
  return lifeOf(
    {
      random,
      calendar,
      paramsOn: zhongshan,
      areas: ['442000001007', '442000001', '442000103005G02'],
      units: [
        { id: 'town', kind: 'townGovernment' },
        { id: 'bureau', kind: 'department' },
      ],
      committees: [{ id: 'committee', kind: 'residentsCommittee' }],
      people: ['a', 'b', 'c', 'd'],
      until: instant(START + 200 * DAY_MS),
      locality: '442000',
    },
    instant(START + Math.floor(random() * 60 * DAY_MS)),
  )
}
const lives = fc.integer({ min: 0, max: 2 ** 31 }).map(life)
const states = (facts: readonly Fact[]): readonly OrderState[] => {
  const all: OrderState[] = []
  for (const fact of facts) all.push(evolve(all.at(-1), fact))
  return all
}

test('random lives reach every step that people can reach', () => {
  const reached = new Set(
    Array.from({ length: 3000 }, (_, seed) => life(seed)).flatMap(facts => states(facts).map(state => state.step)),
  )
  assert.deepEqual(
    Object.keys(workOrder.steps).filter(step => !reached.has(step as OrderState['step'])),
    [],
  )
})

test('replaying the facts one by one or all at once gives the same order', () =>
  fc.assert(fc.property(lives, facts => assert.deepEqual(replay(facts), states(facts).at(-1)))))

test('facts that went through JSON give the same order and the same clocks', () =>
  fc.assert(
    fc.property(lives, facts => {
      const again: readonly Fact[] = JSON.parse(JSON.stringify(facts))
      assert.deepEqual(replay(again), replay(facts))
      assert.deepEqual(clocksOf(again, zhongshan, calendar), clocksOf(facts, zhongshan, calendar))
    }),
  ))

test('an order that is closed was contacted where it could be, visited where it had to be, and had a result', () =>
  fc.assert(
    fc.property(lives, facts => {
      for (const [index, state] of states(facts).entries()) {
        if (facts[index]?.action !== 'close') continue
        assert.ok(!state.contactable || state.contactedAt !== null)
        assert.ok(!(state.urgent || state.onSite) || state.arrivedAt !== null)
        assert.ok(!state.onSite || state.evidence > 0)
        assert.notEqual(facts[index]?.by.party, states(facts)[index - 1]?.submittedBy)
      }
    }),
  ))

test('an urgent order is never paused, and one is extended at most twice a round', () =>
  fc.assert(
    fc.property(lives, facts => {
      for (const state of states(facts)) {
        assert.ok(!(state.urgent && state.step === 'paused'))
        assert.ok(state.extensions <= 2)
      }
    }),
  ))

test('a clock is never both met and cancelled, no due lies before its anchor, and what is used and left add up', () =>
  fc.assert(
    fc.property(lives, fc.integer({ min: 0, max: 300 }), (facts, days) => {
      const now = instant(START + days * DAY_MS)
      for (const clock of clocksOf(facts, zhongshan, calendar)) {
        assert.ok(clock.stoppedAt === undefined || clock.cancelledAt === undefined)
        if (clock.due !== undefined) assert.ok(clock.due.dueAt > clock.due.anchorAt)
        for (const weaker of clock.weaker) assert.ok(weaker.dueAt >= (clock.due?.dueAt ?? 0))
        const progress = progressOf(clock, now, calendar)
        if (progress !== undefined) assert.equal(progress.used + progress.left, progress.total)
        if (clockState(clock, now) === 'met') assert.ok((clock.stoppedAt ?? 0) <= (clock.due?.dueAt ?? 0))
      }
    }),
  ))

test('reopening never improves a rate: rounds only add up', () =>
  fc.assert(
    fc.property(lives, facts => {
      let rounds = 0
      for (const [index, state] of states(facts).entries()) {
        const clocks = clocksOf(facts.slice(0, index + 1), zhongshan, calendar)
        assert.ok(roundOf(state, clocks).round >= rounds)
        rounds = roundOf(state, clocks).round
        assert.equal(columnsOf(state, currentClocks(clocks, state)).step, state.step)
      }
    }),
    { numRuns: 30 },
  ))

test('a rate is its part of its whole', () =>
  fc.assert(
    fc.property(fc.array(lives, { maxLength: 5 }), many => {
      const rounds = many.flatMap(facts => {
        const state = replay(facts)
        return state === undefined ? [] : [roundOf(state, clocksOf(facts, zhongshan, calendar))]
      })
      const rates = ratesOf(rounds, instant(START + 300 * DAY_MS))
      for (const rate of [rates.response, rates.resolution, rates.satisfaction, rates.onTime])
        assert.ok(rate.part <= rate.whole && rate.whole <= rounds.length)
    }),
    { numRuns: 50 },
  ))
