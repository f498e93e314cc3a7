import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { addWorkdays, isWorkday, workdaysBetween } from '../../kernel/calendar.ts'
import { d, type LocalDate, parseDate, plusDays, weekday } from '../../kernel/time.ts'
import { readShipped, shippedCalendar } from './shipped.ts'

const { years } = await readShipped()
const calendar = await shippedCalendar()

const everyDay = (from: string, to: string): readonly LocalDate[] => {
  const days: LocalDate[] = []
  for (let day = d(from); day <= to; day = plusDays(day, 1)) days.push(day)
  return days
}

test('2004 to 2026 are shipped, each with its notices from 2007 on', () => {
  assert.deepEqual(
    years.map(({ year }) => year),
    Array.from({ length: 23 }, (_, index) => 2004 + index),
  )
  for (const { year, notices } of years) {
    assert.equal(notices.length > 0, year >= 2007, String(year))
    for (const notice of notices) assert.match(notice, /^https?:\/\/www\.gov\.cn\//)
  }
})

test('every entry is a day of its year or of the December before, once, with a name', () => {
  for (const { year, days } of years) {
    assert.ok(days.length >= 20, String(year))
    assert.equal(new Set(days.map(({ date }) => date)).size, days.length)
    for (const { date, off, name } of days) {
      assert.ok(parseDate(date) !== undefined && typeof off === 'boolean' && name !== '', date)
      assert.ok(date.startsWith(`${year}-`) || date.startsWith(`${year - 1}-12-`), date)
    }
  }
})

test('two files never disagree about a day', () => {
  const seen = new Map<string, boolean>()
  for (const { date, off } of years.flatMap(year => year.days)) {
    assert.ok((seen.get(date) ?? off) === off, date)
    seen.set(date, off)
  }
})

test('days of December that stand in the next year’s notice count', () => {
  assert.equal(isWorkday(calendar, d('2018-12-31')), false)
  assert.equal(isWorkday(calendar, d('2018-12-29')), true)
  assert.equal(isWorkday(calendar, d('2007-12-31')), false)
})

test('2026 has 248 working days', () => assert.equal(workdaysBetween(calendar, d('2025-12-31'), d('2026-12-31')), 248))

/** A calendar of another hand, as date → worked, where it says something. */
type Other = { readonly name: string; readonly from: string; readonly said: ReadonlyMap<string, boolean> }
const folder = join(import.meta.dirname, '../../../../shared/data/cn-workday-calendar')

const holidayCn = (): Other => {
  const files = readdirSync(folder).filter(file => /^holiday-cn-\d{4}\.json$/.test(file))
  const days: readonly { date: string; isOffDay: boolean }[] = files.flatMap(
    file => JSON.parse(readFileSync(join(folder, file), 'utf8')).days,
  )
  return { name: 'holiday-cn', from: '2007-01-01', said: new Map(days.map(day => [day.date, !day.isOffDay])) }
}

const chineseDays = (): Other => {
  const { holidays, workdays } = JSON.parse(readFileSync(join(folder, 'chinese-days-1.5.7.json'), 'utf8'))
  const said = new Map([
    ...Object.keys(holidays).map(date => [date, false] as const),
    ...Object.keys(workdays).map(date => [date, true] as const),
  ])
  return { name: 'chinese-days', from: '2004-01-01', said }
}

for (const read of [holidayCn, chineseDays]) {
  test(`every day is as in ${read.name}`, t => {
    if (!existsSync(folder)) {
      t.diagnostic('the other calendars are not at hand (../shared/data/cn-workday-calendar): nothing to compare with')
      return
    }
    const other = read()
    for (const date of everyDay(other.from, '2026-12-31')) {
      const worked = other.said.get(date) ?? ![0, 6].includes(weekday(date))
      assert.equal(isWorkday(calendar, date), worked, `${date} in ${other.name}`)
      if (date > other.from) assert.equal(addWorkdays(calendar, plusDays(date, -1), 1).due === date, worked, date)
    }
  })
}
