import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { instant } from '../../kernel/time.ts'
import { token, tokenHash, uuidv7 } from './uuid.ts'

test('the example of RFC 9562, A.6, comes out bit for bit', () => {
  const chance = Buffer.from('0000000000000cc398c4dc0c0c07398f', 'hex')
  assert.equal(
    uuidv7(instant(0x017f22e279b0), () => chance),
    '017f22e2-79b0-7cc3-98c4-dc0c0c07398f',
  )
})

test('version and variant hold whatever chance gives', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), fc.nat(2 ** 31), (bytes, ms) => {
      assert.match(
        uuidv7(instant(ms), () => bytes),
        /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      )
    }),
  )
})

test('a later millisecond sorts later', () => {
  const ms = fc.integer({ min: 0, max: 2 ** 47 })
  fc.assert(
    fc.property(ms, fc.integer({ min: 1, max: 1e9 }), (at, more) => uuidv7(instant(at)) < uuidv7(instant(at + more))),
  )
})

test('a token has 256 bits, and what is stored does not contain it', () => {
  const secret = token()
  assert.match(secret, /^[A-Za-z0-9_-]{43}$/)
  assert.notEqual(secret, token())
  assert.equal(tokenHash(secret).length, 32)
  assert.ok(!tokenHash(secret).toString('base64url').includes(secret))
})
