import assert from 'node:assert/strict'
import { chmod, mkdtemp, readdir, rm, stat, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { followingVault } from './following.ts'
import { openVault, retireKey, rotateKey } from './keys.ts'
import { freshVault, UnknownKey, VaultError } from './vault.ts'

const folderOf = async (t: TestContext): Promise<string> => {
  const base = await mkdtemp(join(tmpdir(), 'linli-keys-'))
  t.after(() => rm(base, { recursive: true }))
  return join(base, 'keys')
}

test('P-2 a running process opens what another has sealed with a newer key, at once', async t => {
  const folder = await folderOf(t)
  const [quick, slow] = [await openVault(folder), await openVault(folder)]
  await rotateKey(folder)
  const sealed = (await openVault(folder)).seal('住址', 'a/b/c')
  assert.equal(slow.open(sealed, 'a/b/c'), '住址')
  assert.equal(quick.keys().length, 1, 'it had no reason to look yet')
})

test('P-2 it seals with the newer key within a second, and never more often than that looks into the folder', () => {
  const [old, next] = [freshVault(), freshVault()]
  const same = { ...next, fingerprint: old.fingerprint }
  let [now, looks, state] = [0, 0, 'one']
  const vault = followingVault(
    old,
    {
      state: () => {
        looks++
        return state
      },
      read: () => same,
    },
    () => now,
  )
  state = 'two'
  for (; now < 990; now += 10) vault.seal('x', 'y')
  assert.equal(looks, 1)
  assert.equal(old.open(vault.seal('x', 'y'), 'y'), 'x')
  now = 1_000
  assert.equal(next.open(vault.seal('x', 'y'), 'y'), 'x')
})

test('P-2 a folder that cannot be read changes nothing; one with another look-up key is not followed', async t => {
  const folder = await folderOf(t)
  let now = 0
  const first = await openVault(folder)
  const other = freshVault()
  const vault = followingVault(first, { state: () => String(now), read: () => other }, () => now)
  now = 5_000
  assert.equal(first.open(vault.seal('x', 'y'), 'y'), 'x')
  assert.throws(() => vault.open(other.seal('x', 'y'), 'y'), UnknownKey)
  const sealed = first.seal('x', 'y')
  await rotateKey(folder)
  await chmod(join(folder, 'seal-0002.key'), 0o644)
  assert.equal(first.open(sealed, 'y'), 'x')
})

test('P-2 a key is retired when it is not the newest and everybody had time to see the newer one', async t => {
  const folder = await folderOf(t)
  const vault = await openVault(folder)
  const sealed = vault.seal('x', 'y')
  await assert.rejects(retireKey(folder, 'seal-0001', 0), /newest/)
  await rotateKey(folder)
  const { mtimeMs: now } = await stat(join(folder, 'seal-0002.key'))
  await assert.rejects(retireKey(folder, 'seal-0001', now), /wait until it is a minute old/)
  await assert.rejects(retireKey(folder, 'seal-0007', now), VaultError)
  await utimes(join(folder, 'seal-0002.key'), 1, 1)
  await retireKey(folder, 'seal-0001', now)
  assert.deepEqual((await readdir(folder)).toSorted(), ['blind-0001.key', 'retired', 'seal-0002.key'])
  const later = await openVault(folder)
  assert.throws(() => later.open(sealed, 'y'), UnknownKey)
})
