import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { MAJORITY, meets, needed, THREE_QUARTERS, TWO_THIRDS } from './share.ts'

test('民法典第一千二百五十九条: 以上 includes the number, 过半数 does not', () => {
  assert.equal(meets({ atLeast: [1, 2] }, 50n, 100n), true)
  assert.equal(meets({ moreThan: [1, 2] }, 50n, 100n), false)
  assert.equal(meets({ moreThan: [2, 3] }, 200n, 300n), false)
})

test('the counts around each limit', () => {
  assert.deepEqual(
    [199n, 200n].map(part => meets(TWO_THIRDS, part, 300n)),
    [false, true],
  )
  assert.deepEqual(
    [100n, 101n].map(part => meets(MAJORITY, part, 200n)),
    [false, true],
  )
  assert.deepEqual(
    [149n, 150n].map(part => meets(THREE_QUARTERS, part, 200n)),
    [false, true],
  )
  assert.deepEqual(
    [666_666n, 666_667n].map(part => meets(TWO_THIRDS, part, 1_000_000n)),
    [false, true],
  )
})

test('an empty register decides nothing', () => assert.equal(meets(TWO_THIRDS, 0n, 0n), false))

const heads = fc.bigInt(1n, 10n ** 12n)
const shares = fc.constantFrom(TWO_THIRDS, THREE_QUARTERS, MAJORITY, { moreThan: [2, 3] } as const)

test('what is needed is the least that meets', () =>
  fc.assert(
    fc.property(shares, heads, (share, whole) => {
      const least = needed(share, whole)
      return meets(share, least, whole) && !meets(share, least - 1n, whole)
    }),
  ))

test('one more never turns a pass into a fail', () =>
  fc.assert(
    fc.property(
      shares,
      heads,
      heads,
      (share, part, whole) => !meets(share, part, whole) || meets(share, part + 1n, whole),
    ),
  ))
