import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { CHOICES, type Choice } from '../cast.ts'
import { electorateOf } from '../electorate.ts'
import { countOwners } from '../tally.ts'
import { checkSealed, opens } from './check.ts'
import { G, H, ORDER, Point, writeElement } from './group.ts'
import { combine, sumOfMultiples } from './multiply.ts'
import { sealBallot } from './seal.ts'
import { addSums, checkSums, sumOpenings, sumSealed, sumsOpen, writeSums } from './sums.ts'
import { writeCombinations } from './tables.ts'
import type { SealedContext } from './types.ts'

const context: SealedContext = { city: '442000', vote: 'v1', motion: 'm1', register: 'ab'.repeat(32), group: 'g1' }
const of = (group: string): SealedContext => ({ ...context, group })
const choice = fc.constantFrom<Choice>(...CHOICES)
const scalar = fc.bigInt(0n, ORDER - 1n)

test('tables and buckets multiply as the library does', () => {
  fc.assert(
    fc.property(scalar, scalar, (g, h) => {
      const plain = Point.BASE.multiplyUnsafe(g).add(H.multiplyUnsafe(h))
      return (
        combine(g, h).equals(plain) &&
        sumOfMultiples([
          [g, G],
          [h, H],
        ]).equals(plain)
      )
    }),
    {
      numRuns: 30,
      examples: [
        [0n, 0n],
        [1n, 0n],
        [ORDER - 1n, ORDER - 1n],
        [512n, 513n],
        [2n ** 252n, 1023n],
      ],
    },
  )
  assert.ok(sumOfMultiples([]).equals(Point.ZERO))
  for (const count of [31, 32, 100]) {
    const terms = fc.sample(scalar, count).map((times, at) => [at % 3 === 0 ? times % 1_000n : times, G] as const)
    const sum = terms.reduce((all, [times]) => all + times, 0n)
    assert.ok(sumOfMultiples(terms).equals(combine(sum, 0n)), `${count} terms`)
  }
  assert.ok(sumOfMultiples([[0n, G]]).equals(Point.ZERO))
  assert.ok(combine(-1n, 0n).equals(G.negate()))
})

test('what tables write is what the library writes, the identity and small numbers among them', () => {
  const pairs: readonly (readonly [bigint, bigint])[] = [
    ...fc.sample(fc.tuple(scalar, scalar), 60),
    ...[0n, 1n, 2n, 511n, 512n, 513n, 1023n, 1024n, ORDER - 1n, ORDER, -1n].flatMap(n => [
      [n, 0n] as const,
      [0n, n] as const,
    ]),
  ]
  assert.deepEqual(
    writeCombinations(pairs),
    pairs.map(([g, h]) => writeElement(combine(g, h))),
  )
  assert.deepEqual(writeCombinations([]), [])
})

test('the second generator is what its domain hashes to, and neither the first nor the identity', () => {
  assert.equal(writeElement(H), '36026847382afaef47cb25cfcc254c3a908970f1920e57bc2dae74ece0afa107')
  assert.ok(!H.equals(G) && !H.equals(Point.ZERO))
})

test('a sealed ballot is good, and its own opening shows the choice; no other does', () => {
  for (const said of CHOICES) {
    const { sealed, opening } = sealBallot(context, said, randomBytes)
    const other = sealBallot(context, said, randomBytes)
    assert.deepEqual(checkSealed([{ context, sealed }], randomBytes), [])
    assert.equal(opens(context, sealed, opening), said)
    assert.equal(opens(context, sealed, other.opening), undefined)
    assert.equal(opens(of('g2'), sealed, opening), undefined)
    for (const lie of CHOICES.filter(one => one !== said))
      assert.equal(opens(context, sealed, { ...opening, choice: lie }), undefined)
  }
})

test('nothing of the choice is in what is published: two ballots of one choice share no value', () => {
  const [one, two] = [sealBallot(context, 'agree', randomBytes), sealBallot(context, 'agree', randomBytes)]
  const values = (sealed: object): readonly string[] => JSON.stringify(sealed).match(/[0-9a-f]{64}/g) ?? []
  assert.equal(values(one.sealed).length, 20)
  assert.equal(new Set([...values(one.sealed), ...values(two.sealed)]).size, 40)
})

test('the same chance seals to the same bytes', () => {
  const still = (bytes: number): Uint8Array => new Uint8Array(bytes).map((_, at) => (at * 7 + 3) % 256)
  assert.deepEqual(sealBallot(context, 'agree', still), sealBallot(context, 'agree', still))
})

const electorate = fc.array(
  fc.record({ areaDm2: fc.integer({ min: 0, max: 1_000_000_000 }), said: fc.option(choice, { nil: undefined }) }),
  { minLength: 1, maxLength: 8 },
)

test('random electorates: all ballots are good, and the sums are those of the plain count', () => {
  fc.assert(
    fc.property(electorate, groups => {
      const units = groups.map(({ areaDm2 }, at) => ({ unit: `${at}`, areaDm2, owners: [`p${at}`] }))
      const register = electorateOf(units)
      const choices = new Map(
        groups.flatMap(({ said }, at) => {
          const group = register.groups[at]
          return said === undefined || group === undefined ? [] : [[group, said] as const]
        }),
      )
      const plain = countOwners(register, { choices })
      const ballots = groups.flatMap(({ areaDm2, said }, at) =>
        said === undefined ? [] : [{ areaDm2, context: of(`${at}`), ...sealBallot(of(`${at}`), said, randomBytes) }],
      )
      assert.deepEqual(checkSealed(ballots, randomBytes), [])
      const sums = sumOpenings(ballots)
      for (const measure of ['heads', 'areaDm2'] as const) {
        const counted = CHOICES.map(one => BigInt(sums[measure][one][0]))
        assert.equal(counted[0], plain[measure].agree)
        assert.equal(
          counted.reduce((a, b) => a + b),
          plain[measure].present,
        )
      }
      assert.deepEqual(checkSums(ballots, sums), { agree: true, oppose: true, abstain: true })
      const parts = [ballots.slice(0, 3), ballots.slice(3)].flatMap(part => sumSealed(part) ?? []).map(writeSums)
      assert.deepEqual(sumsOpen(addSums(parts), sums), { agree: true, oppose: true, abstain: true })
    }),
    { numRuns: 25 },
  )
})

test('a sum that is not the sum does not open, for its choice alone', () => {
  const ballots = CHOICES.map((said, at) => ({ areaDm2: 8_950 + at, ...sealBallot(of(said), said, randomBytes) }))
  const sums = sumOpenings(ballots)
  const { heads, areaDm2 } = sums
  const [, blind] = heads.agree
  assert.deepEqual(checkSums(ballots, { ...sums, heads: { ...heads, agree: [2, blind] } }), {
    agree: false,
    oppose: true,
    abstain: true,
  })
  assert.equal(
    checkSums(ballots, { ...sums, areaDm2: { ...areaDm2, oppose: [8_950, areaDm2.oppose[1]] } }).oppose,
    false,
  )
  assert.equal(checkSums(ballots, { ...sums, heads: { ...heads, oppose: heads.agree } }).oppose, false)
  assert.equal(checkSums(ballots.slice(1), sums).agree, false)
  assert.equal(
    checkSums(
      ballots.map(one => ({ ...one, areaDm2: 1 })),
      sums,
    ).agree,
    false,
  )
  for (const wrong of [-1, 0.5, 2 ** 60, Number.NaN])
    assert.equal(checkSums(ballots, { ...sums, heads: { ...heads, agree: [wrong, blind] } }).agree, false)
})

test('of many ballots the bad ones are named, whichever they are', () => {
  const good = Array.from({ length: 12 }, (_, at) => {
    const own = of(`${at}`)
    return { context: own, sealed: sealBallot(own, CHOICES[at % 3] ?? 'agree', randomBytes).sealed }
  })
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat({ max: 11 })), bad => {
      const mixed = good.map((one, at) => (bad.includes(at) ? { ...one, context: of('someone else') } : one))
      assert.deepEqual(
        checkSealed(mixed, randomBytes),
        bad.toSorted((a, b) => a - b),
      )
    }),
    { numRuns: 20 },
  )
  const none = good.map(one => ({ ...one, context: of('someone else') }))
  assert.deepEqual(checkSealed(none, randomBytes, 3), [0, 1, 2])
  assert.deepEqual(checkSealed(none.with(9, { ...none[0], sealed: {} } as never), randomBytes, 2), [0, 1, 9])
  assert.deepEqual(checkSealed([], randomBytes), [])
})
