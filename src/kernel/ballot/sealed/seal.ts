import { concat, utf8 } from '../../journal/bytes.ts'
import { canonical } from '../../journal/canonical.ts'
import { CHOICES, type Choice } from '../cast.ts'
import { challengeOf, G, H, mod, randomScalars, writeScalar } from './group.ts'
import { writeCombinations } from './tables.ts'
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

/** A bit to be proved, and what its proof begins with: the branch that is not true is made up backwards. */
type Chance = {
  readonly value: 0 | 1
  readonly blind: bigint
  readonly nonce: bigint
  readonly made: { readonly challenge: bigint; readonly answer: bigint }
}
type Begun = Chance & { readonly commitment: ElementHex; readonly first: BitProof['first'] }

const SCALARS_PER_BIT = 4

const begin = (value: 0 | 1, chance: readonly bigint[]): Chance => {
  const [blind, nonce, challenge, answer] = chance as [bigint, bigint, bigint, bigint]
  return { value, blind, nonce, made: { challenge, answer } }
}

type Pair = readonly [g: bigint, h: bigint]

/** The commitment and the two first messages of a bit, as multiples of the generators. */
const pairsOf = ({ value, blind, nonce, made: { challenge, answer } }: Chance): readonly [Pair, Pair, Pair] => {
  // For the other value b the statement is C − b·G = (value − b)·G + r·H, and the first message z·H − c·(C − b·G).
  const other = value === 0 ? -1n : 1n
  const real: Pair = [0n, nonce]
  const madeUp: Pair = [-challenge * other, answer - challenge * blind]
  return [[BigInt(value), blind], value === 0 ? real : madeUp, value === 0 ? madeUp : real]
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
 * What of a sealed ballot depends neither on the choice nor on whose it is: one commitment to 1, two to 0, and what their
 * proofs begin with. All the costly arithmetic is in it, so that it can be done before anyone votes.
 */
export type Blank = {
  readonly bits: readonly [one: Begun, zero: Begun, zero: Begun]
  readonly nonce: bigint
  readonly first: ElementHex
}

/**
 * Makes a blank, about 1.7 ms. **Good for one ballot**: two ballots of one blank open each other.
 * @param random a generator fit for keys; who can foresee it can open the ballot
 */
export const makeBlank = (random: Random): Blank => {
  const chance = randomScalars(random, CHOICES.length * SCALARS_PER_BIT + 1)
  const nonce = chance[CHOICES.length * SCALARS_PER_BIT] as bigint
  const begun = three(at => begin(at === 0 ? 1 : 0, chance.slice(at * SCALARS_PER_BIT, (at + 1) * SCALARS_PER_BIT)))
  const [first, ...written] = writeCombinations([[0n, nonce], ...begun.flatMap(pairsOf)]) as [
    ElementHex,
    ...ElementHex[],
  ]
  const bits = three((at): Begun => {
    const [commitment, ...both] = written.slice(at * 3, at * 3 + 3) as [ElementHex, ElementHex, ElementHex]
    return { ...begun[at], commitment, first: both }
  })
  return { bits, nonce, first }
}

/** Makes a sealed ballot of a blank, which is used up by it: the commitment to 1 goes to the choice. About 0.1 ms. */
export const fillBlank = (
  { bits: [chosen, ...others], nonce, first }: Blank,
  context: SealedContext,
  choice: Choice,
): { readonly sealed: Sealed; readonly opening: Opening } => {
  const [other, another] = others
  const begun = three(at =>
    CHOICES[at] === choice ? chosen : at === (choice === CHOICES[0] ? 1 : 0) ? other : another,
  )
  const commitments = three(at => begun[at].commitment)
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

/**
 * Seals a choice: commits to 1 for it and to 0 for the others, and proves that, without saying which. About 1.8 ms each:
 * for many motions at once do it in a thread of its own.
 * @param random a generator fit for keys; who can foresee it can open the ballot
 */
export const sealBallot = (
  context: SealedContext,
  choice: Choice,
  random: Random,
): { readonly sealed: Sealed; readonly opening: Opening } => fillBlank(makeBlank(random), context, choice)
