import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  addDays,
  addHours,
  addMonths,
  addWorkdays,
  buildCalendar,
  type CalendarYear,
  COUNT_MAX,
  endOfDay,
  isRestDay,
  isWorkday,
  noticeGap,
  workdaysBetween,
} from './calendar.ts'
import { d, dateOfDayNumber, dayNumber, instant, isoOf, type LocalDate, parseInstant } from './time.ts'

const span = (from: string, to: string, off: boolean) =>
  Array.from({ length: dayNumber(d(to)) - dayNumber(d(from)) + 1 }, (_, index) => ({
    date: dateOfDayNumber(dayNumber(d(from)) + index),
    off,
    name: '',
  }))

/** The notice of 2025-11-04, in short. */
const year2026: CalendarYear = {
  year: 2026,
  notices: ['https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm'],
  days: [
    ...[
      ['01-01', '01-03'],
      ['02-15', '02-23'],
      ['04-04', '04-06'],
      ['05-01', '05-05'],
      ['06-19', '06-21'],
      ['09-25', '09-27'],
      ['10-01', '10-07'],
    ].flatMap(([from, to]) => span(`2026-${from}`, `2026-${to}`, true)),
    ...['01-04', '02-14', '02-28', '05-09', '09-20', '10-10'].flatMap(day => span(`2026-${day}`, `2026-${day}`, false)),
  ],
}
const plain2025: CalendarYear = { year: 2025, notices: [], days: [] }
const cal = buildCalendar([plain2025, year2026], 'test')

const workdays: readonly (readonly [start: string, n: number, due: string])[] = [
  ['2026-02-12', 3, '2026-02-24'],
  ['2026-02-13', 2, '2026-02-24'],
  ['2026-04-30', 3, '2026-05-08'],
  ['2026-09-18', 15, '2026-10-15'],
  ['2026-09-30', 3, '2026-10-10'],
]
for (const [start, n, due] of workdays) {
  test(`${n} 个工作日 from ${start} end on ${due}`, () =>
    assert.deepEqual(addWorkdays(cal, d(start), n), { due, raw: due, provisional: false }))
}

test('民法典第二百零三条: the last day moves to the day after the holiday, over make-up working days correctly', () => {
  assert.deepEqual(addDays(cal, d('2026-09-20'), 15), { due: '2026-10-08', raw: '2026-10-05', provisional: false })
  assert.deepEqual(addDays(cal, d('2026-02-13'), 2), { due: '2026-02-24', raw: '2026-02-15', provisional: false })
  assert.deepEqual(addDays(cal, d('2026-02-13'), 1), { due: '2026-02-14', raw: '2026-02-14', provisional: false })
})

test('民法典第二百零二条: the corresponding day, or the last day of the month', () => {
  assert.equal(addMonths(cal, d('2025-11-30'), 3).due, '2026-02-28')
  assert.deepEqual(addMonths(cal, d('2026-08-31'), 6), { due: '2027-02-28', raw: '2027-02-28', provisional: true })
  assert.equal(addMonths(cal, d('2026-03-18'), 3).due, '2026-06-18')
})

test('民法典第二百零一条: hours run through nights and holidays', () => {
  const sent = parseInstant('2026-09-30T18:00:00+08:00') ?? instant(0)
  assert.equal(isoOf(addHours(sent, 1)), '2026-09-30T19:00:00+08:00')
  assert.equal(isoOf(addHours(sent, 2)), '2026-09-30T20:00:00+08:00')
  assert.equal(isoOf(endOfDay(addWorkdays(cal, d('2026-09-30'), 3).due, 17 * 60 + 30)), '2026-10-10T17:30:00+08:00')
})

test('2026 has 248 working days', () => assert.equal(workdaysBetween(cal, d('2025-12-31'), d('2026-12-31')), 248))

test('without a notice a weekend stays, a holiday moves over its weekend, and both are provisional', () => {
  const last = (n: string) => addDays(cal, dateOfDayNumber(dayNumber(d(n)) - 10), 10)
  assert.deepEqual(last('2027-03-06'), { due: '2027-03-06', raw: '2027-03-06', provisional: true })
  assert.equal(last('2027-01-01').due, '2027-01-04')
  assert.equal(last('2027-01-02').due, '2027-01-04')
  assert.equal(last('2027-04-04').due, '2027-04-04')
  assert.equal(last('2027-02-05').due, '2027-02-09')
  assert.equal(last('2027-10-02').due, '2027-10-04')
  assert.deepEqual(addWorkdays(cal, d('2026-12-31'), 1), { due: '2027-01-04', raw: '2027-01-04', provisional: true })
})

test('the start day is not looked at: a year without notice that ends on it makes nothing provisional', () =>
  assert.deepEqual(addWorkdays(cal, d('2024-12-31'), 1), { due: '2025-01-01', raw: '2025-01-01', provisional: false }))

test('loading the notice settles what was provisional', () => {
  const year2027 = { year: 2027, notices: [], days: span('2027-02-28', '2027-02-28', false) }
  const later = buildCalendar([plain2025, year2026, year2027], 'later')
  assert.deepEqual(addMonths(later, d('2026-08-31'), 6), { due: '2027-02-28', raw: '2027-02-28', provisional: false })
  assert.equal(addMonths(later, d('2026-09-06'), 6).due, '2027-03-08')
})

test('a day of December may stand in the next year’s notice', () => {
  const next = { year: 2026, notices: [], days: span('2025-12-31', '2025-12-31', true) }
  assert.equal(isRestDay(buildCalendar([plain2025, next], 'x'), d('2025-12-31')), true)
})

test('a notice before an event: enough, exactly enough, too late', () => {
  assert.deepEqual(noticeGap(d('2026-03-01'), d('2026-03-17'), 15), { days: 16, verdict: 'enough' })
  assert.deepEqual(noticeGap(d('2026-03-01'), d('2026-03-16'), 15), { days: 15, verdict: 'exact' })
  assert.deepEqual(noticeGap(d('2026-03-01'), d('2026-03-15'), 15), { days: 14, verdict: 'short' })
})

test('a span outside its limits is a bug of the caller', () => {
  for (const n of [0, -1, 1.5, Number.NaN, COUNT_MAX.workingDay + 1]) {
    assert.throws(() => addWorkdays(cal, d('2026-01-05'), n), RangeError)
  }
})

const dates = fc.integer({ min: dayNumber(d('2025-01-01')), max: dayNumber(d('2028-12-31')) }).map(dateOfDayNumber)
const count = fc.integer({ min: 1, max: 400 })

test('counting working days back gives the span', () =>
  fc.assert(fc.property(dates, count, (start, n) => workdaysBetween(cal, start, addWorkdays(cal, start, n).due) === n)))

test('a span of working days ends on a working day', () =>
  fc.assert(fc.property(dates, count, (start, n) => isWorkday(cal, addWorkdays(cal, start, n).due))))

test('one more never ends earlier', () =>
  fc.assert(
    fc.property(dates, count, (start, n) =>
      [addWorkdays, addDays, addMonths].every(add => add(cal, start, n).due <= add(cal, start, n + 1).due),
    ),
  ))

test('a later start never ends earlier', () =>
  fc.assert(
    fc.property(dates, dates, count, (a, b, n) => {
      const [first, second]: readonly [LocalDate, LocalDate] = a <= b ? [a, b] : [b, a]
      return [addWorkdays, addDays, addMonths].every(add => add(cal, first, n).due <= add(cal, second, n).due)
    }),
  ))

test('rolling never lands on a rest day, and moves only over rest days, where the notice is loaded', () =>
  fc.assert(
    fc.property(dates, count, (start, n) => {
      const { due, raw, provisional } = addDays(cal, start, n)
      if (provisional) return due >= raw
      const passed = Array.from({ length: dayNumber(due) - dayNumber(raw) }, (_, index) =>
        dateOfDayNumber(dayNumber(raw) + index),
      )
      return isWorkday(cal, due) && passed.every(day => isRestDay(cal, day))
    }),
  ))

test('in a year without notice only a holiday, or the weekend right after one, extends a period', () =>
  fc.assert(
    fc.property(dates, count, (start, n) => {
      const { due, raw } = addDays(cal, start, n)
      if (raw < '2027-01-01' || due === raw) return true
      return [0, 1, 2].some(back => cal.statutory.has(dayNumber(raw) - back))
    }),
  ))

test('between is antisymmetric and adds up', () =>
  fc.assert(
    fc.property(
      dates,
      dates,
      dates,
      (a, b, c) =>
        workdaysBetween(cal, a, b) === -workdaysBetween(cal, b, a) + 0 &&
        workdaysBetween(cal, a, b) + workdaysBetween(cal, b, c) === workdaysBetween(cal, a, c),
    ),
  ))
