import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { d, instant, MINUTE_MS, parseInstant } from '../../../kernel/time.ts'
import { type Candidate, checkInGate, dayGate, insuranceGate, joinGates, reviewGate } from './gates.ts'
import { starsOf } from './stars.ts'
import { bitsOf, countedPeriod, flagsOf, slotsOf } from './time.ts'

const at = (text: string) => parseInstant(`${text.replace(' ', 'T')}:00+08:00`) ?? instant(0)
const PARAMS = {
  silenceHours: 72,
  pairMinutes: 1200,
  dayMinutes: 480,
  dayMost: 720,
  earlyMinutes: 60,
  stars: [100, 300, 600, 1000, 1500],
}
const adult: Candidate = {
  state: 'active',
  adultOn: d('2008-01-05'),
  bornOn: d('1990-01-05'),
  guardian: false,
  skills: ['first-aid'],
  trained: [],
}
const asked = { risk: 'none', course: null, skill: null, minAge: 0 } as const
const tagsOf = (...[who, what, day, risk]: Parameters<typeof joinGates>) =>
  joinGates(who, what, day, risk).map(({ tag }) => tag)

test('条例 12, 15–17: all reasons at once', () => {
  const day = d('2026-03-07')
  assert.deepEqual(tagsOf(adult, asked, day, true), [])
  const minor = { ...adult, bornOn: d('2010-03-08'), adultOn: d('2028-03-08') }
  assert.deepEqual(tagsOf(minor, { risk: 'bodily', course: 'basic', skill: 'driving', minAge: 16 }, day, false), [
    'risk-unread',
    'guardian-missing',
    'adults-only',
    'too-young',
    'training-missing',
    'skill-missing',
  ])
  assert.deepEqual(tagsOf({ ...minor, guardian: true }, { ...asked, minAge: 16 }, d('2026-03-08'), true), [])
  assert.deepEqual(tagsOf({ ...adult, state: 'paused' }, asked, day, true), ['not-active'])
  assert.deepEqual(
    insuranceGate('bodily', '').map(({ tag }) => tag),
    ['insurance-missing'],
  )
  assert.deepEqual(insuranceGate('none', ''), [])
})

test('the clock: one minute early is early, the end is over, silence ends on the hour', () => {
  const shift = { from: at('2026-03-07 09:00'), to: at('2026-03-07 11:00') }
  assert.equal(checkInGate(shift, at('2026-03-07 07:59'), PARAMS)[0]?.tag, 'too-early')
  assert.deepEqual(checkInGate(shift, at('2026-03-07 08:00'), PARAMS), [])
  assert.equal(checkInGate(shift, at('2026-03-07 11:00'), PARAMS)[0]?.tag, 'shift-over')
  const waiting = { state: 'claimed', silentFrom: at('2026-03-10 11:00'), confirmedBy: ['me', null] } as const
  assert.deepEqual(
    reviewGate(waiting, 'me', at('2026-03-10 10:59')).map(({ tag }) => tag),
    ['still-waiting', 'own-review'],
  )
  assert.deepEqual(reviewGate(waiting, 'you', at('2026-03-10 11:00')), [])
  assert.deepEqual(reviewGate({ ...waiting, state: 'disputed' }, 'you', at('2026-03-08 11:00')), [])
})

test('limits hold at their number and break above it', () => {
  assert.deepEqual(flagsOf({ dayMinutes: 480, pairMinutes: 1200 }, PARAMS), [])
  assert.deepEqual(flagsOf({ dayMinutes: 481, pairMinutes: 1201 }, PARAMS), ['pair', 'day-long'])
  assert.deepEqual(dayGate(720, PARAMS), [])
  assert.equal(dayGate(721, PARAMS)[0]?.tag, 'day-full')
})

test('D-015: stars at their number of hours', () => {
  for (const [hours, stars] of [
    [0, 0],
    [99, 0],
    [100, 1],
    [299, 1],
    [300, 2],
    [1500, 5],
  ] as const)
    assert.equal(starsOf(hours * 60, PARAMS.stars), stars)
  assert.equal(starsOf(100 * 60 - 1, PARAMS.stars), 0)
})

test('slots: Saturday morning and afternoon; a night touches two days', () => {
  assert.deepEqual(slotsOf({ from: at('2026-03-07 11:00'), to: at('2026-03-07 13:00') }), [18, 19])
  assert.deepEqual(slotsOf({ from: at('2026-03-07 23:00'), to: at('2026-03-08 01:00') }), [20, 0])
  assert.deepEqual(slotsOf({ from: at('2026-03-07 09:00'), to: at('2026-03-07 12:00') }), [18])
  assert.equal(bitsOf([0, 20]), 0b100000000000000000001)
})

test('what counts lies inside the shift and inside what was seen, in whole minutes', () => {
  const minute = fc.integer({ min: 0, max: 2000 })
  fc.assert(
    fc.property(minute, minute, minute, minute, fc.integer({ min: 0, max: 59_999 }), (a, b, c, e, ms) => {
      const shift = { from: instant(a * MINUTE_MS), to: instant((a + b) * MINUTE_MS) }
      const seen = { from: instant(c * MINUTE_MS + ms), to: instant((c + e) * MINUTE_MS + ms) }
      const counted = countedPeriod(shift, seen)
      if (counted === undefined) return
      assert.ok(counted.from >= shift.from && counted.to <= shift.to)
      assert.ok(counted.from >= seen.from && counted.to <= seen.to)
      assert.equal(counted.to - counted.from, counted.minutes * MINUTE_MS)
      assert.ok(counted.minutes >= 1)
    }),
  )
})
