import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fen } from '../../../kernel/money.ts'
import { byBuilding, partsByArea, partsOfHeld } from './parts.ts'

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
