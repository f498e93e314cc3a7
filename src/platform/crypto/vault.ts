import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** A key of 32 bytes. The name orders keys of one kind: `seal-0002` is newer than `seal-0001`. */
export type Key = { readonly name: string; readonly secret: Buffer }

declare const PERSONAL: unique symbol
/** The place of a field that is opened only for a purpose: `openPersonal` takes it, `Vault.open` does not. */
export type PersonalPlace = string & { readonly [PERSONAL]: true }
/** Any other place. */
export type Place = string & { readonly [PERSONAL]?: never }

/** A seal key as envelopes name it. */
export type KeyId = { readonly name: string; readonly id: Buffer }

/** Encrypts fields at rest and makes the look-up values that stand for them. */
export type Vault = {
  /** AES-256-GCM under the newest key. `aad` says where the value belongs, see `placeOf`. */
  seal(plain: string, aad: string): Buffer
  /** Throws `VaultError` when the envelope was altered, belongs elsewhere, or its key is not in the vault. For fields of a person see `openPersonal`. */
  open(envelope: Uint8Array, aad: Place): string
  sealBytes(plain: Uint8Array, aad: string): Buffer
  openBytes(envelope: Uint8Array, aad: Place): Buffer
  /** HMAC-SHA-256 for equality look-ups; the same value under two purposes gives unrelated results. */
  blind(value: string, purpose: string): Buffer
  /** Whether a rewrite under the newest key is due. */
  isStale(envelope: Uint8Array): boolean
  /** The keys that open, oldest first, by the id that stands in every envelope; the last one seals. */
  keys(): readonly KeyId[]
  /** Stands for the look-up key without telling it: a database remembers it and notices another vault. */
  readonly fingerprint: string
}

export class VaultError extends Error {
  override readonly name = 'VaultError'
}

/** The place of a value: table, column and row id. A value copied to another row does not open there. */
export const placeOf = (table: string, column: string, id: string): string => `${table}/${column}/${id}`

export const KEY_BYTES = 32
const FORMAT = 1
const ID_BYTES = 4
const NONCE_BYTES = 12
const TAG_BYTES = 16
const HEAD_BYTES = 1 + ID_BYTES + NONCE_BYTES + TAG_BYTES

const derive = (secret: Buffer, use: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', `linli/${use}`, KEY_BYTES))

const idOf = (secret: Buffer): Buffer =>
  createHash('sha256').update('linli/key-id').update(secret).digest().subarray(0, ID_BYTES)

type SealKey = KeyId & { readonly key: Buffer }

/** Where the key id stands in an envelope; SQL counts positions from 1, so it reads from 2. */
export const KEY_ID_AT = { sqlFrom: 2, bytes: ID_BYTES } as const

/** The envelope was sealed with a key this vault does not have (yet). */
export class UnknownKey extends VaultError {}

const parse = (envelope: Uint8Array) => {
  const bytes = Buffer.from(envelope.buffer, envelope.byteOffset, envelope.byteLength)
  if (bytes.length < HEAD_BYTES || bytes[0] !== FORMAT) throw new VaultError('not a sealed value')
  const nonceAt = 1 + ID_BYTES
  const tagAt = nonceAt + NONCE_BYTES
  return {
    id: bytes.subarray(1, nonceAt),
    nonce: bytes.subarray(nonceAt, tagAt),
    tag: bytes.subarray(tagAt, HEAD_BYTES),
    body: bytes.subarray(HEAD_BYTES),
  }
}

/**
 * Envelope: format (1 byte), key id (4), nonce (12), tag (16), ciphertext. Nonces are random, which is safe for
 * 2^32 values per key (NIST SP 800-38D, 8.3); add a key long before.
 * @param keys.seal any number, at least one; the last by name seals, all open
 * @param keys.blind one: changing it means writing every look-up value anew
 */
export const vaultOf = (keys: { readonly blind: Key; readonly seal: readonly Key[] }): Vault => {
  const sorted = keys.seal.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  const sealKeys = sorted.map(({ name, secret }): SealKey => ({ name, id: idOf(secret), key: derive(secret, 'seal') }))
  const newest = sealKeys.at(-1)
  if (newest === undefined) throw new VaultError('no key to seal with')
  const byId = new Map(sealKeys.map(entry => [entry.id.toString('hex'), entry]))
  const blindKey = derive(keys.blind.secret, 'blind')

  const sealBytes = (plain: Uint8Array, aad: string): Buffer => {
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv('aes-256-gcm', newest.key, nonce)
    cipher.setAAD(Buffer.concat([Buffer.of(FORMAT), newest.id, Buffer.from(aad, 'utf8')]))
    const body = [cipher.update(plain), cipher.final()]
    return Buffer.concat([Buffer.of(FORMAT), newest.id, nonce, cipher.getAuthTag(), ...body])
  }

  const openBytes = (envelope: Uint8Array, aad: string): Buffer => {
    const { id, nonce, tag, body } = parse(envelope)
    const known = byId.get(id.toString('hex'))
    if (known === undefined) throw new UnknownKey(`no key ${id.toString('hex')} in the vault`)
    const decipher = createDecipheriv('aes-256-gcm', known.key, nonce, { authTagLength: TAG_BYTES })
    decipher.setAAD(Buffer.concat([Buffer.of(FORMAT), known.id, Buffer.from(aad, 'utf8')]))
    decipher.setAuthTag(tag)
    try {
      return Buffer.concat([decipher.update(body), decipher.final()])
    } catch {
      throw new VaultError(`sealed value does not belong to ${aad}, or was altered`)
    }
  }

  return {
    sealBytes,
    openBytes,
    seal: (plain, aad) => sealBytes(Buffer.from(plain, 'utf8'), aad),
    open: (envelope, aad) => openBytes(envelope, aad).toString('utf8'),
    blind: (value, purpose) =>
      createHmac('sha256', blindKey).update(`${purpose}\0`, 'utf8').update(value, 'utf8').digest(),
    isStale: envelope => !parse(envelope).id.equals(newest.id),
    keys: () => sealKeys.map(({ name, id }) => ({ name, id })),
    fingerprint: createHash('sha256').update('linli/fingerprint').update(blindKey).digest('hex').slice(0, 16),
  }
}

/** A vault with keys of its own, gone with the process: for tests and for generated benchmarks. */
export const freshVault = (): Vault =>
  vaultOf({
    blind: { name: 'blind-0001', secret: randomBytes(KEY_BYTES) },
    seal: [{ name: 'seal-0001', secret: randomBytes(KEY_BYTES) }],
  })
