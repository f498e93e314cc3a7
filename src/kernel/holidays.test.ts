import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sources } from '../../law/index.ts'
import { FESTIVAL_YEARS, festivalsOf, holidayBasis, statutoryHolidays } from './holidays.ts'
import { checkCite } from './sources.ts'
import { atMinute, DAY_MS, d, type LocalDate, plusDays } from './time.ts'

test('13 days by the text of 2024, 11 by that of 2013', () => {
  assert.equal(statutoryHolidays(2027).size, 13)
  assert.equal(statutoryHolidays(2027).get(d('2027-02-05')), '春节')
  assert.equal(statutoryHolidays(2024).size, 1 + 1 + 3)
  assert.equal(holidayBasis(d('2024-11-09'))?.source, 'holidays-2013')
  assert.equal(holidayBasis(d('2024-11-10'))?.source, 'holidays-2024')
  assert.equal(holidayBasis(d('2013-12-31')), undefined)
})

test('a moving festival on a fixed one is one day, and years beyond the table have their fixed days', () => {
  assert.equal(statutoryHolidays(2028).size, 12)
  assert.equal(statutoryHolidays(2040).size, 6)
})

const sin = (degrees: number): number => Math.sin((degrees * Math.PI) / 180)
const julian = (ms: number): number => ms / 86_400_000 + 2_440_587.5
/** Universal time runs some 70 seconds behind the uniform time of the formulas. */
const TERRESTRIAL_MS = 70_000

/** Apparent longitude of the sun in degrees, good to a hundredth (a quarter of an hour). */
const sunLongitude = (ms: number): number => {
  const t = (julian(ms) - 2_451_545) / 36_525
  const anomaly = 357.52911 + 35_999.05029 * t
  const centre = (1.914602 - 0.004817 * t) * sin(anomaly) + 0.019993 * sin(2 * anomaly) + 0.000289 * sin(3 * anomaly)
  return (280.46646 + 36_000.76983 * t + centre - 0.00569 - 0.00478 * sin(125.04 - 1934.136 * t)) % 360
}

/** The new moon of lunation k (0 = 2000-01-06), by the usual series; good to about a minute. */
const newMoon = (k: number): number => {
  const t = k / 1236.85
  const [sun, moon] = [2.5534 + 29.1053567 * k, 201.5643 + 385.81693528 * k + 0.0107582 * t * t]
  const node = 160.7108 + 390.67050284 * k - 0.0016118 * t * t
  const e = 1 - 0.002516 * t
  const series: readonly (readonly [factor: number, angle: number])[] = [
    [-0.4072, moon],
    [0.17241 * e, sun],
    [0.01608, 2 * moon],
    [0.01039, 2 * node],
    [0.00739 * e, moon - sun],
    [-0.00514 * e, moon + sun],
    [0.00208 * e * e, 2 * sun],
    [-0.00111, moon - 2 * node],
    [-0.00057, moon + 2 * node],
    [0.00056 * e, 2 * moon + sun],
    [-0.00042, 3 * moon],
    [0.00042 * e, sun + 2 * node],
    [0.00038 * e, sun - 2 * node],
    [-0.00024 * e, 2 * moon - sun],
    [-0.00017, 124.7746 - 1.56375588 * k],
    [0.000325, 299.77 + 0.107408 * k],
    [0.000165, 251.88 + 0.016321 * k],
    [0.000164, 251.83 + 26.651886 * k],
    [0.000126, 349.42 + 36.412478 * k],
  ]
  const mean = 2_451_550.09766 + 29.530588861 * k + 0.00015437 * t * t
  const day = series.reduce((sum, [factor, angle]) => sum + factor * sin(angle), mean)
  return (day - 2_440_587.5) * 86_400_000 - TERRESTRIAL_MS
}

/** Whether the moon is new during this civil day of Asia/Shanghai: then it is 初一. */
const isFirst = (date: LocalDate): boolean => {
  const begin = atMinute(date, 0)
  const k = Math.round((julian(begin) - 2_451_550.1) / 29.530588861)
  return [k - 1, k, k + 1].some(each => newMoon(each) >= begin && newMoon(each) < begin + DAY_MS)
}

const lunar = new Intl.DateTimeFormat('en-u-ca-chinese', { timeZone: 'Asia/Shanghai', month: 'numeric' })
/** The lunar month as ICU has it; its days can be off by one when the moon is new near midnight. */
const lunarMonth = (date: LocalDate): string => lunar.format(atMinute(plusDays(date, 2), 720))

for (const year of FESTIVAL_YEARS) {
  test(`the festivals of ${year} are where the moon and the sun put them`, () => {
    const festivals = festivalsOf(year)
    assert.ok(festivals)
    const { springFestival, dragonBoat, midAutumn, qingming } = festivals
    assert.ok(isFirst(springFestival), '正月初一')
    assert.ok(isFirst(plusDays(dragonBoat, -4)), '五月初五')
    assert.ok(isFirst(plusDays(midAutumn, -14)), '八月十五')
    assert.deepEqual([springFestival, dragonBoat, midAutumn].map(lunarMonth), ['1', '5', '8'])
    assert.ok(sunLongitude(atMinute(qingming, 0)) < 14.99, 'not yet at 15° when the day begins')
    assert.ok(sunLongitude(atMinute(qingming, 1440)) > 15.01, 'past 15° when it ends')
  })
}

test('the same reckoning gives the festivals of years that were announced', () => {
  for (const first of ['2018-02-16', '2020-01-25', '2023-01-22', '2025-01-29', '2026-02-17']) {
    assert.ok(isFirst(d(first)), first)
    assert.ok(!isFirst(plusDays(d(first), 1)))
  }
})

test('both texts say what is cited from them', () => {
  for (const date of ['2020-01-01', '2026-01-01']) {
    const basis = holidayBasis(d(date))
    assert.equal(basis === undefined ? 'no basis' : checkCite(basis, sources), undefined)
  }
})
