import assert from 'node:assert/strict'
import { test } from 'node:test'
import { d } from '../../../kernel/time.ts'
import { readShipped } from '../shipped.ts'
import { changeOf, checkNotice, type NoticeInput } from './notice.ts'

const { years } = await readShipped()
const year2026 = years.find(({ year }) => year === 2026)
assert.ok(year2026)
const good: NoticeInput = { ...year2026, days: year2026.days }
const tags = (input: NoticeInput) => {
  const checked = checkNotice(input)
  return checked.ok ? [] : checked.error.map(({ tag }) => tag)
}
const [first] = good.days
assert.ok(first)
const withDay = (day: Partial<typeof first>): NoticeInput => ({
  ...good,
  days: [...good.days, { ...first, date: '2026-03-07', ...day }],
})

test('every year shipped with a notice would be taken', () => {
  for (const year of years.filter(({ notices }) => notices.length > 0))
    assert.deepEqual(tags(year), [], String(year.year))
})

const faults: readonly (readonly [why: string, input: NoticeInput, tags: readonly string[]])[] = [
  ['a year out of range', { ...good, year: 1999 }, ['notice-year']],
  ['no source', { ...good, notices: [] }, ['notice-source']],
  ['a source that is no address', { ...good, notices: ['国办发明电'] }, ['notice-source']],
  ['no days, no source: both are said', { ...good, notices: [], days: [] }, ['notice-source', 'notice-empty']],
  ['too many days', { ...good, days: Array.from({ length: 101 }, () => first) }, ['notice-long']],
  ['no date', withDay({ date: '2026-02-30' }), ['day-date']],
  ['another year', withDay({ date: '2025-11-30' }), ['day-outside']],
  ['neither off nor work', withDay({ off: '半天' }), ['day-kind']],
  ['no name', withDay({ name: ' ' }), ['day-name']],
  ['three faults in one line', withDay({ date: 'x', off: '?', name: '' }), ['day-date', 'day-kind', 'day-name']],
  ['a day twice', withDay({ date: first.date }), ['day-twice']],
  ['half a file', { ...good, days: good.days.filter(day => day.date !== '2026-10-02') }, ['holiday-missing']],
]
for (const [why, input, expected] of faults) test(`refused: ${why}`, () => assert.deepEqual(tags(input), expected))

test('a missing holiday names its day and the law', () => {
  const checked = checkNotice({ ...good, days: good.days.filter(day => day.date !== '2026-10-02') })
  assert.ok(!checked.ok)
  assert.deepEqual(checked.error[0]?.values, { date: '2026-10-02', name: '国庆节', year: 2026 })
  assert.equal(checked.error[0]?.basis?.kind, 'cite')
})

test('a day of the December before belongs to the notice', () =>
  assert.deepEqual(tags(withDay({ date: '2025-12-31', off: '休' })), []))

test('the change names what came, went and turned, and where to begin again', () => {
  const before = {
    year: 2026,
    notices: ['a'],
    days: [
      { date: d('2026-01-01'), off: true, name: '元旦' },
      { date: d('2026-01-04'), off: false, name: '元旦' },
    ],
  }
  const after = {
    ...before,
    days: [
      { date: d('2025-12-31'), off: true, name: '元旦' },
      { date: d('2026-01-01'), off: false, name: '元旦' },
    ],
  }
  assert.deepEqual(changeOf(before, after), {
    year: 2026,
    added: [after.days[0]],
    removed: [before.days[1]],
    turned: [after.days[1]],
    from: '2025-12-31',
    to: '2026-12-31',
  })
  assert.equal(changeOf(before, before), undefined)
  assert.equal(changeOf(undefined, before)?.from, '2026-01-01')
})
