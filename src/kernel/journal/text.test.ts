import assert from 'node:assert/strict'
import {
  createHash,
  createPublicKey,
  sign as cryptoSign,
  verify as cryptoVerify,
  generateKeyPairSync,
} from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { base64, concat, fromBase64, fromHex, hex, utf8 } from './bytes.ts'
import { canonical, type Json } from './canonical.ts'
import { checkpointText, parseCheckpoint } from './checkpoint.ts'
import { commit, entryText } from './entry.ts'
import { keyText, openNote, parseKey, signNote, type Verify } from './note.ts'
import { entriesBundle, numberPath, parseEntriesBundle, parseTilePath, tilePath } from './tile.ts'

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()

test('canonical JSON sorts keys by UTF-16 unit and spells each value one way', () => {
  assert.equal(
    canonical({ b: [1, true, null], a: '道路 "破损"\n', ab: { z: 0, y: -7 } }),
    '{"a":"道路 \\"破损\\"\\n","ab":{"y":-7,"z":0},"b":[1,true,null]}',
  )
  // RFC 8785 §3.2.3: the order is by UTF-16 unit, so the emoji (surrogates) stands before U+FB33.
  assert.equal(
    canonical({ '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6 }),
    '{"\\r":2,"1":4,"\u0080":6,"€":1,"😀":5,"\ufb33":3}',
  )
})

test('what has no canonical form is refused and its place named', () => {
  const refused: readonly (readonly [unknown, RegExp])[] = [
    [{ a: { b: undefined } }, /\/a\/b: undefined/],
    [[1, Number.NaN], /\/1: NaN is not a safe integer/],
    [1.5, /at \/: 1.5/],
    [2 ** 53, /not a safe integer/],
    [{ at: new Map() }, /only plain objects/],
    ['\ud800', /lone surrogate/],
    [1n, /bigint/],
    [new Array(1), /\/0: undefined/],
  ]
  for (const [value, why] of refused) assert.throws(() => canonical(value as Json), why)
})

test('canonical text reads back as the same value and does not depend on the order of keys', () => {
  const json = fc.letrec<{ any: Json }>(tie => ({
    any: fc.oneof(
      { maxDepth: 3 },
      fc.constant(null),
      fc.boolean(),
      fc.maxSafeInteger().filter(value => !Object.is(value, -0)),
      fc.string({ unit: 'binary' }),
      fc.array(tie('any')),
      fc.dictionary(fc.string(), tie('any'), { noNullPrototype: true }),
    ),
  })).any
  fc.assert(
    fc.property(json, value => {
      assert.deepEqual(JSON.parse(canonical(value)), value)
      if (value === null || typeof value !== 'object' || Array.isArray(value)) return
      assert.equal(canonical(Object.fromEntries(Object.entries(value).reverse())), canonical(value))
    }),
  )
})

test('bytes and their spellings agree with the platform, and a second spelling is refused', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.string({ unit: 'binary' }), (bytes, text) => {
      assert.equal(base64(bytes), Buffer.from(bytes).toString('base64'))
      assert.deepEqual(fromBase64(base64(bytes)), bytes)
      assert.deepEqual(fromHex(hex(bytes)), bytes)
      assert.deepEqual(Buffer.from(utf8(text)), Buffer.from(text))
    }),
  )
  for (const text of ['QQ', 'QR==', 'Q', 'QQ==\n', 'Q-==']) assert.equal(fromBase64(text), undefined, text)
})

const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)
const spki = fromHex('302a300506032b6570032100') ?? assert.fail()
const verify: Verify = (key, message, signature) =>
  cryptoVerify(
    null,
    message,
    createPublicKey({ key: Buffer.from(concat(spki, key)), format: 'der', type: 'spki' }),
    signature,
  )
const key = { name: 'linli/442000', publicKey: Uint8Array.from(raw) }

test('a signed checkpoint opens with its key and with no other', () => {
  const text = checkpointText({ origin: 'linli/442000', size: 8, root: sha256(utf8('x')) })
  const note = signNote(sha256, text, key, message => cryptoSign(null, message, privateKey))
  assert.equal(openNote(sha256, note, key, verify), text)
  assert.equal(parseCheckpoint(text)?.size, 8)
  assert.equal(openNote(sha256, note.replace('\n8\n', '\n9\n'), key, verify), undefined)
  assert.equal(openNote(sha256, note, { ...key, name: 'linli/440100' }, verify), undefined)
  assert.equal(openNote(sha256, text, key, verify), undefined)
  assert.deepEqual(parseKey(sha256, keyText(sha256, key)), key)
  assert.equal(parseKey(sha256, keyText(sha256, key).replace('442000', '442001')), undefined)
})

test('the key of the signed-note specification is read, and its note opens', () => {
  // The example key and note of C2SP signed-note.
  const peter =
    parseKey(sha256, 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW') ??
    assert.fail('key not read')
  const note =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n" +
    '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n'
  assert.match(openNote(sha256, note, peter, verify) ?? '', /^If you think/)
})

test('tiles are addressed as the specification spells them', () => {
  assert.equal(numberPath(1_234_067), 'x001/x234/067')
  assert.equal(numberPath(0), '000')
  assert.equal(tilePath({ level: 0, n: 1234, width: 5 }), 'tile/0/x001/234.p/5')
  assert.equal(tilePath({ level: 'entries', n: 999, width: 256 }), 'tile/entries/999')
  const address = fc.record(
    {
      level: fc.oneof(fc.constant('entries' as const), fc.nat(63)),
      n: fc.nat(2 ** 40),
      width: fc.integer({ min: 1, max: 256 }),
    },
    { noNullPrototype: true },
  )
  fc.assert(fc.property(address, value => assert.deepEqual(parseTilePath(tilePath(value)), value)))
  for (const path of [
    'tile/0/1',
    'tile/00/001',
    'tile/0/x000/001',
    'tile/0/001.p/0',
    'tile/0/001.p/256',
    'tile/0/001/',
    'tile/-1/001',
  ]) {
    assert.equal(parseTilePath(path), undefined, path)
  }
})

test('a bundle of entries gives its bodies back, and a torn one gives nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ minLength: 1 }), { minLength: 1, maxLength: 20 }), bodies => {
      const bundle = entriesBundle(bodies)
      assert.deepEqual(parseEntriesBundle(bundle), bodies)
      assert.equal(parseEntriesBundle(bundle.slice(0, -1)), undefined)
    }),
  )
})

test('a commitment depends on salt and value and says nothing without the salt', () => {
  const [salt, other] = [new Uint8Array(16), new Uint8Array(16).fill(1)]
  assert.equal(commit(sha256, salt, { b: 1, a: 2 }), commit(sha256, salt, { a: 2, b: 1 }))
  assert.notEqual(commit(sha256, salt, '13800000000'), commit(sha256, other, '13800000000'))
  assert.notEqual(commit(sha256, salt, '13800000000'), commit(sha256, salt, '13800000001'))
  assert.throws(() => commit(sha256, salt.slice(1), 'x'), /16 bytes/)
})

test('an entry is canonical, and seq counts from 1', () => {
  const entry = {
    v: 1,
    city: '442000',
    stream: 's',
    seq: 1,
    verb: 'open',
    at: '2026-11-22T12:00:00+08:00',
    actor: { kind: 'resident' },
    data: {},
    personal: {},
  } as const
  assert.match(entryText(entry), /^\{"actor":\{"kind":"resident"\},"at":/)
  assert.throws(() => entryText({ ...entry, seq: 0 }), /seq/)
})
