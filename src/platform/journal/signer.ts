import { createPrivateKey, createPublicKey, type KeyObject, randomBytes, sign, verify } from 'node:crypto'
import { chmod, link, mkdir, open, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Sign, Verify } from '../../kernel/journal/note.ts'

/** What signs the journal of every city of an installation. */
export type Signer = { readonly publicKey: Uint8Array; readonly sign: Sign }

/** What is wrong with the signing key, and what to do. */
export class SignerError extends Error {
  override readonly name = 'SignerError'
}

const SEED_BYTES = 32
const KEY_FILE = 'journal.key'
/** The fixed beginnings of an Ed25519 key in PKCS #8 and SPKI (RFC 8410). */
const PRIVATE_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')
const PUBLIC_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')

const publicKeyOf = (key: KeyObject): Uint8Array =>
  Uint8Array.from(createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(PUBLIC_PREFIX.length))

/** @param seed 32 secret bytes; the same seed gives the same key */
export const signerOf = (seed: Uint8Array): Signer => {
  if (seed.length !== SEED_BYTES)
    throw new SignerError(`journal key: ${SEED_BYTES} bytes are needed, got ${seed.length}`)
  const key = createPrivateKey({ key: Buffer.concat([PRIVATE_PREFIX, seed]), format: 'der', type: 'pkcs8' })
  return { publicKey: publicKeyOf(key), sign: message => sign(null, message, key) }
}

/** Whether an Ed25519 signature is of this key and message; a key that is none verifies nothing. */
export const verifySignature: Verify = (publicKey, message, signature) => {
  const der = Buffer.concat([PUBLIC_PREFIX, publicKey])
  return (
    publicKey.length === 32 &&
    verify(null, message, createPublicKey({ key: der, format: 'der', type: 'spki' }), signature)
  )
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code

/** Written aside, flushed, then linked to its name: two processes starting at once end up with one key. */
const makeKey = async (folder: string): Promise<void> => {
  const aside = join(folder, `.${KEY_FILE}.${randomBytes(6).toString('hex')}`)
  const file = await open(aside, 'wx', 0o600)
  try {
    await file.writeFile(`${randomBytes(SEED_BYTES).toString('base64url')}\n`)
    await file.sync()
    await link(aside, join(folder, KEY_FILE))
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
  } finally {
    await file.close()
    await rm(aside, { force: true })
  }
  const directory = await open(folder, 'r')
  await directory.sync().finally(() => directory.close())
}

/**
 * The signing key of an installation: `journal.key` in its keys folder (32 bytes as base64url, mode 0600), made at
 * the first start. Who loses it cannot continue the log; a backup of the keys folder belongs apart from the database.
 * @throws SignerError when others can read the file or it is no key
 */
export const loadSigner = async (folder: string): Promise<Signer> => {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await chmod(folder, 0o700)
  const path = join(folder, KEY_FILE)
  const found = await stat(path).catch(error => (isCode(error, 'ENOENT') ? undefined : Promise.reject(error)))
  if (found === undefined) await makeKey(folder)
  const { mode } = await stat(path)
  if ((mode & 0o077) !== 0) throw new SignerError(`${path} can be read by others; run: chmod 600 ${path}`)
  return signerOf(Buffer.from((await readFile(path, 'utf8')).trim(), 'base64url'))
}
