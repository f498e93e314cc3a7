import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant } from '../../kernel/time.ts'
import { testCity } from '../testing/database.ts'
import { sharedClock } from './clock.ts'
import type { PublicDb } from './types.ts'

const HOUR_MS = 3_600_000
const START = 1_790_000_000_000

/** A database whose clock is moved by hand, and a machine whose wall clock is. */
const hands = () => {
  const state = { there: START, wall: START, monotonic: 5_000 }
  const db = { one: async () => ({ now: instant(state.there) }) } as unknown as PublicDb
  const steps: number[] = []
  const clock = sharedClock(db, ms => steps.push(ms), { wall: () => state.wall, monotonic: () => state.monotonic })
  const pass = (ms: number): void => {
    state.there += ms
    state.monotonic += ms
  }
  return { state, clock, steps, pass }
}

test('R-9 the clock follows the database and the monotonic clock, whatever the wall clock of the machine does', async () => {
  const { state, clock, steps, pass } = hands()
  state.wall += 25 * HOUR_MS
  await clock.look()
  assert.equal(clock.now(), START)
  for (const jump of [-12 * HOUR_MS, 25 * HOUR_MS, 400 * 24 * HOUR_MS]) {
    state.wall += jump
    pass(1_000)
    assert.equal(clock.now(), state.there)
    await clock.look()
    assert.equal(clock.now(), state.there)
  }
  assert.deepEqual(steps, [])
})

test('R-9 drift is made up for without going back; a step of the database is followed and told', async () => {
  const { state, clock, steps, pass } = hands()
  await clock.look()
  pass(60_000)
  const before = clock.now()
  state.there -= 300
  await clock.look()
  assert.equal(clock.now(), before, 'stands rather than going back')
  pass(300)
  assert.equal(clock.now(), before)
  pass(1)
  assert.equal(clock.now(), state.there)
  state.there -= 12 * HOUR_MS
  await clock.look()
  assert.equal(clock.now(), state.there)
  state.there += 25 * HOUR_MS
  await clock.look()
  assert.equal(clock.now(), state.there)
  assert.deepEqual(steps, [-12 * HOUR_MS, 25 * HOUR_MS])
})

test('a real database gives its time', async t => {
  const { publicDb } = await testCity(t)
  const clock = sharedClock(publicDb, () => assert.fail('no step'))
  await clock.look()
  assert.ok(Math.abs(await clock.look()) < 1_000)
  assert.ok(Math.abs(clock.now() - Date.now()) < 2_000)
})
