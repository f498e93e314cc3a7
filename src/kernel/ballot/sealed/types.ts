import type { CHOICES, Choice } from '../cast.ts'

/** What a sealed ballot is good for. All of it goes into the proof, so that a ballot cannot be used anywhere else. */
export type SealedContext = {
  readonly city: string
  readonly vote: string
  readonly motion: string
  /** Hash of the frozen register, hexadecimal. */
  readonly register: string
  /** Pseudonym of the owner group. */
  readonly group: string
}

/** One value for each of `CHOICES`, in that order. */
export type PerChoice<T> = readonly [agree: T, oppose: T, abstain: T]

/** 32 bytes in lower-case hexadecimal: a ristretto255 element (RFC 9496), never the identity. */
export type ElementHex = string
/** 32 bytes in lower-case hexadecimal: a number below the group's order, little endian. */
export type ScalarHex = string

/** That a commitment holds 0 or 1: two Schnorr proofs of which one is made up, their challenges adding up to the ballot's. */
export type BitProof = {
  /** First messages: that it holds 0, that it holds 1. */
  readonly first: readonly [ElementHex, ElementHex]
  /** The challenge of the first; that of the second is what remains of the ballot's. */
  readonly challenge: ScalarHex
  readonly answers: readonly [ScalarHex, ScalarHex]
}

/** A ballot on one motion as the public sees it: a commitment for each choice, and proofs that exactly one is chosen. */
export type Sealed = {
  readonly commitments: PerChoice<ElementHex>
  readonly bits: PerChoice<BitProof>
  /** That the commitments together hold 1. */
  readonly one: { readonly first: ElementHex; readonly answer: ScalarHex }
}

/** What opens a sealed ballot: the choice, and the blind of each commitment. Whoever has it can show the choice; keep it secret. */
export type Opening = { readonly choice: Choice; readonly blinds: PerChoice<ScalarHex> }

/** A sum and the blind that opens it. */
export type OpenSum = readonly [sum: number, blind: ScalarHex]

/** The sums of many ballots by choice: heads, and area in 0.01 m². */
export type Sums = {
  readonly heads: Readonly<Record<(typeof CHOICES)[number], OpenSum>>
  readonly areaDm2: Readonly<Record<(typeof CHOICES)[number], OpenSum>>
}

/** So many bytes of chance that nobody can foresee. */
export type Random = (bytes: number) => Uint8Array
