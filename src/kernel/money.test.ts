import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { floorArea, formatFloorArea, parseFloorArea, sumFloorArea } from './area.ts'
import { allocate, fen, formatYuan, parseFen } from './money.ts'

test('floor areas are read and written to 0.01 m²', () => {
  assert.equal(parseFloorArea('89.50'), 8950n)
  assert.equal(parseFloorArea('89.5'), 8950n)
  assert.equal(formatFloorArea(floorArea(8950n)), '89.50')
  assert.equal(sumFloorArea([floorArea(1n), floorArea(2n)]), 3n)
  for (const text of ['', '-1', '1.234', '1,000', '1e3', 'NaN', '.5']) assert.equal(parseFloorArea(text), undefined)
})

test('amounts are read and written in yuan', () => {
  assert.equal(parseFen('1234.5'), 123_450n)
  assert.equal(parseFen('-0.01'), -1n)
  assert.equal(formatYuan(fen(123_456_789n)), '1,234,567.89')
  assert.equal(formatYuan(fen(-123_450n)), '-1,234.50')
  assert.equal(parseFen('1.005'), undefined)
})

test('the fen left over go to the largest remainders', () => {
  assert.deepEqual(allocate(fen(100n), [1n, 1n, 1n]), [34n, 33n, 33n])
  assert.deepEqual(allocate(fen(10n), [8950n, 12_010n, 0n]), [4n, 6n, 0n])
  assert.deepEqual(allocate(fen(-100n), [1n, 1n, 1n]), [-34n, -33n, -33n])
  assert.throws(() => allocate(fen(1n), [0n]), RangeError)
})

const weights = fc
  .array(fc.bigInt(0n, 10n ** 7n), { minLength: 1, maxLength: 40 })
  .filter(list => list.some(weight => weight > 0n))

test('the parts add up, and none is a whole fen off its share', () =>
  fc.assert(
    fc.property(fc.bigInt(-(10n ** 12n), 10n ** 12n), weights, (total, list) => {
      const parts = allocate(fen(total), list)
      const whole = list.reduce((sum, weight) => sum + weight, 0n)
      const close = parts.every((part, index) => {
        const off = part * whole - total * (list[index] ?? 0n)
        return off < whole && off > -whole
      })
      return close && parts.reduce((sum, part) => sum + part, 0n) === total
    }),
  ))

test('what is written reads back', () =>
  fc.assert(
    fc.property(
      fc.bigInt(-(10n ** 14n), 10n ** 14n),
      value => parseFen(formatYuan(fen(value)).replaceAll(',', '')) === value,
    ),
  ))
