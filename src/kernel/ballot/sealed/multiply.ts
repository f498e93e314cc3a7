import { type Element, G, H, mod, Point } from './group.ts'

const WINDOW = 10
const HALF = 1 << (WINDOW - 1)
const WINDOWS = Math.ceil(254 / WINDOW)

/** Multiples 1 … 512 of 2^(10·window) times the base, for every window. Made at first use, in about a tenth of a second. */
const tableOf = (base: Element): readonly (readonly Element[])[] => {
  let step = base
  return Array.from({ length: WINDOWS }, () => {
    const row: Element[] = [step]
    for (let at = 1; at < HALF; at++) row.push((row[at - 1] as Element).add(step))
    step = (row[HALF - 1] as Element).double()
    return row
  })
}

const tables = new Map<Element, readonly (readonly Element[])[]>()
const tableFor = (base: Element) => {
  const table = tables.get(base) ?? tableOf(base)
  tables.set(base, table)
  return table
}

/** Digits of −512 … 512, the lowest first. */
const timesFixed = (base: Element, scalar: bigint, onto: Element): Element => {
  const table = tableFor(base)
  let [sum, rest] = [onto, scalar]
  for (let window = 0; rest !== 0n; window++) {
    let digit = Number(rest & BigInt(2 * HALF - 1))
    rest >>= BigInt(WINDOW)
    if (digit > HALF) {
      digit -= 2 * HALF
      rest += 1n
    }
    const row = table[window] as readonly Element[]
    if (digit > 0) sum = sum.add(row[digit - 1] as Element)
    if (digit < 0) sum = sum.subtract(row[-digit - 1] as Element)
  }
  return sum
}

/** `g·G + h·H` by tables. Its time depends on the numbers: for a server that knows them anyway, not for a device that is watched. */
export const combine = (g: bigint, h: bigint): Element => timesFixed(H, mod(h), timesFixed(G, mod(g), Point.ZERO))

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
