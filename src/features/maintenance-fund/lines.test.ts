import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allocateLine, interestLine } from './lines.ts'

const allocated = (one: object) => JSON.parse(allocateLine(JSON.stringify(one)).line)
const earned = (one: object) => JSON.parse(interestLine(JSON.stringify(one)).line)

test('a repair is divided by area, beyond what a JSON number holds', () => {
  const shares = [
    { id: '1-101', areaDm2: 8_950 },
    { id: '1-102', areaDm2: 8_950 },
    { id: '1-103', areaDm2: 8_800 },
  ]
  assert.deepEqual(allocated({ totalFen: '1234567', shares }), {
    parts: [
      { id: '1-101', fen: '413834' },
      { id: '1-102', fen: '413834' },
      { id: '1-103', fen: '406899' },
    ],
  })
  assert.deepEqual(allocated({ totalFen: '900719925474099301', shares: shares.slice(0, 2) }).parts, [
    { id: '1-101', fen: '450359962737049651' },
    { id: '1-102', fen: '450359962737049650' },
  ])
  assert.deepEqual(allocated({ totalFen: '0', shares: [{ id: 'a', areaDm2: 0 }] }).parts, [{ id: 'a', fen: '0' }])
})

test('interest is divided by the days money lay there', () => {
  const term = { receivedFen: '100', from: '2026-01-01', to: '2026-04-01' }
  const accounts = [
    { id: 'a', moves: [{ date: '2025-12-31', fen: '100' }] },
    { id: 'b', moves: [{ date: '2026-02-15', fen: '200' }] },
    { id: 'c', moves: [{ date: '2026-04-01', fen: '900' }] },
  ]
  // 90 days of 100 and 45 days of 200.
  assert.deepEqual(earned({ ...term, accounts }).parts, [
    { id: 'a', fen: '50' },
    { id: 'b', fen: '50' },
    { id: 'c', fen: '0' },
  ])
})

test('what cannot be divided says why, all of it at once', () => {
  const share = { id: 'a', areaDm2: 1 }
  assert.deepEqual(
    allocated({ totalFen: '5', shares: [share, share, { id: 'b', areaDm2: 1 }, { id: 'b', areaDm2: 2 }] }),
    {
      error: 'id-twice',
      detail: 'a stands there twice; b stands there twice',
    },
  )
  assert.equal(allocated({ totalFen: '5', shares: [{ ...share, areaDm2: 0 }] }).error, 'nothing-to-divide-by')
  for (const wrong of [
    { totalFen: 5, shares: [share] },
    { totalFen: '-5', shares: [share] },
    { totalFen: '1.5', shares: [share] },
    { totalFen: '5', shares: [] },
    { totalFen: '5', shares: [{ id: 'a', areaDm2: 1.5 }] },
    { totalFen: '5', shares: [{ id: 'a', areaDm2: -1 }] },
    { totalFen: '9'.repeat(30), shares: [share] },
  ])
    assert.equal(allocated(wrong).error, 'bad-input')
  assert.equal(JSON.parse(allocateLine('{').line).error, 'not-json')
  const term = { receivedFen: '1', from: '2026-01-02', to: '2026-01-02' }
  assert.deepEqual(earned({ ...term, accounts: [{ id: 'a', moves: [{ date: '2026-01-01', fen: '-1' }] }] }), {
    error: 'bad-term',
    detail: 'the term has no day; a is below zero on 2026-01-02',
  })
  assert.equal(earned({ ...term, to: '2026-01-03', accounts: [{ id: 'a', moves: [] }] }).error, 'nothing-to-divide-by')
})
