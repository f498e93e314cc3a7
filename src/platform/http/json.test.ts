import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { jsonFault } from './json.ts'

test('S-62 a name given twice is seen wherever it stands and however it is spelt', () => {
  for (const twice of [
    '{"a":1,"a":2}',
    '{"a":1,"\\u0061":2}',
    '[{"b":[{"a":{},"c":0,"a":[]}]}]',
    '{"a":"}","b":",\\"a\\":","a":1}',
    '{"":1,"":2}',
  ])
    assert.equal(jsonFault(twice), 'twice', twice)
  for (const once of [
    '{"a":{"a":{"a":1}},"b":"a"}',
    '[{"a":1},{"a":1}]',
    '"a"',
    '{"a":["a","a"]}',
    '{"a":"b","b":"a"}',
  ])
    assert.equal(jsonFault(once), undefined, once)
  assert.equal(jsonFault('['.repeat(100) + ']'.repeat(100)), 'deep')
})

test('S-62 what JSON.stringify writes has no fault, and one name more makes one', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), value => assert.equal(jsonFault(JSON.stringify(value)), undefined)),
  )
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }), { minKeys: 1 }), value => {
      const text = JSON.stringify(value)
      const [name = ''] = Object.keys(value)
      assert.equal(jsonFault(`${text.slice(0, -1)},${JSON.stringify(name)}:0}`), 'twice')
    }),
  )
})
