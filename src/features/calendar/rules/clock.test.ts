import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { shippedCalendar } from '../shipped.ts'
import { answerLine } from './clock.ts'

const calendar = await shippedCalendar()
const ask = (question: unknown): unknown => JSON.parse(answerLine(calendar, JSON.stringify(question)).line)

const vectors: readonly (readonly [start: string, unit: string, count: number, due: string, provisional?: boolean])[] =
  [
    ['2026-02-12', 'workingDay', 3, '2026-02-24'],
    ['2026-02-13', 'workingDay', 2, '2026-02-24'],
    ['2026-04-30', 'workingDay', 3, '2026-05-08'],
    ['2026-09-18', 'workingDay', 15, '2026-10-15'],
    ['2026-09-30', 'workingDay', 3, '2026-10-10'],
    ['2026-09-20', 'day', 15, '2026-10-08'],
    ['2026-02-13', 'day', 2, '2026-02-24'],
    ['2026-02-13', 'day', 1, '2026-02-14'],
    ['2025-11-30', 'month', 3, '2026-02-28'],
    ['2026-08-31', 'month', 6, '2027-02-28', true],
    ['2026-03-18', 'month', 3, '2026-06-18'],
    ['2024-02-29', 'year', 1, '2025-02-28'],
    ['2026-09-30T18:00:00+08:00', 'hour', 1, '2026-09-30T19:00:00+08:00'],
    ['2026-09-30T10:00:00Z', 'hour', 2, '2026-09-30T20:00:00+08:00'],
  ]
for (const [start, unit, count, due, provisional = false] of vectors) {
  test(`${start} + ${count} ${unit} = ${due}`, () => {
    const answer = ask({ start, unit, count })
    assert.ok(typeof answer === 'object' && answer !== null)
    assert.deepEqual({ due, provisional }, Object.fromEntries(Object.entries(answer).filter(([key]) => key !== 'raw')))
  })
}

test('due and provisional come first; raw only when the day was moved', () => {
  assert.equal(
    answerLine(calendar, '{"start":"2026-09-20","unit":"day","count":15}').line,
    '{"due":"2026-10-08","provisional":false,"raw":"2026-10-05"}',
  )
  assert.equal(
    answerLine(calendar, '{"start":"2026-09-30","unit":"workingDay","count":3}').line,
    '{"due":"2026-10-10","provisional":false}',
  )
})

const faults: readonly (readonly [line: string, tag: string, detail: RegExp])[] = [
  ['nonsense', 'not-json', /JSON/],
  ['[1]', 'not-an-object', /object/],
  ['null', 'not-an-object', /object/],
  ['{"start":"2026-01-05","unit":"week","count":1}', 'unknown-unit', /workingDay, day, month, year, hour/],
  ['{"start":"2026-02-30","unit":"day","count":1}', 'bad-start', /2026-02-30/],
  ['{"start":"2026-09-30","unit":"hour","count":1}', 'bad-start', /instant/],
  ['{"start":20260930,"unit":"day","count":1}', 'bad-start', /date/],
  ['{"start":"0001-01-01","unit":"day","count":1}', 'start-out-of-range', /1900–2099/],
  ['{"start":"2026-01-05","unit":"day","count":0}', 'bad-count', /from 1, not 0/],
  ['{"start":"2026-01-05","unit":"day","count":-3}', 'bad-count', /-3/],
  ['{"start":"2026-01-05","unit":"day","count":1.5}', 'bad-count', /1\.5/],
  ['{"start":"2026-01-05","unit":"day","count":"3"}', 'bad-count', /"3"/],
  ['{"start":"2026-01-05","unit":"day"}', 'bad-count', /nothing/],
  ['{"start":"2026-01-05","unit":"workingDay","count":1000000000}', 'count-too-large', /25000/],
  ['{"start":"x","unit":"day","count":0}', 'bad-start', /start.*; count/],
]
for (const [line, tag, detail] of faults) {
  test(`${line} is refused as ${tag}`, () => {
    const answer = answerLine(calendar, line)
    assert.equal(answer.ok, false)
    const { error } = JSON.parse(answer.line)
    assert.equal(error.tag, tag)
    assert.match(error.detail, detail)
  })
}

test('whatever the line, there is one answer on one line', () =>
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.object().map(value => JSON.stringify(value)),
      ),
      line => {
        const answer = answerLine(calendar, line)
        return !answer.line.includes('\n') && JSON.parse(answer.line) !== null
      },
    ),
  ))

test('the longest spans from the last start stay within four-digit years', () => {
  for (const [unit, count] of [
    ['workingDay', 25_000],
    ['day', 36_525],
    ['month', 1_200],
    ['year', 100],
  ] as const) {
    assert.match(JSON.stringify(ask({ start: '2099-12-31', unit, count })), /"due":"2\d{3}-/)
  }
})
