import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Instant } from '../../kernel/time.ts'
import { DAY_MS, d, HOUR_MS, MINUTE_MS, parseInstant } from '../../kernel/time.ts'
import { formatOf } from './format.ts'

const at = (text: string): Instant => parseInstant(text) ?? assert.fail(text)
const hans = formatOf('zh-Hans')

test('dates and times in Chinese', () => {
  const evening = at('2026-09-30T18:00:00+08:00')
  assert.equal(hans.moment(evening), '9 月 30 日 18:00')
  assert.equal(hans.date(evening), '2026-09-30')
  assert.equal(hans.day(d('2026-10-10')), '10 月 10 日')
  assert.equal(hans.moment(evening, at('2027-01-02T00:00:00+08:00')), '2026 年 9 月 30 日 18:00')
})

test('the day changes at midnight in Shanghai, not in Greenwich', () => {
  assert.equal(hans.moment(at('2026-09-30T16:00:00Z')), '10 月 1 日 00:00')
})

test('spans show their two largest units', () => {
  assert.equal(hans.span(22 * MINUTE_MS), '22 分')
  assert.equal(hans.span(HOUR_MS + 31 * MINUTE_MS), '1 小时 31 分')
  assert.equal(hans.span(3 * DAY_MS + 2 * HOUR_MS), '3 天 2 小时')
  assert.equal(hans.span(30 * DAY_MS + 2 * HOUR_MS), '30 天')
  assert.equal(hans.span(10), '1 分')
  assert.equal(formatOf('en').span(HOUR_MS + MINUTE_MS), '1 hour 1 minute')
  assert.equal(formatOf('zh-Hant').span(2 * HOUR_MS), '2 小時')
})

test('a percentage is never rounded up to the whole', () => {
  assert.equal(hans.percent(9999, 10_000), '99.9%')
  assert.equal(hans.percent(221, 300), '73.6%')
  assert.equal(hans.percent(0, 0), '–')
})

test('English', () => {
  assert.equal(formatOf('en').moment(at('2026-09-30T18:00:00+08:00')), '30 Sep 18:00')
  assert.equal(formatOf('en').number(48_213), '48,213')
})
