import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { localDefault } from './cite.ts'
import { type Dated, entryAt, overlay, valueAt } from './dated.ts'
import { d, dateOfDayNumber } from './time.ts'

const basis = localDefault('B-032', '示例')
const days: Dated<number> = [
  { from: d('2000-01-01'), value: 15, basis },
  { from: d('2021-08-09'), value: 3, basis },
]

test('咨询: the old case keeps fifteen days, the new one has three', () => {
  assert.equal(valueAt(days, d('2021-08-08')), 15)
  assert.equal(valueAt(days, d('2021-08-09')), 3)
})

test('before the history begins there is no value', () => {
  assert.equal(entryAt(days, d('1999-12-31')), undefined)
  assert.throws(() => valueAt(days, d('1999-12-31')), /begins 2000-01-01/)
})

test('an overlay replaces the same day and adds its own', () => {
  const over: Dated<number> = [
    { from: d('2021-08-09'), value: 2, basis },
    { from: d('2022-09-01'), value: 1, basis },
  ]
  assert.deepEqual(
    overlay(days, over).map(entry => [entry.from, entry.value]),
    [
      ['2000-01-01', 15],
      ['2021-08-09', 2],
      ['2022-09-01', 1],
    ],
  )
})

test('the value of a day is that of the last entry not after it, in whatever order an overlay comes', () => {
  const day = fc.integer({ min: 0, max: 200 }).map(dateOfDayNumber)
  const entry = fc.record({ from: day, value: fc.integer(), basis: fc.constant(basis) })
  fc.assert(
    fc.property(fc.array(entry), day, (entries, date) => {
      const history = overlay<number>([], entries)
      const latest = entries
        .filter(each => each.from <= date)
        .sort((a, b) => (a.from < b.from ? -1 : 1))
        .at(-1)
      assert.equal(entryAt(history, date)?.from, latest?.from)
    }),
  )
})
