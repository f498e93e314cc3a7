import assert from 'node:assert/strict'
import { test } from 'node:test'
import { d } from '../../kernel/time.ts'
import { testCity } from '../testing/database.ts'
import { BLOCK, readableNumber } from './numbers.ts'

const day = d('2026-09-30')
const many = (count: number, next: () => Promise<number>): Promise<number[]> =>
  Promise.all(Array.from({ length: count }, next))

test('numbers start at one, and no two processes get the same', async t => {
  const { db, another } = await testCity(t)
  const other = another().city('442000')
  assert.equal(await readableNumber(db, 'report', day), 1)
  const [left, right] = await Promise.all([
    many(3 * BLOCK, () => readableNumber(db, 'report', day)),
    many(3 * BLOCK, () => readableNumber(other, 'report', day)),
  ])
  assert.equal(new Set([1, ...left, ...right]).size, 1 + 6 * BLOCK)
  assert.deepEqual(
    left,
    [...left].sort((a, b) => a - b),
  )
})

test('series and days count for themselves', async t => {
  const { db } = await testCity(t)
  assert.equal(await readableNumber(db, 'report', day), 1)
  assert.equal(await readableNumber(db, 'meeting', day), 1)
  assert.equal(await readableNumber(db, 'report', d('2026-10-01')), 1)
  assert.ok((await readableNumber(db, 'report', day)) > 1)
})
