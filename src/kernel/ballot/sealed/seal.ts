import { concat, utf8 } from '../../journal/bytes.ts'
import { canonical } from '../../journal/canonical.ts'
import { CHOICES, type Choice } from '../cast.ts'
import { challengeOf, type Element, G, H, mod, randomScalars, writeElement, writeScalar } from './group.ts'
import { combine } from './multiply.ts'
import type { BitProof, ElementHex, Opening, PerChoice, Random, Sealed, SealedContext } from './types.ts'

const SIZES = 4
const sized = (bytes: Uint8Array): Uint8Array => {
  const size = new Uint8Array(SIZES)
  new DataView(size.buffer).setUint32(0, bytes.length)
  return concat(size, bytes)
}

const GENERATORS = concat(G.toBytes(), H.toBytes())

/** What all proofs of a ballot are challenged with: every public value there is, each in its one spelling. */
export const challengeFor = (
  { city, vote, motion, register, group }: SealedContext,
  commitments: readonly ElementHex[],
  firsts: readonly ElementHex[],
): bigint =>
  challengeOf(
    concat(
      sized(utf8(canonical([city, vote, motion, register, group]))),
      GENERATORS,
      sized(utf8(commitments.join(''))),
      sized(utf8(firsts.join(''))),
    ),
  )

/** A commitment to 0 or 1, and what its proof begins with; the branch that is not true is made up backwards. */
type Begun = {
  readonly value: 0 | 1
  readonly blind: bigint
  readonly commitment: ElementHex
  readonly nonce: bigint
  readonly made: { readonly challenge: bigint; readonly answer: bigint }
  readonly first: readonly [ElementHex, ElementHex]
}

const SCALARS_PER_BIT = 4

const begin = (value: 0 | 1, [blind, nonce, challenge, answer]: readonly bigint[]): Begun => {
  const [r, w, c, z] = [blind, nonce, challenge, answer] as [bigint, bigint, bigint, bigint]
  // For the other value b the statement is C − b·G = (value − b)·G + r·H, and the first message z·H − c·(C − b·G).
  const other = value === 0 ? -1n : 1n
  const real: Element = combine(0n, w)
  const made: Element = combine(-c * other, z - c * r)
  const first = [writeElement(value === 0 ? real : made), writeElement(value === 0 ? made : real)] as const
  return {
    value,
    blind: r,
    commitment: writeElement(combine(BigInt(value), r)),
    nonce: w,
    made: { challenge: c, answer: z },
    first,
  }
}

const finish = ({ value, blind, nonce, made, first }: Begun, whole: bigint): BitProof => {
  const challenge = mod(whole - made.challenge)
  const answer = mod(nonce + challenge * blind)
  const [zero, one] = value === 0 ? [answer, made.answer] : [made.answer, answer]
  return {
    first,
    challenge: writeScalar(value === 0 ? challenge : made.challenge),
    answers: [writeScalar(zero), writeScalar(one)],
  }
}

const three = <T>(make: (at: 0 | 1 | 2) => T): PerChoice<T> => [make(0), make(1), make(2)]

/**
 * Seals a choice: commits to 1 for it and to 0 for the others, and proves that, without saying which. About 2 ms each:
 * for many motions at once do it in a thread of its own.
 * @param random a generator fit for keys; who can foresee it can open the ballot
 */
export const sealBallot = (
  context: SealedContext,
  choice: Choice,
  random: Random,
): { readonly sealed: Sealed; readonly opening: Opening } => {
  const chance = randomScalars(random, CHOICES.length * SCALARS_PER_BIT + 1)
  const nonce = chance[CHOICES.length * SCALARS_PER_BIT] as bigint
  const begun = three(at =>
    begin(CHOICES[at] === choice ? 1 : 0, chance.slice(at * SCALARS_PER_BIT, (at + 1) * SCALARS_PER_BIT)),
  )
  const commitments = three(at => begun[at].commitment)
  const first = writeElement(combine(0n, nonce))
  const whole = challengeFor(context, commitments, [...begun.flatMap(bit => bit.first), first])
  const blind = begun.reduce((sum, bit) => sum + bit.blind, 0n)
  return {
    sealed: {
      commitments,
      bits: three(at => finish(begun[at], whole)),
      one: { first, answer: writeScalar(mod(nonce + whole * blind)) },
    },
    opening: { choice, blinds: three(at => writeScalar(begun[at].blind)) },
  }
}

/** Seals the ballots of one owner group on several motions, in their order. */
export const sealBallots = (
  ballots: readonly { readonly context: SealedContext; readonly choice: Choice }[],
  random: Random,
): readonly { readonly sealed: Sealed; readonly opening: Opening }[] =>
  ballots.map(({ context, choice }) => sealBallot(context, choice, random))
