import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cite, localDefault } from '../../../kernel/cite.ts'
import { d, dateOfDayNumber, plusDays } from '../../../kernel/time.ts'
import { LAYERS, type Layer, resolve, turningDays } from './resolve.ts'

const law = cite('some-act', '第一条', '二个工作日')
const local = localDefault('B-032', '本地')
const shorter = (a: number, b: number): boolean => a < b

/** Zhongshan promises 3 working days from 2021, the province asks for 2 from 2022-09-01 (B-032, B-034, B-035). */
const enquiries: readonly Layer<number>[] = [
  { name: 'province', entries: [{ from: d('2022-09-01'), value: 2, basis: law }] },
  { name: 'city', entries: [{ from: d('2021-08-09'), value: 3, basis: local }] },
]

test('B-035: the city value holds until the province asks for less, then the stricter wins and the conflict is told', () => {
  assert.equal(resolve(enquiries, d('2021-08-08'), shorter), undefined)
  assert.deepEqual(resolve(enquiries, d('2022-08-31'), shorter)?.held.value, 3)
  const after = resolve(enquiries, d('2022-09-01'), shorter)
  assert.equal(after?.held.value, 2)
  assert.equal(after?.held.layer, 'province')
  assert.equal(after?.conflict?.weaker.value, 3)
})

test('a local value that binds more than the law holds', () => {
  const promised: readonly Layer<number>[] = [
    ...enquiries,
    { name: 'operator', entries: [{ from: d('2023-01-01'), value: 1, basis: local }] },
  ]
  const held = resolve(promised, d('2023-01-01'), shorter)
  assert.equal(held?.held.value, 1)
  assert.equal(held?.conflict, undefined)
})

test('a default without authority gives way, even to a weaker local value', () => {
  const layers: readonly Layer<number>[] = [
    { name: 'national', entries: [{ from: d('2000-01-01'), value: 2, basis: local }] },
    { name: 'city', entries: [{ from: d('2021-01-01'), value: 5, basis: local }] },
  ]
  assert.equal(resolve(layers, d('2022-01-01'), shorter)?.held.value, 5)
})

test('after its last day an entry falls back to what stands above', () => {
  const layers: readonly Layer<number>[] = [
    { name: 'national', entries: [{ from: d('2000-01-01'), value: 5, basis: local }] },
    { name: 'operator', entries: [{ from: d('2021-01-01'), to: d('2021-06-30'), value: 1, basis: local }] },
  ]
  assert.equal(resolve(layers, d('2021-06-30'), shorter)?.held.value, 1)
  assert.equal(resolve(layers, d('2021-07-01'), shorter)?.held.value, 5)
  assert.deepEqual(
    turningDays(layers, date => plusDays(date, 1)),
    ['2000-01-01', '2021-01-01', '2021-07-01'],
  )
})

test('what holds is never weaker than any law in force that day', () => {
  const entry = fc.record({
    from: fc.integer({ min: 0, max: 50 }).map(dateOfDayNumber),
    value: fc.integer({ min: 1, max: 9 }),
    basis: fc.constantFrom(law, local),
  })
  const layer = fc.record({
    name: fc.constantFrom(...LAYERS),
    entries: fc
      .uniqueArray(entry, { selector: each => each.from })
      .map(all => all.toSorted((a, b) => (a.from < b.from ? -1 : 1))),
  })
  fc.assert(
    fc.property(
      fc.array(layer, { maxLength: 4 }),
      fc.integer({ min: 0, max: 50 }).map(dateOfDayNumber),
      (layers, date) => {
        const held = resolve(layers, date, shorter)?.held
        const inForce = layers.flatMap(({ entries }) => entries.findLast(each => each.from <= date) ?? [])
        if (inForce.length === 0) return assert.equal(held, undefined)
        for (const each of inForce)
          if (each.basis.kind === 'cite') assert.ok(held !== undefined && held.value <= each.value)
      },
    ),
  )
})
