import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { DAY_MS, instant } from '../../../kernel/time.ts'
import { type Block, cover, dayOf, halves, spanOf, WITHOUT_DUE } from './facets.ts'

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
