import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import fc from 'fast-check'
import { openVault, rotateKey, vaultFromText } from './keys.ts'
import { freshVault, placeOf, VaultError, vaultOf } from './vault.ts'

const PHONE = '13812345678'
const HERE = placeOf('party', 'phone_sealed', '01939d6e-0000-7000-8000-000000000001')
const THERE = placeOf('party', 'phone_sealed', '01939d6e-0000-7000-8000-000000000002')

const folderOf = async (t: TestContext): Promise<string> => {
  const base = await mkdtemp(join(tmpdir(), 'linli-keys-'))
  t.after(() => rm(base, { recursive: true }))
  return join(base, 'keys')
}

test('what is sealed opens in its own place', () => {
  const vault = freshVault()
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.string(),
      (plain, aad) => vault.open(vault.seal(plain, aad), aad) === plain,
    ),
  )
})

test('a value moved to another row does not open', () => {
  const vault = freshVault()
  assert.throws(() => vault.open(vault.seal(PHONE, HERE), THERE), VaultError)
})

test('no single altered bit goes unnoticed', () => {
  const vault = freshVault()
  const sealed = vault.seal(PHONE, HERE)
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    const forged = Buffer.from(sealed)
    forged.writeUInt8(forged.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
    assert.throws(() => vault.open(forged, HERE), VaultError, `bit ${bit}`)
  }
  for (let length = 0; length < sealed.length; length++)
    assert.throws(() => vault.open(sealed.subarray(0, length), HERE), VaultError)
})

test('the same value is never sealed the same way twice, and does not show', () => {
  const vault = freshVault()
  assert.notDeepEqual(vault.seal(PHONE, HERE), vault.seal(PHONE, HERE))
  assert.equal(vault.seal(PHONE, HERE).includes(PHONE), false)
})

test('look-up values agree for the same purpose only, and depend on the key', () => {
  const [vault, other] = [freshVault(), freshVault()]
  assert.deepEqual(vault.blind(PHONE, 'phone'), vault.blind(PHONE, 'phone'))
  assert.notDeepEqual(vault.blind(PHONE, 'phone'), vault.blind(PHONE, 'id'))
  assert.notDeepEqual(vault.blind('b', 'a'), vault.blind('', 'ab'))
  assert.notDeepEqual(vault.blind(PHONE, 'phone'), other.blind(PHONE, 'phone'))
})

test('after a rotation old values open, new ones are sealed with the newest key, look-ups stay', () => {
  const key = (name: string) => ({ name, secret: randomBytes(32) })
  const [blind, first, second] = [key('blind-0001'), key('seal-0001'), key('seal-0002')]
  const before = vaultOf({ blind, seal: [first] })
  const after = vaultOf({ blind, seal: [second, first] })
  const old = before.seal(PHONE, HERE)
  assert.equal(after.open(old, HERE), PHONE)
  assert.equal(after.isStale(old), true)
  const fresh = after.seal(PHONE, HERE)
  assert.equal(after.isStale(fresh), false)
  assert.throws(() => before.open(fresh, HERE), /no key [0-9a-f]{8} in the vault/)
  assert.deepEqual(after.blind(PHONE, 'phone'), before.blind(PHONE, 'phone'))
})

test('the keys folder is made once, for its owner only, and found again', async t => {
  const folder = await folderOf(t)
  const vault = await openVault(folder)
  assert.deepEqual((await readdir(folder)).toSorted(), ['blind-0001.key', 'seal-0001.key'])
  assert.equal((await stat(folder)).mode & 0o777, 0o700)
  assert.equal((await stat(join(folder, 'seal-0001.key'))).mode & 0o777, 0o600)
  const sealed = vault.seal(PHONE, HERE)
  assert.equal((await openVault(folder)).open(sealed, HERE), PHONE)
  assert.equal(await rotateKey(folder), 'seal-0002')
  const rotated = await openVault(folder)
  assert.equal(rotated.open(sealed, HERE), PHONE)
  assert.equal(rotated.isStale(sealed), true)
})

test('processes that start together share one set of keys', async t => {
  const folder = await folderOf(t)
  const vaults = await Promise.all(Array.from({ length: 8 }, () => openVault(folder)))
  assert.equal(new Set(vaults.map(vault => vault.fingerprint)).size, 1)
  const sealed = vaults.map(vault => vault.seal(PHONE, HERE))
  for (const vault of vaults) for (const value of sealed) assert.equal(vault.open(value, HERE), PHONE)
})

test('a key others can read, a half-empty folder and a short key are refused', async t => {
  const folder = await folderOf(t)
  await openVault(folder)
  await chmod(join(folder, 'seal-0001.key'), 0o644)
  await assert.rejects(openVault(folder), /chmod 600/)
  await chmod(join(folder, 'seal-0001.key'), 0o600)
  await rm(join(folder, 'blind-0001.key'))
  await assert.rejects(openVault(folder), /exactly one blind key/)
  assert.throws(() => vaultFromText('blind-0001=AAAA seal-0001=AAAA'), /32 bytes/)
  assert.throws(() => vaultFromText('whatever'), /<name>=<key>/)
})

test('LINLI_KEYS gives the same vault as the files it was copied from', async t => {
  const folder = await folderOf(t)
  const sealed = (await openVault(folder)).seal(PHONE, HERE)
  const text = (
    await Promise.all(
      (
        await readdir(folder)
      ).map(async name => `${name.replace('.key', '')}=${(await readFile(join(folder, name), 'utf8')).trim()}`),
    )
  ).join(' ')
  assert.equal((await openVault(join(folder, 'unused'), text)).open(sealed, HERE), PHONE)
})
