import { createHash, randomBytes } from 'node:crypto'
import type { Instant } from '../../kernel/time.ts'

/** Gives that many random bytes. */
export type Chance = (size: number) => Uint8Array

const POOL = 4_096
let [pool, taken] = [Buffer.alloc(0), 0]

/** Chance of the operating system, fetched for many ids at once. */
const pooled: Chance = size => {
  if (taken + size > pool.length) [pool, taken] = [randomBytes(POOL), 0]
  taken += size
  return pool.subarray(taken - size, taken)
}

const VERSION_7 = 0x70
const VARIANT = 0x80

/**
 * A UUID of version 7 (RFC 9562, 5.7): 48 bits of milliseconds, then 74 bits of chance. Ids made later sort later,
 * so an index grows at its end; ids of the same millisecond have no order among themselves.
 */
export const uuidv7 = (now: Instant, random: Chance = pooled): string => {
  const bytes = Buffer.from(random(16))
  bytes.writeUIntBE(now, 0, 6)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | VERSION_7, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | VARIANT, 8)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** A secret of 256 bits for sessions and links, base64url, 43 characters. */
export const token = (random: Chance = randomBytes): string => Buffer.from(random(32)).toString('base64url')

/** What is stored of a token: its SHA-256. A token has full entropy, so no salt and no stretching are needed. */
export const tokenHash = (secret: string): Buffer => createHash('sha256').update(secret, 'utf8').digest()
