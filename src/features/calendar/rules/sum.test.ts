import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isWorkday } from '../../../kernel/calendar.ts'
import { d, isoOf, parseInstant } from '../../../kernel/time.ts'
import { shippedCalendar } from '../shipped.ts'
import { work } from './sum.ts'
import { yearGrid } from './year-grid.ts'

const NONE = new Map()
const calendar = await shippedCalendar()

test('three working days from 30 September 2026 end on the worked Saturday; the holiday is told (T-05)', () => {
  const worked = work(calendar, { unit: 'workingDay', start: d('2026-09-30'), count: 3 }, NONE)
  assert.ok(worked.unit !== 'hour')
  assert.equal(worked.due, '2026-10-10')
  assert.deepEqual(
    worked.skipped.map(day => day.date),
    ['2026-10-01', '2026-10-02', '2026-10-03', '2026-10-04', '2026-10-05', '2026-10-06', '2026-10-07'],
  )
})

test('days end after the holiday they would end in, and say over which days they moved', () => {
  const worked = work(calendar, { unit: 'day', start: d('2026-09-25'), count: 7 }, NONE)
  assert.ok(worked.unit !== 'hour')
  assert.deepEqual([worked.raw, worked.due], ['2026-10-02', '2026-10-08'])
  assert.equal(worked.skipped.length, 6)
})

test('hours run day and night', () => {
  const start = parseInstant('2026-09-30T18:00:00+08:00')
  assert.ok(start !== undefined)
  const worked = work(calendar, { unit: 'hour', start, count: 2 }, NONE)
  assert.ok(worked.unit === 'hour')
  assert.equal(isoOf(worked.dueAt), '2026-09-30T20:00:00+08:00')
})

test('a year has all its days, in their weeks, and counts its working days', () => {
  const months = yearGrid(calendar, 2026, new Map())
  const days = months.flatMap(month => month.days)
  assert.equal(days.length, 365)
  assert.equal(months[0]?.lead, 3)
  assert.equal(
    months.reduce((sum, month) => sum + month.workdays, 0),
    days.filter(day => isWorkday(calendar, day.date)).length,
  )
  assert.equal(days.find(day => day.date === '2026-10-10')?.kind, 'made-up')
  assert.equal(days.find(day => day.date === '2026-10-01')?.kind, 'off')
})
