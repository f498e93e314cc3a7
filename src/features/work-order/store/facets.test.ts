import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { DAY_MS, instant } from '../../../kernel/time.ts'
import { type Block, cover, type Days, dayOf, halves, spanOf, taken, WITHOUT_DUE } from './facets.ts'

const daysOf = ({ sort, grain, number }: Block): readonly number[] => {
  if (number === undefined) return []
  const days = Array.from({ length: 8 ** grain }, (_, at) => number * 8 ** grain + at)
  return sort === 'due' ? days : days.toReversed()
}

/** Every window down to single days, in the order they are asked for. */
const inTurn = (blocks: readonly Block[]): readonly Block[] => {
  const parts = halves(blocks)
  return parts === undefined ? blocks : parts.flatMap(inTurn)
}

const days = fc.integer({ min: -4_000, max: 9_000 })
const lengths = fc.integer({ min: 0, max: 1_500 })
const sorts = fc.constantFrom('due' as const, 'received' as const)

test('blocks of days cover each day once, in the order of the list, and are few', () => {
  fc.assert(
    fc.property(sorts, days, lengths, (sort, first, length) => {
      const blocks = cover(sort, first, first + length)
      const wanted = Array.from({ length: length + 1 }, (_, at) => first + at)
      assert.deepEqual(blocks.flatMap(daysOf), sort === 'due' ? wanted : wanted.toReversed())
      assert.ok(blocks.length <= 6 * 7 + length / 512 + 1, `${blocks.length} blocks for ${length} days`)
    }),
  )
  assert.deepEqual(cover('received', 5, 4), [])
})

test('a window taken in two again and again comes down to its days, each once and in order', () => {
  fc.assert(
    fc.property(sorts, days, lengths, (sort, first, length) => {
      const single = inTurn(cover(sort, first, first + length))
      const wanted = Array.from({ length: length + 1 }, (_, at) => first + at)
      assert.deepEqual(
        single.map(({ grain, number }) => (grain === 0 ? number : undefined)),
        sort === 'due' ? wanted : wanted.toReversed(),
      )
    }),
    { numRuns: 30 },
  )
  assert.equal(halves([WITHOUT_DUE]), undefined)
  assert.equal(halves([]), undefined)
})

test('days taken part after part are all days, each once and in order, and then what has none', () => {
  const counts = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(sorts, days, lengths, counts, (sort, first, length, some) => {
      const found: number[] = []
      const undated = sort === 'due' ? [WITHOUT_DUE] : []
      let rest: Days | undefined = { sort, first, last: first + length, undated }
      let [at, after] = [0, 0]
      while (rest !== undefined) {
        const next = taken(rest, some[at % some.length] ?? 1)
        found.push(...next.window.flatMap(daysOf))
        after += next.window.filter(({ number }) => number === undefined).length
        rest = next.rest
        at += 1
      }
      const wanted = Array.from({ length: length + 1 }, (_, day) => first + day)
      assert.deepEqual(found, sort === 'due' ? wanted : wanted.toReversed())
      assert.equal(after, undated.length)
    }),
  )
  assert.deepEqual(taken({ sort: 'due', first: 0, last: -1, undated: [WITHOUT_DUE] }, 1), { window: [WITHOUT_DUE] })
})

test('the span of a day holds the instants of that day alone', () => {
  fc.assert(
    fc.property(days, fc.integer({ min: 0, max: DAY_MS - 1 }), (day, into) => {
      const [block] = cover('received', day, day)
      const span = block && spanOf(block)
      assert.ok(span !== undefined && dayOf(span.from) === day && dayOf(span.to) === day + 1)
      assert.equal(dayOf(instant(span.from + into)), day)
    }),
  )
  assert.equal(spanOf(WITHOUT_DUE), undefined)
})
