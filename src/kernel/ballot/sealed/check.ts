import { CHOICES, type Choice } from '../cast.ts'
import { type Element, G, littleEndian, mod, Point, readElement, readScalar } from './group.ts'
import { combine, sumOfMultiples, type Term } from './multiply.ts'
import { challengeFor } from './seal.ts'
import type { Opening, PerChoice, Random, Sealed, SealedContext } from './types.ts'

type Bit = {
  readonly first: readonly [Element, Element]
  readonly challenge: bigint
  readonly answers: readonly [bigint, bigint]
}
type Read = {
  readonly commitments: PerChoice<Element>
  readonly bits: PerChoice<Bit>
  readonly first: Element
  readonly answer: bigint
}

const all = <T>(values: readonly (T | undefined)[], count: number): readonly T[] | undefined =>
  values.length === count && values.every(value => value !== undefined) ? (values as readonly T[]) : undefined

const listOf = (value: unknown, length: number): readonly unknown[] | undefined =>
  Array.isArray(value) && value.length === length ? value : undefined

/** Nothing but these keys, so that a ballot has one spelling. */
const membersOf = (value: unknown, ...keys: readonly string[]): Readonly<Record<string, unknown>> | undefined =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.keys(value).toSorted().join() === keys.toSorted().join()
    ? (value as Readonly<Record<string, unknown>>)
    : undefined

const readBit = (value: unknown): Bit | undefined => {
  const bit = membersOf(value, 'first', 'challenge', 'answers')
  const first = all((listOf(bit?.first, 2) ?? []).map(readElement), 2)
  const answers = all((listOf(bit?.answers, 2) ?? []).map(readScalar), 2)
  const challenge = readScalar(bit?.challenge)
  if (first === undefined || answers === undefined || challenge === undefined) return undefined
  return { first: first as Bit['first'], challenge, answers: answers as Bit['answers'] }
}

const read = (value: unknown): Read | undefined => {
  const sealed = membersOf(value, 'commitments', 'bits', 'one')
  const one = membersOf(sealed?.one, 'first', 'answer')
  const commitments = all((listOf(sealed?.commitments, CHOICES.length) ?? []).map(readElement), CHOICES.length)
  const bits = all((listOf(sealed?.bits, CHOICES.length) ?? []).map(readBit), CHOICES.length)
  const [first, answer] = [readElement(one?.first), readScalar(one?.answer)]
  if (commitments === undefined || bits === undefined || first === undefined || answer === undefined) return undefined
  return { commitments: commitments as Read['commitments'], bits: bits as Read['bits'], first, answer }
}

/** Elements are dear to read: each ballot is read once, for its proofs and for the sums. */
const known = new WeakMap<object, Read | 'bad'>()
const readOnce = (sealed: Sealed): Read | undefined => {
  const before = typeof sealed === 'object' && sealed !== null ? known.get(sealed) : 'bad'
  if (before !== undefined) return before === 'bad' ? undefined : before
  const now = read(sealed)
  known.set(sealed, now ?? 'bad')
  return now
}

/** The elements of a ballot's commitments; undefined when it is no ballot. */
export const commitmentsOf = (sealed: Sealed): PerChoice<Element> | undefined => readOnce(sealed)?.commitments

/** One equation of a proof: answer·H = first + challenge·statement, where the statement is an element less `ones`·G. */
type Equation = {
  readonly first: Element
  readonly challenge: bigint
  readonly answer: bigint
  readonly of: readonly number[]
  readonly ones: bigint
}

const equationsOf = (context: SealedContext, sealed: Sealed, { bits, first, answer }: Read): readonly Equation[] => {
  const firsts = [...sealed.bits.flatMap(bit => bit.first), sealed.one.first]
  const whole = challengeFor(context, sealed.commitments, firsts)
  return [
    ...bits.flatMap(({ first: [zero, one], challenge, answers }, at) => [
      { first: zero, challenge, answer: answers[0], of: [at], ones: 0n },
      { first: one, challenge: mod(whole - challenge), answer: answers[1], of: [at], ones: 1n },
    ]),
    { first, challenge: whole, answer, of: [0, 1, 2], ones: 1n },
  ]
}

/** Everything of a ballot, each equation taken a random number of times: it adds up to the identity when all hold. */
type Residue = { readonly terms: readonly Term[]; readonly g: bigint; readonly h: bigint }

const MULTIPLIER_BYTES = 16
const EQUATIONS = 7

const residueOf = (context: SealedContext, sealed: Sealed, random: Random): Residue | undefined => {
  const ballot = readOnce(sealed)
  if (ballot === undefined) return undefined
  const chance = random(EQUATIONS * MULTIPLIER_BYTES)
  const shares = [0n, 0n, 0n]
  const firsts: Term[] = []
  let [g, h] = [0n, 0n]
  for (const [at, { first, challenge, answer, of, ones }] of equationsOf(context, sealed, ballot).entries()) {
    const times = littleEndian(chance.subarray(at * MULTIPLIER_BYTES, (at + 1) * MULTIPLIER_BYTES))
    firsts.push([times, first])
    for (const choice of of) shares[choice] = (shares[choice] ?? 0n) + times * challenge
    g -= times * challenge * ones
    h -= times * answer
  }
  const terms = ballot.commitments.map((element, choice): Term => [mod(shares[choice] ?? 0n), element])
  return { terms: [...terms, ...firsts], g: mod(g), h: mod(h) }
}

const addsUp = (residues: readonly Residue[]): boolean => {
  const [g, h] = residues.reduce(([a, b], one) => [a + one.g, b + one.h], [0n, 0n])
  return sumOfMultiples(residues.flatMap(({ terms }) => terms))
    .add(combine(g, h))
    .equals(Point.ZERO)
}

type Numbered = { readonly at: number; readonly residue: Residue }

const SINGLES_MAX = 8
const isBad = (some: readonly Numbered[]): boolean => !addsUp(some.map(({ residue }) => residue))

/** Of ballots that do not add up, `most` of the bad ones from the front: halved, and looked at one by one when they are few. */
const badAmong = (some: readonly Numbered[], most: number): readonly number[] => {
  if (some.length <= SINGLES_MAX) {
    const bad: number[] = []
    for (const one of some) if (bad.length < most && isBad([one])) bad.push(one.at)
    return bad
  }
  const [front, back] = [some.slice(0, some.length >> 1), some.slice(some.length >> 1)]
  const bad = isBad(front) ? badAmong(front, most) : []
  // When the front adds up, the back cannot.
  return bad.length < most && (bad.length === 0 || isBad(back)) ? [...bad, ...badAmong(back, most - bad.length)] : bad
}

/**
 * Which of the ballots are not what they claim: not well spelled, or with a proof that does not hold for just this city,
 * vote, motion, register and group. All at once, each equation with a random multiplier of 128 bits: a false one passes
 * with a chance of one in 2^128. A few thousand at a time are best.
 * @param most how many bad ones are looked for: naming one costs some hundredths of a second
 * @returns indexes of the bad ones, ascending; those that are not well spelled are all there
 */
export const checkSealed = (
  ballots: readonly { readonly context: SealedContext; readonly sealed: Sealed }[],
  random: Random,
  most = Number.POSITIVE_INFINITY,
): readonly number[] => {
  const residues = ballots.map(({ context, sealed }) => residueOf(context, sealed, random))
  const spelled = residues.flatMap((residue, at): readonly Numbered[] =>
    residue === undefined ? [] : [{ at, residue }],
  )
  const unread = residues.flatMap((residue, at) => (residue === undefined ? [at] : []))
  const bad = isBad(spelled) ? badAmong(spelled, most) : []
  return [...unread, ...bad].toSorted((a, b) => a - b)
}

const holds = (context: SealedContext, sealed: Sealed, ballot: Read): boolean =>
  equationsOf(context, sealed, ballot).every(({ first, challenge, answer, of, ones }) => {
    const statement = of
      .reduce((sum, at) => sum.add(ballot.commitments[at] as Element), Point.ZERO)
      .subtract(ones === 1n ? G : Point.ZERO)
    return combine(0n, answer).equals(first.add(sumOfMultiples([[challenge, statement]])))
  })

/**
 * The choice in a sealed ballot, by whoever has its opening: the owner by his receipt. Undefined when the ballot is not good
 * for this context, or the opening is not its own.
 */
export const opens = (context: SealedContext, sealed: Sealed, { choice, blinds }: Opening): Choice | undefined => {
  const ballot = readOnce(sealed)
  if (ballot === undefined || !CHOICES.includes(choice) || !holds(context, sealed, ballot)) return undefined
  const right = ballot.commitments.every((element, at) => {
    const blind = readScalar(blinds[at])
    return blind !== undefined && combine(CHOICES[at] === choice ? 1n : 0n, blind).equals(element)
  })
  return right ? choice : undefined
}
