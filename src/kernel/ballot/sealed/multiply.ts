import { type Element, G, H, mod, Point } from './group.ts'

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

/** Σ scalar·element (Pippenger). Scalars are not negative; short ones cost less. */
export const sumOfMultiples = (terms: readonly Term[]): Element => {
  const width = widthFor(terms.length)
  const mask = (1n << BigInt(width)) - 1n
  const bits = terms.reduce((most, [scalar]) => Math.max(most, bitsOf(scalar)), 0)
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
