import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fen } from '../../../kernel/money.ts'
import { byBuilding, partsByArea, partsOfCost, partsOfHeld } from './parts.ts'

const unitsOf = fc
  .array(fc.integer({ min: 0, max: 30_000 }), { minLength: 1, maxLength: 30 })
  .filter(areas => areas.some(area => area > 0))
  .map(areas =>
    areas.map((areaDm2, index) => ({
      unit: `u${index}`,
      code: `${index % 3}-${index}`,
      building: `${index % 3}`,
      areaDm2,
    })),
  )
const sum = (parts: readonly { readonly fen: bigint }[]): bigint => parts.reduce((total, part) => total + part.fen, 0n)

test('three flats and 100 yuan', () => {
  const units = [8950, 8950, 8800].map((areaDm2, index) => ({
    unit: `${index}`,
    code: `1-10${index + 1}`,
    building: '1',
    areaDm2,
  }))
  assert.deepEqual(
    partsByArea(fen(1_234_567n), units).map(part => part.fen),
    [413_834n, 413_834n, 406_899n],
  )
})

test('parts add up to the amount, also when less is paid than was held, and then nobody pays more than was held', () => {
  fc.assert(
    fc.property(
      unitsOf,
      fc.bigInt({ min: 1n, max: 10n ** 11n }),
      fc.integer({ min: 0, max: 1000 }),
      (units, total, share) => {
        const held = partsByArea(fen(total), units)
        assert.equal(sum(held), total)
        assert.ok(held.every(part => part.fen > 0n))
        const due = fen((total * BigInt(share)) / 1000n)
        const paid = partsOfHeld(due, held)
        assert.equal(sum(paid), due)
        const of = new Map(held.map(part => [part.unit, part.fen]))
        for (const part of paid) assert.ok(part.fen >= 0n && part.fen <= (of.get(part.unit) ?? 0n))
        const buildings = byBuilding(held)
        assert.equal(
          buildings.reduce((all, { fen: amount }) => all + BigInt(amount), 0n),
          total,
        )
        assert.equal(
          buildings.reduce((all, { units: count }) => all + count, 0),
          held.length,
        )
      },
    ),
    { numRuns: 5_000 },
  )
})

const flat = (code: string, areaDm2 = 10_000) => ({ unit: code, code, building: '1', areaDm2 })
const said = (parts: ReturnType<typeof partsOfCost>) =>
  parts.map(({ code, part, fen: amount }) => `${code} ${part} ${amount}`)

test('C-234 public housing: by area among all, then by what was paid in, then the owners by area', () => {
  const units = ['1-101', '1-102', '1-103', '1-104'].map(code => flat(code))
  const paid = { owner: 200_000n, seller: 600_000n }
  const housing = new Map([
    ['1-103', paid],
    ['1-104', paid],
  ])
  // 400 yuan: 100 each; of the 200 of public housing a quarter by its owners, three by the seller.
  assert.deepEqual(said(partsOfCost(fen(40_000n), units, housing)), [
    '1-101 owner 10000',
    '1-102 owner 10000',
    '1-103 owner 2500',
    '1-103 seller 7500',
    '1-104 owner 2500',
    '1-104 seller 7500',
  ])
})

test('C-234 a larger flat among public housing: its owner bears by area, the sellers by what each paid in', () => {
  const units = [flat('1', 6_000), flat('2', 3_000)]
  const housing = new Map([
    ['1', { owner: 100n, seller: 200n }],
    ['2', { owner: 50n, seller: 100n }],
  ])
  // 90 yuan: owners 150 of 450, sellers 200 and 100 of it.
  assert.deepEqual(said(partsOfCost(fen(9_000n), units, housing)), [
    '1 owner 2000',
    '1 seller 4000',
    '2 owner 1000',
    '2 seller 2000',
  ])
})

test('C-234 without public housing, or with nothing paid in, every owner bears by area', () => {
  const units = [flat('1', 6_000), flat('2', 3_000)]
  assert.deepEqual(partsOfCost(fen(9_001n), units, new Map()), partsByArea(fen(9_001n), units))
  const nothing = new Map([['1', { owner: 0n, seller: 0n }]])
  assert.deepEqual(partsOfCost(fen(9_001n), units, nothing), partsByArea(fen(9_001n), units))
})

test('C-234 parts of any mix add up; a unit is counted once; what is paid of what was held stays within it', () => {
  const paidIn = fc.record({
    owner: fc.bigInt({ min: 0n, max: 10n ** 9n }),
    seller: fc.bigInt({ min: 0n, max: 10n ** 9n }),
  })
  fc.assert(
    fc.property(
      unitsOf,
      fc.array(fc.option(paidIn), { minLength: 30, maxLength: 30 }),
      fc.bigInt({ min: 1n, max: 10n ** 11n }),
      fc.integer({ min: 0, max: 1000 }),
      (units, some, total, share) => {
        const housing = new Map(
          units.flatMap(({ unit }, index) => {
            const paid = some[index]
            return paid == null ? [] : [[unit, paid] as const]
          }),
        )
        const held = partsOfCost(fen(total), units, housing)
        assert.equal(sum(held), total)
        assert.ok(held.every(part => part.fen > 0n))
        assert.ok(held.every(({ unit, part }) => part === 'owner' || (housing.get(unit)?.seller ?? 0n) > 0n))
        const due = fen((total * BigInt(share)) / 1000n)
        const paid = partsOfHeld(due, held)
        assert.equal(sum(paid), due)
        const of = new Map(held.map(part => [`${part.unit}/${part.part}`, part.fen]))
        for (const part of paid) assert.ok(part.fen >= 0n && part.fen <= (of.get(`${part.unit}/${part.part}`) ?? 0n))
        const counted = byBuilding(held).reduce((all, { units: count }) => all + count, 0)
        assert.equal(counted, new Set(held.map(({ unit }) => unit)).size)
      },
    ),
    { numRuns: 5_000 },
  )
})
