import { equal } from './bytes.ts'
import { nodeHash, type Sha256 } from './hash.ts'

const half = (value: number): number => Math.floor(value / 2)
const odd = (value: number): boolean => value % 2 === 1

export type Inclusion = {
  readonly leaf: Uint8Array
  readonly index: number
  readonly size: number
  readonly root: Uint8Array
  readonly proof: readonly Uint8Array[]
}

/** RFC 9162 §2.1.3.2: whether the leaf hash stands at `index` in the tree of `size` leaves with this head. */
export const verifyInclusion = (sha256: Sha256, { leaf, index, size, root, proof }: Inclusion): boolean => {
  if (!(Number.isSafeInteger(index) && index >= 0 && index < size)) return false
  let [at, last, hash] = [index, size - 1, leaf]
  for (const sibling of proof) {
    if (last === 0) return false
    if (odd(at) || at === last) {
      hash = nodeHash(sha256, sibling, hash)
      while (!odd(at) && at !== 0) [at, last] = [half(at), half(last)]
    } else {
      hash = nodeHash(sha256, hash, sibling)
    }
    ;[at, last] = [half(at), half(last)]
  }
  return last === 0 && equal(hash, root)
}

export type Consistency = {
  readonly from: number
  readonly fromRoot: Uint8Array
  readonly to: number
  readonly toRoot: Uint8Array
  readonly proof: readonly Uint8Array[]
}

/**
 * RFC 9162 §2.1.4.2: whether the tree of `to` leaves begins with the tree of `from`: nothing seen then was
 * changed, removed or moved since. Every tree begins with the empty one.
 */
export const verifyConsistency = (sha256: Sha256, { from, fromRoot, to, toRoot, proof }: Consistency): boolean => {
  if (!(Number.isSafeInteger(from) && Number.isSafeInteger(to) && from >= 0 && from <= to)) return false
  if (from === to) return proof.length === 0 && equal(fromRoot, toRoot)
  if (from === 0) return proof.length === 0 && equal(fromRoot, sha256(new Uint8Array(0)))
  let [at, last] = [from - 1, to - 1]
  while (odd(at)) [at, last] = [half(at), half(last)]
  const [first, ...rest] = at === 0 ? [fromRoot, ...proof] : proof
  if (first === undefined) return false
  let [older, newer] = [first, first]
  for (const sibling of rest) {
    if (last === 0) return false
    if (odd(at) || at === last) {
      older = nodeHash(sha256, sibling, older)
      newer = nodeHash(sha256, sibling, newer)
      while (!odd(at) && at !== 0) [at, last] = [half(at), half(last)]
    } else {
      newer = nodeHash(sha256, newer, sibling)
    }
    ;[at, last] = [half(at), half(last)]
  }
  return last === 0 && equal(older, fromRoot) && equal(newer, toRoot)
}
