import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type AreaPath, areaPath } from '../../../kernel/area-code.ts'
import { demoGridCount, gridName, nextGrid } from './grid.ts'

const community = areaPath('442000001007')

test('the first grid is G01, the hundredth H01', () => {
  assert.equal(nextGrid(community, []), '442000001007G01')
  assert.equal(nextGrid(community, [areaPath('442000001007G99')]), '442000001007H01')
})

test('a code is never given twice, whatever was given before', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 400 }), count => {
      const given: AreaPath[] = []
      for (let index = 0; index < count; index++) {
        const next = nextGrid(community, given)
        assert.ok(next !== undefined && !given.includes(next))
        given.push(next)
      }
    }),
    { numRuns: 10 },
  )
})

test('names are spoken Chinese', () => {
  assert.deepEqual([1, 10, 11, 20, 35, 100].map(gridName), [
    '第一网格',
    '第十网格',
    '第十一网格',
    '第二十网格',
    '第三十五网格',
    '第100网格',
  ])
})

test('a demonstration community has three to five grids', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999 }), last => {
      const count = demoGridCount(areaPath(`442000001${String(last).padStart(3, '0')}`))
      assert.ok(count >= 3 && count <= 5)
    }),
  )
})
