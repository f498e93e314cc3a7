import assert from 'node:assert/strict'
import { test } from 'node:test'
import { d, instant } from '../../kernel/time.ts'
import { testCity } from '../testing/database.ts'
import { BLOCK, nextNo, nextNos, readableNumber } from './numbers.ts'

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

test('many numbers at once are in order, and nobody else has one of them', async t => {
  const { db } = await testCity(t)
  const [series, now] = [{ name: 'report', letter: '' }, instant(Date.UTC(2026, 8, 30, 2))]
  assert.deepEqual(await nextNos(db, series, now, 0), [])
  assert.deepEqual(await nextNos(db, series, now, 3), [
    '442000-20260930-0001',
    '442000-20260930-0002',
    '442000-20260930-0003',
  ])
  const [one, several, other] = await Promise.all([
    nextNo(db, series, now),
    nextNos(db, series, now, 2 * BLOCK),
    nextNos(db, series, now, 7),
  ])
  const all = [one, ...several, ...other]
  assert.equal(new Set(all).size, 1 + 2 * BLOCK + 7)
  assert.ok(!all.includes('442000-20260930-0003'))
})
