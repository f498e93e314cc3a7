import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MEMBERS, SLOTS_116, SOURCES, sizeWarnings } from './bodies.ts'
import { MECHANISMS, REPRESENTATIVES, THEMES, ZONES } from './kinds.ts'

const SEATS = { least: 15, most: 20 }

test('T-10 a committee of 11 and of 21 is warned about, of 15 and 20 nothing is said', () => {
  for (const [total, warned] of [
    [11, true],
    [14, true],
    [15, false],
    [20, false],
    [21, true],
  ] as const) {
    const why = sizeWarnings([total - 5, 1, 1, 1, 1, 1], SEATS)
    assert.equal(why.length > 0, warned, String(total))
    if (warned) assert.deepEqual(why[0]?.values, { total, least: 15, most: 20 })
  }
})

test('as many kinds as the letters count', () => {
  assert.equal(SOURCES.length, 6)
  assert.equal(MEMBERS.length, 9)
  assert.equal(MECHANISMS.length, 4)
  assert.equal(SLOTS_116.length, 1 + 1 + 6)
  assert.equal(REPRESENTATIVES.length, 3)
  // Five to sit in; the sixth of a hall is the speaker's place.
  assert.equal(ZONES.length + 1, 6)
  assert.equal(THEMES.filter(theme => theme !== 'other').length, 8)
})
