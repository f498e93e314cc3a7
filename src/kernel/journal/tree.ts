import { emptyRoot, nodeHash, type Sha256 } from './hash.ts'

/** Leaves `lo` to `hi`, without `hi`: the proofs of RFC 9162 are lists of heads of such ranges. */
export type Range = { readonly lo: number; readonly hi: number }

/** A full subtree: leaves `index · 2^height` to `(index + 1) · 2^height`. Never changes once its leaves are there. */
export type Node = { readonly height: number; readonly index: number }

/** The largest power of two smaller than `count` (count ≥ 2). */
const split = (count: number): number => {
  let power = 1
  while (power * 2 < count) power *= 2
  return power
}

const path = (index: number, { lo, hi }: Range): readonly Range[] => {
  if (hi - lo === 1) return []
  const middle = lo + split(hi - lo)
  return index < middle
    ? [...path(index, { lo, hi: middle }), { lo: middle, hi }]
    : [...path(index, { lo: middle, hi }), { lo, hi: middle }]
}

/** RFC 9162 §2.1.3.1: the ranges whose heads prove leaf `index` in a tree of `size` leaves, from the leaf upwards. */
export const inclusionPath = (index: number, size: number): readonly Range[] => {
  if (!(index >= 0 && index < size)) throw new Error(`no leaf ${index} in a tree of ${size}`)
  return path(index, { lo: 0, hi: size })
}

const subproof = (from: number, { lo, hi }: Range, whole: boolean): readonly Range[] => {
  if (from === hi - lo) return whole ? [] : [{ lo, hi }]
  const half = split(hi - lo)
  return from <= half
    ? [...subproof(from, { lo, hi: lo + half }, whole), { lo: lo + half, hi }]
    : [...subproof(from - half, { lo: lo + half, hi }, false), { lo, hi: lo + half }]
}

/** RFC 9162 §2.1.4.1: the ranges whose heads prove that the tree of `to` leaves begins with the tree of `from`. */
export const consistencyPath = (from: number, to: number): readonly Range[] => {
  if (!(from >= 0 && from <= to)) throw new Error(`no step from size ${from} to ${to}`)
  return from === 0 ? [] : subproof(from, { lo: 0, hi: to }, true)
}

/** The full subtrees a range falls into, from left to right. `lo` is where a subtree of the tree begins. */
export const nodesOf = ({ lo, hi }: Range): readonly Node[] => {
  const nodes: Node[] = []
  for (let at = lo; at < hi; ) {
    let [height, width] = [0, 1]
    while (at % (width * 2) === 0 && at + width * 2 <= hi) {
      width *= 2
      height += 1
    }
    nodes.push({ height, index: at / width })
    at += width
  }
  return nodes
}

/** The head over full subtrees given from left to right; of none, the head of the empty tree. */
export const headOver = (sha256: Sha256, hashes: readonly Uint8Array[]): Uint8Array => {
  const last = hashes.at(-1)
  if (last === undefined) return emptyRoot(sha256)
  return hashes.slice(0, -1).reduceRight((right, left) => nodeHash(sha256, left, right), last)
}

export const headOf = (sha256: Sha256, range: Range, hashOf: (node: Node) => Uint8Array): Uint8Array =>
  headOver(sha256, nodesOf(range).map(hashOf))

/** The head of a tree by its definition, from all its leaf hashes. For trees that fit in memory. */
export const rootOf = (sha256: Sha256, leaves: readonly Uint8Array[]): Uint8Array => {
  const [first] = leaves
  if (first === undefined) return emptyRoot(sha256)
  if (leaves.length === 1) return first
  const middle = split(leaves.length)
  return nodeHash(sha256, rootOf(sha256, leaves.slice(0, middle)), rootOf(sha256, leaves.slice(middle)))
}
