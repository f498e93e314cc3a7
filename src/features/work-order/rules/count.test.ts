import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addWorkdays } from '../../../kernel/calendar.ts'
import { d, dateOfDayNumber, dayNumber } from '../../../kernel/time.ts'
import { shippedCalendar } from '../../calendar/index.ts'
import { countDays } from './count.ts'

const calendar = await shippedCalendar()

test('three working days from 30 September 2026: the holiday does not count, the Saturday after it does (T-05)', () => {
  const count = countDays(calendar, d('2026-09-30'), d('2026-10-10'))
  assert.deepEqual(count.counted, ['2026-10-08', '2026-10-09', '2026-10-10'])
  assert.deepEqual(count.holidays, [{ from: '2026-10-01', to: '2026-10-07' }])
  assert.deepEqual(count.weekends, [])
  assert.deepEqual(count.madeUp, ['2026-10-10'])
})

test('a plain weekend is called one', () => {
  assert.deepEqual(countDays(calendar, d('2026-11-19'), d('2026-11-24')).weekends, [
    { from: '2026-11-21', to: '2026-11-22' },
  ])
})

test('the n-th working day is the last of n that are counted', () => {
  const start = fc.integer({ min: dayNumber(d('2020-01-01')), max: dayNumber(d('2026-06-30')) })
  fc.assert(
    fc.property(start, fc.integer({ min: 1, max: 40 }), (day, n) => {
      const { due } = addWorkdays(calendar, dateOfDayNumber(day), n)
      const { counted } = countDays(calendar, dateOfDayNumber(day), due)
      return counted.length === n && counted.at(-1) === due
    }),
  )
})
