import { FpInvertBatch } from '@noble/curves/abstract/modular.js'
import { ed25519 } from '@noble/curves/ed25519.js'
import { bytesToHex, numberToBytesLE } from '@noble/curves/utils.js'
import { type Element, G, H, mod, ORDER } from './group.ts'
import type { ElementHex } from './types.ts'

/**
 * Writing many elements g·G + h·H whose g and h are known: what sealing takes. By the library alone a ballot takes at least twice as
 * long. The points of ristretto255 are cosets of points of edwards25519, whose coordinates (X : Y : Z : T) with x = X/Z, y = Y/Z,
 * xy = T/Z are used here; a test compares what is written with what the library writes.
 */
const Edwards = ed25519.Point
const { Fp } = Edwards
const P = Fp.ORDER
const D = Edwards.CURVE().d
const ROOT_OF_MINUS_ONE = Fp.sqrt(Fp.neg(1n))
/** 1/√(a − d), with a = −1. Which of the two roots does not matter: what is written is never negative. */
const ROOT_OF_A_LESS_D = Fp.inv(Fp.sqrt(Fp.sub(Fp.neg(1n), D)))

/** A point made ready to be added: y + x, y − x, 2dxy. */
type Ready = readonly [sum: bigint, difference: bigint, product: bigint]
type Coordinates = readonly [x: bigint, y: bigint, z: bigint, t: bigint]
const NEUTRAL: Coordinates = [0n, 1n, 1n, 0n]

const WINDOW = 10
const HALF = 1 << (WINDOW - 1)
const WINDOWS = Math.ceil(254 / WINDOW)
const MASK = BigInt(2 * HALF - 1)

/** Multiples 1 … 512 of 2^(10·window) times half the base, for every window: what is summed up is doubled when it is written. */
const tableOf = (base: Element): readonly (readonly Ready[])[] => {
  let step = Edwards.fromAffine(base.multiply((ORDER + 1n) / 2n).toAffine())
  return Array.from({ length: WINDOWS }, () => {
    const row = [step]
    for (let at = 1; at < HALF; at++) row.push((row[at - 1] as typeof step).add(step))
    step = (row[HALF - 1] as typeof step).double()
    const inverses = FpInvertBatch(
      Fp,
      row.map(({ Z }) => Z),
    )
    return row.map(({ X, Y }, at): Ready => {
      const [x, y] = [Fp.mul(X, inverses[at] as bigint), Fp.mul(Y, inverses[at] as bigint)]
      return [Fp.add(y, x), Fp.sub(y, x), Fp.mul(Fp.mul(2n * D, x), y)]
    })
  })
}

const made = new Map<Element, readonly (readonly Ready[])[]>()
/** Made at first use, in about a tenth of a second. */
const tableFor = (base: Element) => {
  const table = made.get(base) ?? tableOf(base)
  made.set(base, table)
  return table
}

/** Complete addition on a curve with a = −1 (Hisil, Wong, Carter, Dawson 2008, §3.1). Values may be negative: only the last step cares. */
const add = ([x, y, z, t]: Coordinates, [sum, difference, product]: Ready): Coordinates => {
  const a = (y - x) * difference
  const b = (y + x) * sum
  const c = t * product
  const e = (b - a) % P
  const h = (b + a) % P
  const f = (2n * z - c) % P
  const g = (2n * z + c) % P
  return [(e * f) % P, (g * h) % P, (f * g) % P, (e * h) % P]
}

/** Adds half of scalar·base. Digits are −512 … 512, the lowest first. */
const addMultiple = (base: Element, scalar: bigint, onto: Coordinates): Coordinates => {
  const table = tableFor(base)
  let [sum, rest] = [onto, scalar]
  for (let window = 0; rest !== 0n; window++) {
    let digit = Number(rest & MASK)
    rest >>= BigInt(WINDOW)
    if (digit > HALF) {
      digit -= 2 * HALF
      rest += 1n
    }
    if (digit === 0) continue
    const [plus, minus, product] = (table[window] as readonly Ready[])[Math.abs(digit) - 1] as Ready
    sum = add(sum, digit > 0 ? [plus, minus, product] : [minus, plus, -product])
  }
  return sum
}

const positive = (value: bigint): bigint => {
  const rest = value % P
  return rest < 0n ? rest + P : rest
}
const isNegative = (value: bigint): boolean => (positive(value) & 1n) === 1n

/** A doubled point before it is written, and what has to be inverted for that. */
const doubled = ([x, y, z, t]: Coordinates) => {
  const [e, g] = [(2n * x * y) % P, (y * y + x * x) % P]
  const [zz, dtt] = [z * z, ((t * t) % P) * D]
  const [f, h] = [(zz + dtt) % P, (zz - dtt) % P]
  const [eg, fh] = [(e * g) % P, (f * h) % P]
  return { e, f, g, h, eg, fh, product: positive(eg * fh) }
}

/** RFC 9496 §4.3.2 for a point that is known to be a double: its square root is then a product, and one inversion does for all. */
const written = ({ e, f, g, h, eg, fh }: ReturnType<typeof doubled>, inverse: bigint): ElementHex => {
  const [z, t] = [(eg * inverse) % P, (fh * inverse) % P]
  const turned = isNegative(((eg % P) * z) % P)
  const [a, b, c, root] = turned ? [g, -e, f * ROOT_OF_MINUS_ONE, ROOT_OF_MINUS_ONE] : [e, g, h, ROOT_OF_A_LESS_D]
  const d = isNegative((((c % P) * a) % P) * z) ? -b : b
  const s = positive(((((c - d) % P) * root) % P) * ((d * t) % P))
  return bytesToHex(numberToBytesLE(isNegative(s) ? P - s : s, 32))
}

/** The one spelling of each g·G + h·H. The time depends on the numbers: for a server that knows them anyway, not for a device that is watched. */
export const writeCombinations = (pairs: readonly (readonly [g: bigint, h: bigint])[]): readonly ElementHex[] => {
  const halves = pairs.map(([g, h]) => doubled(addMultiple(H, mod(h), addMultiple(G, mod(g), NEUTRAL))))
  // The identity has no inverse; FpInvertBatch passes over zero, and its spelling is zero.
  const inverses = FpInvertBatch(
    Fp,
    halves.map(({ product }) => product),
    true,
  )
  return halves.map((half, at) => written(half, inverses[at] ?? 0n))
}
