import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { plainText } from './plain.ts'

test('S-62 text is composed, and nothing in it turns the direction of what stands around it', () => {
  assert.equal(plainText('e\u0301cole'), 'école')
  assert.equal(plainText('照片\u202egpj.exe'), '照片gpj.exe')
  assert.equal(plainText('\u202d13800000000\u202c'), '13800000000')
  // Uyghur with its own marks, emoji joined from several, and variants of Chinese characters stay as they are.
  for (const kept of ['ئۇيغۇر\u200f', '👩‍👩‍👧', '葛\u{e0100}', '邻里'])
    assert.equal(plainText(kept), kept.normalize('NFC'))
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      const once = plainText(text)
      assert.equal(plainText(once), once)
      assert.doesNotMatch(once, /[\u202a-\u202e\u2066-\u2069]/)
    }),
  )
})
