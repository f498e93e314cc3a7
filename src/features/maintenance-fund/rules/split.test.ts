import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fen } from '../../../kernel/money.ts'
import { type LocalDate, plusDays } from '../../../kernel/time.ts'
import { split } from './allocate.ts'
import { type Move, productOf } from './interest.ts'

test('the fen that are left go to the largest remainders, of equal ones to the lesser id, wherever it stands', () => {
  const parts = (total: bigint, shares: Readonly<Record<string, bigint>>) =>
    split(
      fen(total),
      Object.entries(shares).map(([id, weight]) => ({ id, weight })),
    ).map(({ id, fen: amount }) => [id, amount])
  assert.deepEqual(parts(1000n, { '1-103': 8950n, '1-102': 8950n, '1-101': 8950n }), [
    ['1-103', 333n],
    ['1-102', 333n],
    ['1-101', 334n],
  ])
  // 10 of 7 + 2 + 1 over 12: 5.83, 1.67, 0.83, 1.67 → 6, 1 or 2, 1, 1 or 2: the remainders .83 .83 .67 .67
  assert.deepEqual(parts(10n, { d: 2n, a: 7n, c: 1n, b: 2n }), [
    ['d', 1n],
    ['a', 6n],
    ['c', 1n],
    ['b', 2n],
  ])
  assert.deepEqual(parts(5n, { a: 0n, b: 1n }), [
    ['a', 0n],
    ['b', 5n],
  ])
})

const weights = fc.array(fc.bigInt({ min: 0n, max: 20_000n }), { minLength: 1, maxLength: 6 })

test('100,000 random divisions: the sum is exact, nobody is a fen away, no larger remainder goes without', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), weights, (total, list) => {
      const whole = list.reduce((sum, weight) => sum + weight, 0n)
      if (whole === 0n) return
      const parts = split(
        fen(total),
        list.map((weight, index) => ({ id: `${list.length - index}`, weight })),
      )
      let sum = 0n
      for (const [index, { fen: part }] of parts.entries()) {
        sum += part
        // More than the exact share less one, less than the exact share and one.
        const over = part * whole - total * (list[index] ?? 0n)
        assert.ok(over > -whole && over < whole)
      }
      assert.equal(sum, total)
      const lucky = parts.map(({ fen: part }, index) => part > (total * (list[index] ?? 0n)) / whole)
      const remainder = (index: number): bigint => (total * (list[index] ?? 0n)) % whole
      for (let one = 0; one < list.length; one++)
        for (let other = 0; other < list.length; other++)
          if (lucky[one] && !lucky[other]) assert.ok(remainder(one) >= remainder(other))
    }),
    { numRuns: 100_000 },
  )
})

const day = (offset: number): LocalDate => plusDays('2026-01-01' as LocalDate, offset)

test('a product is the balance at the end of each day, summed', () => {
  const term = { from: day(0), to: day(90) }
  assert.deepEqual(productOf([{ date: day(14), fen: 100_000n }], term), { product: 7_600_000n, overdrawn: undefined })
  assert.deepEqual(productOf([{ date: day(-1), fen: 1n }], term).product, 90n)
  assert.deepEqual(productOf([{ date: day(89), fen: 1n }], term).product, 1n)
  assert.deepEqual(productOf([{ date: day(90), fen: 1n }], term).product, 0n)
  const out = [
    { date: day(3), fen: 5n },
    { date: day(5), fen: -6n },
    { date: day(6), fen: 9n },
  ]
  assert.equal(productOf(out, term).overdrawn, day(5))
  // Within one day the order does not matter.
  const same = [
    { date: day(3), fen: -5n },
    { date: day(3), fen: 5n },
  ]
  assert.deepEqual(productOf(same, term), { product: 0n, overdrawn: undefined })
})

const moves: fc.Arbitrary<readonly Move[]> = fc.array(
  fc.record({ date: fc.integer({ min: -5, max: 14 }).map(day), fen: fc.bigInt({ min: -50n, max: 100n }) }),
  { maxLength: 8 },
)

test('10,000 random accounts have the product of a count day by day', () => {
  let overdrafts = 0
  fc.assert(
    fc.property(moves, fc.integer({ min: 1, max: 12 }), (list, days) => {
      const term = { from: day(0), to: day(days) }
      let [product, overdrawn] = [0n, undefined as LocalDate | undefined]
      for (let offset = 0; offset < days; offset++) {
        const balance = list.filter(({ date }) => date <= day(offset)).reduce((sum, { fen: moved }) => sum + moved, 0n)
        product += balance
        if (balance < 0n) overdrawn ??= day(offset)
      }
      assert.deepEqual(productOf(list, term), { product, overdrawn })
      if (overdrawn !== undefined) overdrafts++
    }),
    { numRuns: 10_000 },
  )
  assert.ok(overdrafts > 100)
})
