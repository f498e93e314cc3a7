import assert from 'node:assert/strict'
import { test } from 'node:test'
import { array } from './values.ts'

test('an array of plain values is one parameter; what would need quotes is refused, and is never taken for two', () => {
  assert.equal(array(['0193a1b2-0000-7000-8000-000000000001', null]), '{0193a1b2-0000-7000-8000-000000000001,NULL}')
  assert.equal(array([12n, -3n]), '{12,-3}')
  assert.equal(array(['2026-03-01T12:00:00.000+08:00']), '{2026-03-01T12:00:00.000+08:00}')
  assert.equal(array([]), '{}')
  for (const wrong of ['a,b', 'null', 'a}', '{', '"', "'", 'a b', '', '\\', '井'])
    assert.throws(() => array([wrong]), /needs quotes/, wrong)
})
