import assert from 'node:assert/strict'
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { loadSigner, SignerError, signerOf, verifySignature } from './signer.ts'

const message = Buffer.from('linli/442000\n8\n')

test('RFC 8032 §7.1, test 2: the seed gives the key and the signature of the standard', () => {
  const seed = Buffer.from('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb', 'hex')
  const signer = signerOf(seed)
  assert.equal(
    Buffer.from(signer.publicKey).toString('hex'),
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
  )
  const signature = signer.sign(Buffer.of(0x72))
  assert.match(Buffer.from(signature).toString('hex'), /^92a009a9f0d4cab8720e820b5f642540/)
  assert.ok(verifySignature(signer.publicKey, Buffer.of(0x72), signature))
  assert.ok(!verifySignature(signer.publicKey, Buffer.of(0x73), signature))
  assert.ok(!verifySignature(signer.publicKey.slice(1), Buffer.of(0x72), signature))
})

test('the first start makes one key, readable by its owner only, and every later start finds it', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'linli-keys-'))
  t.after(() => rm(folder, { recursive: true }))
  const keys = join(folder, 'keys')
  const [one, two] = await Promise.all([loadSigner(keys), loadSigner(keys)])
  const later = await loadSigner(keys)
  assert.deepEqual(one.publicKey, two.publicKey)
  assert.ok(verifySignature(later.publicKey, message, one.sign(message)))
  assert.equal((await stat(join(keys, 'journal.key'))).mode & 0o777, 0o600)
  assert.equal((await stat(keys)).mode & 0o777, 0o700)
})

test('a key that others can read, or that is none, is refused in words', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'linli-keys-'))
  t.after(() => rm(folder, { recursive: true }))
  await loadSigner(folder)
  const path = join(folder, 'journal.key')
  await chmod(path, 0o644)
  await assert.rejects(loadSigner(folder), { name: 'SignerError', message: /chmod 600/ })
  await chmod(path, 0o600)
  await writeFile(path, (await readFile(path, 'utf8')).slice(5))
  await assert.rejects(loadSigner(folder), SignerError)
})
