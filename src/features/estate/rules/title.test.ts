import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { atMinute, d, dateOf, type Instant, instant, plusDays } from '../../../kernel/time.ts'
import {
  type Change,
  changed,
  correct,
  enter,
  type Holder,
  handOver,
  isDevelopers,
  isWhole,
  pass,
  sumOf,
  type Title,
  takeBack,
  titleAt,
} from './title.ts'

const NOW = atMinute(d('2026-09-30'), 600)
const day = (text: string): Instant => atMinute(d(text), 0)
const of = (...owners: readonly string[]): readonly Holder[] => owners.map(owner => ({ owner }))
const title = (id: string, from: string, holders: readonly Holder[], handed = true): Title => ({
  id,
  from: day(from),
  upto: null,
  handedAt: handed && holders.length > 0 ? day(from) : null,
  holders,
})
const done = (result: ReturnType<typeof enter>): Change => {
  assert.ok(result.ok, JSON.stringify(result))
  return result.value
}
const tags = (result: ReturnType<typeof enter>): readonly string[] =>
  result.ok ? [] : result.error.map(({ tag }) => tag)

test('a sale ends one title at the very instant at which the next begins', () => {
  const first = changed([], done(enter([], title('a', '2020-03-05', of('甲')), NOW)))
  const sale = done(pass(first, title('b', '2026-06-01', of('乙')), NOW))
  const both = changed(first, sale)
  const at = day('2026-06-01')
  assert.equal(titleAt(both, instant(at - 1))?.id, 'a')
  assert.equal(titleAt(both, at)?.id, 'b')
  assert.equal(titleAt(both, instant(day('2020-03-05') - 1)), undefined)
  assert.equal(sale.backdated, true)
  assert.equal(done(pass(first, title('b', '2026-09-30', of('乙')), NOW)).backdated, false)
})

test('what does not fit is refused, all reasons at once', () => {
  const first = [title('a', '2020-03-05', of('甲'))]
  assert.deepEqual(tags(enter(first, title('b', '2021-01-01', of('乙')), NOW)), ['has-owner'])
  assert.deepEqual(tags(pass([], title('b', '2021-01-01', of('乙')), NOW)), ['no-owner'])
  assert.deepEqual(tags(pass(first, title('b', '2020-03-05', of('甲')), NOW)), ['before-current', 'same-owners'])
  assert.deepEqual(tags(pass(first, title('b', '2026-10-01', of('乙')), NOW)), ['in-future', 'in-future'])
  const halves = [
    { owner: '乙', share: { of: 1, in: 2 } },
    { owner: '丙', share: { of: 1, in: 3 } },
  ]
  assert.deepEqual(tags(pass(first, title('b', '2021-01-01', halves), NOW)), ['shares-not-whole'])
  const some = [{ owner: '乙', share: { of: 1, in: 1 } }, { owner: '丙' }]
  assert.deepEqual(tags(pass(first, title('b', '2021-01-01', some), NOW)), ['shares-some'])
  assert.deepEqual(tags(pass(first, title('b', '2021-01-01', of('乙', '乙')), NOW)), ['owner-twice'])
})

test('thirds are a whole, exactly', () => {
  const thirds = ['甲', '乙', '丙'].map(owner => ({ owner, share: { of: 1, in: 3 } }))
  assert.ok(isWhole(thirds))
  assert.equal(sumOf(thirds.slice(1)), '2/3')
})

test('until it is handed over, a sold unit is the developer’s; after that the buyer’s', () => {
  const sold = [title('a', '2026-01-01', of('甲'), false)]
  const current = sold[0] as Title
  assert.ok(isDevelopers(current, day('2026-05-01')))
  const after = changed(sold, done(handOver(sold, day('2026-06-01'), NOW)))
  const handed = after[0] as Title
  assert.deepEqual(
    [isDevelopers(handed, instant(day('2026-06-01') - 1)), isDevelopers(handed, day('2026-06-01'))],
    [true, false],
  )
  assert.deepEqual(tags(handOver(after, day('2026-07-01'), NOW)), ['handed-already'])
  assert.deepEqual(tags(handOver([title('a', '2026-01-01', [])], day('2026-06-01'), NOW)), ['not-sold'])
})

test('a home sold on is handed over already; one sold by the developer is not', () => {
  const bought = (before: readonly Title[]): Title | undefined =>
    done(pass(before, title('b', '2026-06-01', of('乙'), false), NOW)).adds[0]
  assert.equal(bought([title('a', '2020-01-01', of('甲'))])?.handedAt, day('2026-06-01'))
  assert.equal(bought([title('a', '2020-01-01', [])])?.handedAt, null)
  assert.equal(bought([title('a', '2020-01-01', of('甲'), false)])?.handedAt, null)
})

test('a correction moves the end of the title before with it; a wrong transfer is taken back', () => {
  const history = [
    { ...title('a', '2020-01-01', of('甲')), upto: day('2024-01-01') },
    title('b', '2024-01-01', of('乙')),
  ]
  const right = { from: day('2023-12-01'), handedAt: day('2023-12-01'), holders: of('乙', '丙') }
  const after = changed(history, done(correct(history, 'b', right, NOW)))
  assert.deepEqual(
    after.map(({ from, upto, holders }) => [dateOf(from), upto === null ? null : dateOf(upto), holders.length]),
    [
      ['2020-01-01', '2023-12-01', 1],
      ['2023-12-01', null, 2],
    ],
  )
  assert.deepEqual(tags(correct(history, 'b', { ...right, from: day('2019-01-01') }, NOW)), ['before-current'])
  assert.deepEqual(tags(correct(history, 'a', { ...right, from: day('2024-02-01') }, NOW)), ['after-end'])
  assert.deepEqual(tags(correct(history, 'x', right, NOW)), ['title-unknown'])
  const back = changed(history, done(takeBack(history, 'b', NOW)))
  assert.deepEqual([back.length, back[0]?.id, back[0]?.upto], [1, 'a', null])
  assert.deepEqual(tags(takeBack(history, 'a', NOW)), ['not-last'])
})

type Step = { readonly verb: 'enter' | 'pass' | 'correct' | 'takeBack'; readonly days: number; readonly owner: string }
const step: fc.Arbitrary<Step> = fc.record({
  verb: fc.constantFrom('enter', 'pass', 'correct', 'takeBack'),
  days: fc.integer({ min: 0, max: 2000 }),
  owner: fc.constantFrom('甲', '乙', '丙', '丁'),
})

const apply = (history: readonly Title[], { verb, days, owner }: Step, id: string): readonly Title[] => {
  const from = day(plusDays(d('2020-01-01'), days))
  const next: Title = { id, from, upto: null, handedAt: from, holders: of(owner) }
  const last = history.at(-1)?.id ?? ''
  const result =
    verb === 'enter'
      ? enter(history, next, NOW)
      : verb === 'pass'
        ? pass(history, next, NOW)
        : verb === 'correct'
          ? correct(history, history[days % Math.max(1, history.length)]?.id ?? '', next, NOW)
          : takeBack(history, last, NOW)
  return result.ok ? changed(history, result.value) : history
}

test('whatever is done, at any instant a unit has at most one title, and the rows say which', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), fc.integer({ min: -10, max: 2500 }), (steps, days) => {
      let count = 0
      const history = steps.reduce<readonly Title[]>((before, each) => apply(before, each, `t${count++}`), [])
      const at = day(plusDays(d('2020-01-01'), days))
      const there = history.filter(({ from, upto }) => from <= at && (upto === null || at < upto))
      assert.ok(there.length <= 1)
      assert.equal(titleAt(history, at), there[0])
      for (const [index, each] of history.entries()) {
        assert.ok(each.upto === null || each.upto > each.from)
        const next = history[index + 1]
        assert.ok(next === undefined || (each.upto !== null && each.upto <= next.from), 'they do not overlap')
      }
      assert.equal(new Set(history.map(({ id }) => id)).size, history.length)
    }),
    { numRuns: 400 },
  )
})
