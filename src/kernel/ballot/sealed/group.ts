import { ristretto255, ristretto255_hasher } from '@noble/curves/ed25519.js'
import { bytesToHex, bytesToNumberLE, hexToBytes } from '@noble/curves/utils.js'
import { utf8 } from '../../journal/bytes.ts'
import type { ElementHex, Random, ScalarHex } from './types.ts'

/**
 * The group the ballots are sealed in: ristretto255 (RFC 9496), of prime order. `G` is its generator; `H` is hashed from
 * `H_DOMAIN` (RFC 9380), so nobody knows its logarithm to `G`, and nobody can open a commitment to another value.
 */
export const Point = ristretto255.Point
export type Element = InstanceType<typeof Point>
export const Fn = Point.Fn
export const ORDER = Fn.ORDER

export const H_DOMAIN = 'linli/sealed-ballot/v1/h'
const CHALLENGE_DOMAIN = 'linli/sealed-ballot/v1/challenge'
export const G = Point.BASE
export const H = ristretto255_hasher.hashToCurve(utf8(H_DOMAIN), { DST: H_DOMAIN })

export const mod = (value: bigint): bigint => {
  const rest = value % ORDER
  return rest < 0n ? rest + ORDER : rest
}

const HEX64 = /^[0-9a-f]{64}$/
const IDENTITY = '0'.repeat(64)

/** The element of its one spelling; undefined for any other text, and for the identity: no honest ballot holds it. */
export const readElement = (text: unknown): Element | undefined => {
  if (typeof text !== 'string' || !HEX64.test(text) || text === IDENTITY) return undefined
  try {
    return Point.fromBytes(hexToBytes(text))
  } catch {
    return undefined
  }
}

/** The number of its one spelling; undefined for any other text and for numbers not below the order. */
export const readScalar = (text: unknown): bigint | undefined => {
  if (typeof text !== 'string' || !HEX64.test(text)) return undefined
  const value = littleEndian(hexToBytes(text))
  return value < ORDER ? value : undefined
}

export const writeElement = (element: Element): ElementHex => bytesToHex(element.toBytes())
export const writeScalar = (value: bigint): ScalarHex => bytesToHex(Fn.toBytes(value))

export const littleEndian = bytesToNumberLE

const WIDE = 64

/** Numbers below the order, evenly: 512 bits each, so that the remainder favours none. */
export const randomScalars = (random: Random, count: number): readonly bigint[] => {
  const bytes = random(count * WIDE)
  return Array.from({ length: count }, (_, at) => mod(littleEndian(bytes.subarray(at * WIDE, (at + 1) * WIDE))))
}

/** RFC 9380 hash to a number below the order, under a domain of its own. */
export const challengeOf = (message: Uint8Array): bigint =>
  ristretto255_hasher.hashToScalar(message, { DST: CHALLENGE_DOMAIN })
