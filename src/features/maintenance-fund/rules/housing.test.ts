import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firstDeposit, sellerDeposit } from './deposit.ts'
import { readHousing } from './housing-import.ts'

test('C-222 the owner pays in 2 % of the cost price by area, the seller 20 or 30 % of the price, up to the whole fen', () => {
  // 60 m² at a cost price of 1,450 yuan: 2 % is 29 yuan a square metre.
  assert.equal(firstDeposit({ areaDm2: 6_000, costFen: 145_000, rate: 200 }), 174_000n)
  assert.equal(sellerDeposit(8_650_000n, 20), 1_730_000n)
  assert.equal(sellerDeposit(8_650_000n, 30), 2_595_000n)
  // 不低于: a part of a fen is a fen more.
  assert.equal(sellerDeposit(101n, 20), 21n)
})

const line = (at: number, cells: Partial<Record<'code' | 'seller' | 'sale' | 'kind' | 'day', string>>) => ({
  line: at,
  cells: { code: `1-10${at}`, seller: '某某厂', sale: '86,500.00', kind: '多层', day: '2026年3月5日', ...cells },
})

test('a table of sold homes: every fault of every line, in the spelling offices use', () => {
  const good = readHousing([line(2, {}), line(3, { kind: '高层', code: '１-１０３ ' })])
  assert.deepEqual(good.faults, [])
  assert.deepEqual(
    good.homes.map(({ code, saleFen, tall, soldOn }) => [code, saleFen, tall, soldOn]),
    [
      ['1-102', 8_650_000n, false, '2026-03-05'],
      ['1-103', 8_650_000n, true, '2026-03-05'],
    ],
  )
  const bad = readHousing([
    line(2, {}),
    line(3, { code: '1-102' }),
    line(4, { code: '', seller: ' ', sale: '-1', kind: '平房', day: '2026-02-30' }),
    line(5, { sale: '0' }),
  ])
  assert.deepEqual(
    bad.faults.map(fault => `${fault.line} ${fault.field} ${fault.why}`),
    [
      '3 code code-twice',
      '4 code code-missing',
      '4 seller seller-missing',
      '4 sale sale-wrong',
      '4 kind kind-wrong',
      '4 day day-wrong',
      '5 sale sale-wrong',
    ],
  )
  assert.deepEqual(
    bad.homes.map(home => home.line),
    [2],
  )
})
