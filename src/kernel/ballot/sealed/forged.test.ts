import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { CHOICES } from '../cast.ts'
import { checkSealed, opens } from './check.ts'
import {
  challengeOf,
  ORDER,
  Point,
  randomScalars,
  readElement,
  readScalar,
  writeElement,
  writeScalar,
} from './group.ts'
import { combine } from './multiply.ts'
import { challengeFor, sealBallot } from './seal.ts'
import type { PerChoice, Sealed, SealedContext } from './types.ts'

const context: SealedContext = { city: '442000', vote: 'v1', motion: 'm1', register: 'ab'.repeat(32), group: 'g1' }
const { sealed, opening } = sealBallot(context, 'oppose', randomBytes)
const [another] = [sealBallot(context, 'oppose', randomBytes).sealed]
const isGood = (one: unknown, where: SealedContext = context): boolean =>
  checkSealed([{ context: where, sealed: one as Sealed }], randomBytes).length === 0

/** Every place in a ballot where a value stands, as a path. */
const places = (value: unknown, path: readonly string[] = []): readonly (readonly string[])[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, member]) => places(member, [...path, key]))
    : [path]

const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], value)

/** The ballot with another value in one place. */
const altered = (path: readonly string[], change: (text: string) => unknown): unknown => {
  const copy = structuredClone(sealed) as unknown
  const holder = at(copy, path.slice(0, -1)) as Record<string, unknown>
  const last = path.at(-1) ?? ''
  holder[last] = change(String(holder[last]))
  return copy
}

const all = places(sealed)
const isElement = (path: readonly string[]): boolean => path.includes('commitments') || path.includes('first')

test('there are twenty values in a ballot; each, changed in any way, makes it bad', () => {
  assert.equal(all.length, 20)
  assert.ok(isGood(sealed))
  for (const path of all) {
    const name = path.join('.')
    const changes: readonly (readonly [string, (text: string) => unknown])[] = [
      ['of another ballot', () => at(another, path)],
      [
        'another number',
        text =>
          isElement(path) ? writeElement(combine(7n, 9n)) : writeScalar(((readScalar(text) ?? 0n) + 1n) % ORDER),
      ],
      [
        'a negated one',
        text =>
          isElement(path)
            ? writeElement((readElement(text) ?? Point.ZERO).negate())
            : writeScalar(ORDER - (readScalar(text) ?? 0n)),
      ],
      ['zero, the identity', () => '0'.repeat(64)],
      ['one bit', text => (text.startsWith('0') ? '1' : '0') + text.slice(1)],
      ['capitals', text => text.toUpperCase().replace(/^\d+$/, 'A'.repeat(64))],
      ['too short', text => text.slice(2)],
      ['too long', text => `${text}00`],
      ['a newline', text => `${text}\n`],
      ['no text', () => 7],
      ['nothing', () => null],
    ]
    for (const [what, change] of changes) assert.ok(!isGood(altered(path, change)), `${name}: ${what}`)
  }
})

const little = (value: bigint): string =>
  Array.from({ length: 32 }, (_, byte) => ((value >> BigInt(8 * byte)) & 255n).toString(16).padStart(2, '0')).join('')

test('a number has one spelling: with the order added it is refused', () => {
  for (const path of all.filter(one => !isElement(one))) {
    const spelled = altered(path, text => little((readScalar(text) ?? 0n) + ORDER))
    assert.match(String(at(spelled, path)), /^[0-9a-f]{64}$/)
    assert.ok(!isGood(spelled), path.join('.'))
  }
  assert.equal(readScalar(little(ORDER)), undefined)
  assert.equal(readScalar(little(ORDER - 1n)), ORDER - 1n)
})

test('what is no element, or another spelling of one, is refused (RFC 9496 appendix A.3)', () => {
  const bad = [
    // Not reduced: p and p + 1.
    'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    '00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
    // Negative.
    '0100000000000000000000000000000000000000000000000000000000000000',
    '01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    // Not a square.
    '26948d35ca62e643e26a83177332e6b6afeb9d08e4268b650f1f5bbd8d81d371',
    '4eac077a713c57b4f4397629a4145982c661f48044dd3f96427d40b147d9742f',
    // The identity.
    '0000000000000000000000000000000000000000000000000000000000000000',
  ]
  for (const text of bad) {
    assert.equal(readElement(text), undefined, text)
    for (const path of all.filter(isElement)) assert.ok(!isGood(altered(path, () => text)), `${path.join('.')} ${text}`)
  }
})

test('swapped commitments, swapped proofs, proofs of another ballot', () => {
  const { commitments, bits, one } = sealed
  const turned = <T>([a, b, c]: PerChoice<T>): PerChoice<T> => [b, a, c]
  assert.ok(!isGood({ commitments: turned(commitments), bits, one }))
  assert.ok(!isGood({ commitments, bits: turned(bits), one }))
  // Turned together every bit still belongs to its commitment; the challenge does not.
  assert.ok(!isGood({ commitments: turned(commitments), bits: turned(bits), one }))
  assert.ok(!isGood({ commitments, bits: another.bits, one }))
  assert.ok(!isGood({ commitments, bits, one: another.one }))
  const [bit] = bits
  const flipped = { ...bit, first: [bit.first[1], bit.first[0]], answers: [bit.answers[1], bit.answers[0]] }
  assert.ok(!isGood({ commitments, bits: [flipped, bits[1], bits[2]], one }))
})

test('a ballot of another city, vote, motion, register or group is refused, and does not open', () => {
  for (const key of Object.keys(context) as (keyof SealedContext)[]) {
    const elsewhere = { ...context, [key]: `${context[key]}x` }
    assert.ok(!isGood(sealed, elsewhere), key)
    assert.equal(opens(elsewhere, sealed, opening), undefined, key)
  }
  // Values that run into each other are still told apart.
  const [left, right] = [
    { ...context, vote: 'v1m', motion: '1' },
    { ...context, vote: 'v1', motion: 'm1' },
  ]
  assert.ok(!isGood(sealBallot(left, 'agree', randomBytes).sealed, right))
})

test('things that are no ballots at all', () => {
  const { commitments, bits, one } = sealed
  const [bit] = bits
  for (const thing of [
    undefined,
    null,
    1,
    '',
    [],
    {},
    { commitments, bits },
    { ...sealed, more: 1 },
    { commitments: commitments.slice(1), bits, one },
    { commitments: [...commitments, commitments[0]], bits, one },
    { commitments, bits: bits.slice(1), one },
    { commitments, bits: [...bits, bit], one },
    { commitments, bits: [{ ...bit, more: '' }, bits[1], bits[2]], one },
    { commitments, bits: [{ ...bit, first: [bit.first[0]] }, bits[1], bits[2]], one },
    { commitments, bits, one: { ...one, more: 1 } },
    { commitments: { ...commitments }, bits, one },
  ])
    assert.ok(!isGood(thing), JSON.stringify(thing)?.slice(0, 60) ?? 'undefined')
})

/**
 * The best a liar can do who knows all there is: commits to what he likes, keeps every equation that is true, and makes up one
 * branch of each bit, as an honest voter does.
 */
const liesOf = (values: PerChoice<bigint>): Sealed => {
  const chance = randomScalars(randomBytes, 20)
  const draw = (n: number): bigint => chance[n] as bigint
  const three = <T>(make: (n: 0 | 1 | 2) => T): PerChoice<T> => [make(0), make(1), make(2)]
  const commitments = three(n => writeElement(combine(values[n], draw(n))))
  // Branch 1 is made up where the value is 0, else branch 0.
  const real = three(n => (values[n] === 0n ? 0 : 1))
  const begun = three(n => {
    const [w, c, z] = [draw(3 + n), draw(6 + n), draw(9 + n)]
    const other = values[n] - BigInt(1 - real[n])
    const firsts = [writeElement(combine(0n, w)), writeElement(combine(-c * other, z - c * draw(n)))] as const
    return { w, c, z, first: real[n] === 0 ? firsts : ([firsts[1], firsts[0]] as const) }
  })
  const first = writeElement(combine(0n, draw(12)))
  const whole = challengeFor(context, commitments, [...begun.flatMap(bit => bit.first), first])
  const blind = draw(0) + draw(1) + draw(2)
  const plain = (value: bigint): string => writeScalar(((value % ORDER) + ORDER) % ORDER)
  return {
    commitments,
    bits: three(n => {
      const { w, c, z, first: own } = begun[n]
      const rest = whole - c
      const answer = plain(w + rest * draw(n))
      return real[n] === 0
        ? { first: own, challenge: plain(rest), answers: [answer, plain(z)] }
        : { first: own, challenge: plain(c), answers: [plain(z), answer] }
    }),
    one: { first, answer: plain(draw(12) + whole * blind) },
  }
}

test('a value that is neither 0 nor 1, two choices, none: no proof holds, however well it is made', () => {
  // The forger's own tools are right: with honest values they make a good ballot.
  for (const honest of [
    [1n, 0n, 0n],
    [0n, 1n, 0n],
    [0n, 0n, 1n],
  ] as const)
    assert.ok(isGood(liesOf(honest)))
  for (const values of [
    [2n, 0n, -1n],
    [2n, -1n, 0n],
    [2n, 0n, 0n],
    [1n, 1n, 0n],
    [1n, 1n, -1n],
    [0n, 0n, 0n],
    [1n, 1n, 1n],
    [3n, -1n, -1n],
    [ORDER - 1n, 1n, 1n],
    [ORDER + 1n, 1n, 0n],
    [1_000n, 0n, 0n],
  ] as const)
    assert.ok(!isGood(liesOf(values)), values.join())
})

test('a challenge the voter chose himself does not pass: every public value is in it', () => {
  const firsts = [...sealed.bits.flatMap(bit => bit.first), sealed.one.first]
  const whole = challengeFor(context, sealed.commitments, firsts)
  const seen = new Set([whole])
  const again = (where: SealedContext, commitments: readonly string[], first: readonly string[]): void => {
    const other = challengeFor(where, commitments, first)
    assert.ok(!seen.has(other))
    seen.add(other)
  }
  for (const key of Object.keys(context)) again({ ...context, [key]: 'x' }, sealed.commitments, firsts)
  for (const [n] of CHOICES.entries()) again(context, sealed.commitments.with(n, 'x'), firsts)
  for (const [n] of firsts.entries()) again(context, sealed.commitments, firsts.with(n, 'x'))
  assert.notEqual(challengeOf(new Uint8Array(1)), challengeOf(new Uint8Array(2)))
})
