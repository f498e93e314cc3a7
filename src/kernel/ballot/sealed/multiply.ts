import { type Element, G, H, mod, Point } from './group.ts'

H.precompute(8)

const times = (base: Element, scalar: bigint): Element => (scalar === 0n ? Point.ZERO : base.multiplyUnsafe(scalar))

/** `g·G + h·H`. */
export const combine = (g: bigint, h: bigint): Element => times(G, mod(g)).add(times(H, mod(h)))

export type Term = readonly [scalar: bigint, element: Element]

const bitsOf = (value: bigint): number => value.toString(16).length * 4

/** Bucket width by how many terms there are: what adding terms costs against what emptying buckets costs. */
const widthFor = (count: number): number => Math.max(2, Math.min(13, Math.floor(Math.log2(count + 1)) - 3))

/** The sum over one window: elements fall into buckets by their digit, and bucket n is counted n times. */
const sumOfBuckets = (buckets: readonly (Element | undefined)[]): Element => {
  let [running, sum] = [Point.ZERO, Point.ZERO]
  for (let at = buckets.length - 1; at > 0; at--) {
    const bucket = buckets[at]
    if (bucket !== undefined) running = running.add(bucket)
    sum = sum.add(running)
  }
  return sum
}

/** Many elements: windows of buckets (Pippenger). */
const sumOfMany = (terms: readonly Term[], bits: number): Element => {
  const width = widthFor(terms.length)
  const mask = (1n << BigInt(width)) - 1n
  let sum = Point.ZERO
  for (let window = Math.ceil(bits / width) - 1; window >= 0; window--) {
    for (let bit = 0; bit < width; bit++) sum = sum.double()
    const buckets: (Element | undefined)[] = new Array(1 << width).fill(undefined)
    const shift = BigInt(window * width)
    for (const [scalar, element] of terms) {
      const digit = Number((scalar >> shift) & mask)
      if (digit !== 0) buckets[digit] = buckets[digit]?.add(element) ?? element
    }
    sum = sum.add(sumOfBuckets(buckets))
  }
  return sum
}

const FEW = 32
const FEW_WIDTH = 4

/** Few elements: multiples of each, doubled together (Straus). */
const sumOfFew = (terms: readonly Term[], bits: number): Element => {
  const mask = (1n << BigInt(FEW_WIDTH)) - 1n
  const rows = terms.map(([, element]) => {
    const row = [Point.ZERO, element]
    while (row.length < 1 << FEW_WIDTH) row.push((row.at(-1) as Element).add(element))
    return row
  })
  let sum = Point.ZERO
  for (let window = Math.ceil(bits / FEW_WIDTH) - 1; window >= 0; window--) {
    for (let bit = 0; bit < FEW_WIDTH; bit++) sum = sum.double()
    for (const [at, [scalar]] of terms.entries()) {
      const digit = Number((scalar >> BigInt(window * FEW_WIDTH)) & mask)
      if (digit !== 0) sum = sum.add(rows[at]?.[digit] as Element)
    }
  }
  return sum
}

/** Σ scalar·element. Scalars are not negative; short ones cost less. */
export const sumOfMultiples = (terms: readonly Term[]): Element => {
  const bits = terms.reduce((most, [scalar]) => Math.max(most, bitsOf(scalar)), 0)
  return terms.length < FEW ? sumOfFew(terms, bits) : sumOfMany(terms, bits)
}
