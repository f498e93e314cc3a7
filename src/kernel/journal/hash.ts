import { concat } from './bytes.ts'

/** SHA-256, given from outside: kernel files do no I/O and know no crypto library. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array

export const HASH_BYTES = 32

const [LEAF, NODE] = [Uint8Array.of(0), Uint8Array.of(1)]

/** RFC 6962 §2.1: a leaf is hashed behind 0x00, a node behind 0x01, so that neither can pass for the other. */
export const leafHash = (sha256: Sha256, body: Uint8Array): Uint8Array => sha256(concat(LEAF, body))

export const nodeHash = (sha256: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array =>
  sha256(concat(NODE, left, right))

/** The head of the tree with no leaf. */
export const emptyRoot = (sha256: Sha256): Uint8Array => sha256(new Uint8Array(0))
