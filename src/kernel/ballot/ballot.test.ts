import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { MAJORITY, THREE_QUARTERS, TWO_THIRDS } from '../share.ts'
import { instant } from '../time.ts'
import { type Ballot, CHOICES, castBallots } from './cast.ts'
import { elect } from './election.ts'
import { electorateOf, faultsOfRegister, type Unit } from './electorate.ts'
import { countOwners, type Threshold, tally } from './tally.ts'

const window = { opens: instant(1_000), closes: instant(2_000) }
const unit = (name: string, areaDm2: number, ...owners: string[]): Unit => ({ unit: name, areaDm2, owners })

test('T-08 one owner of three flats is one head with their areas; the developer is one head; a second ballot is refused', () => {
  const electorate = electorateOf([
    unit('1', 100, 'a'),
    unit('2', 200, 'a'),
    unit('3', 300, 'a'),
    { ...unit('4', 400, 'dev'), developer: true },
    { ...unit('5', 500), developer: true },
    unit('6', 600, 'b', 'c'),
    unit('7', 700, 'c', 'b', 'b'),
    unit('8', 800, 'b'),
  ])
  assert.deepEqual(
    electorate.groups.map(({ units, areaDm2 }) => [units.join(), areaDm2]),
    [
      ['1,2,3', 600n],
      ['4,5', 900n],
      ['6,7', 1300n],
      ['8', 800n],
    ],
  )
  const cast = castBallots(electorate, window, [
    { unit: '3', choice: 'oppose', at: instant(1_600) },
    { unit: '1', choice: 'agree', at: instant(1_500) },
    { unit: '5', choice: 'abstain', at: instant(1_500) },
    { unit: '8', choice: 'agree', at: instant(999) },
    { unit: '6', choice: 'agree', at: instant(2_000) },
    { unit: '7', choice: 'oppose', at: instant(2_001) },
    { unit: '9', choice: 'agree', at: instant(1_500) },
  ])
  assert.deepEqual(cast.refused, [
    { unit: '8', why: 'outside-window' },
    { unit: '9', why: 'unknown-unit' },
    { unit: '3', why: 'already-cast' },
    { unit: '7', why: 'outside-window' },
  ])
  assert.deepEqual(countOwners(electorate, cast), {
    heads: { all: 4n, present: 3n, agree: 2n },
    areaDm2: { all: 3600n, present: 2800n, agree: 1900n },
  })
})

test('a unit twice, and one of nobody, are faults of a register', () =>
  assert.deepEqual(faultsOfRegister([unit('1', 1, 'a'), unit('1', 1, 'b'), unit('2', 1)]), [
    { tag: 'unit-twice', unit: '1' },
    { tag: 'unit-without-owner', unit: '2' },
  ]))

const one = (all: bigint, present: bigint, agree: bigint) => ({ heads: { all, present, agree } })

test('X-005 exactly two thirds, exactly half, exactly three quarters', () => {
  const majority: Threshold = { turnout: TWO_THIRDS, assent: MAJORITY, of: 'present' }
  const quarters: Threshold = { turnout: TWO_THIRDS, assent: THREE_QUARTERS, of: 'present' }
  for (const [threshold, all, present, agree, result] of [
    [majority, 300n, 199n, 199n, 'no-quorum'],
    [majority, 300n, 200n, 101n, 'passed'],
    [majority, 300n, 200n, 100n, 'rejected'],
    [quarters, 300n, 200n, 149n, 'rejected'],
    [quarters, 300n, 200n, 150n, 'passed'],
    [majority, 1_000_000n, 666_666n, 666_666n, 'no-quorum'],
    [majority, 1_000_000n, 666_667n, 333_334n, 'passed'],
    [majority, 0n, 0n, 0n, 'no-quorum'],
    [{ ...majority, turnout: null }, 3n, 0n, 0n, 'rejected'],
  ] as const)
    assert.equal(tally(threshold, one(all, present, agree)).result, result, `${agree} of ${present} of ${all}`)
})

test('one measure that falls short is enough to fail', () => {
  const threshold: Threshold = { turnout: TWO_THIRDS, assent: MAJORITY, of: 'present' }
  const full = { all: 9n, present: 9n, agree: 9n }
  assert.equal(tally(threshold, { heads: full, areaDm2: { ...full, agree: 4n } }).result, 'rejected')
  assert.equal(tally(threshold, { heads: { ...full, present: 5n, agree: 5n }, areaDm2: full }).result, 'no-quorum')
})

/** Counted otherwise: unit by unit, with numbers of the register alone. */
const byHand = (units: readonly Unit[], ballots: readonly Ballot[], special: boolean) => {
  const headOf = (one: Unit): string => (one.developer ? '*' : [...new Set(one.owners)].sort().join('+'))
  const valid = [...ballots.entries()]
    .filter(([, { unit: name, at }]) => units.some(each => each.unit === name) && at >= 1_000 && at <= 2_000)
    .sort(([i, a], [j, b]) => a.at - b.at || i - j)
    .map(([, ballot]) => ballot)
  const said: Record<string, string> = {}
  for (const ballot of valid) said[headOf(units.find(each => each.unit === ballot.unit) as Unit)] ??= ballot.choice
  const areaWhere = (is: (head: string) => boolean): number =>
    units.filter(each => is(headOf(each))).reduce((sum, { areaDm2 }) => sum + areaDm2, 0)
  const heads = new Set(units.map(headOf)).size
  const [took, agreed] = [Object.keys(said).length, Object.values(said).filter(choice => choice === 'agree').length]
  const [area, areaTook, areaAgreed] = [
    areaWhere(() => true),
    areaWhere(head => head in said),
    areaWhere(head => said[head] === 'agree'),
  ]
  const there = 3 * took >= 2 * heads && 3 * areaTook >= 2 * area && heads > 0 && area > 0
  const enough = special
    ? 4 * agreed >= 3 * took && 4 * areaAgreed >= 3 * areaTook && took > 0 && areaTook > 0
    : 2 * agreed > took && 2 * areaAgreed > areaTook
  return { took, agreed, areaTook, areaAgreed, result: there ? (enough ? 'passed' : 'rejected') : 'no-quorum' }
}

const owner = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g')
const units: fc.Arbitrary<readonly Unit[]> = fc
  .array(
    fc.record({
      // Few areas, so that halves and thirds are met exactly.
      areaDm2: fc.constantFrom(0, 1, 1, 2, 3, 8_950),
      owners: fc.array(owner, { minLength: 1, maxLength: 2 }),
      developer: fc.integer({ min: 0, max: 5 }).map(n => n === 0),
    }),
    { minLength: 1, maxLength: 9 },
  )
  .map(list => list.map((each, index) => ({ ...each, unit: `${index}` })))
const ballots: fc.Arbitrary<readonly Ballot[]> = fc.array(
  fc.record({
    unit: fc.integer({ min: 0, max: 9 }).map(String),
    choice: fc.constantFrom('agree' as const, 'agree' as const, ...CHOICES),
    at: fc.constantFrom(999, 1_000, 1_500, 1_500, 2_000, 2_001).map(instant),
  }),
  { maxLength: 14 },
)

test('ten thousand random electorates are counted as by hand, equalities among them', () => {
  let equal = 0
  const results = new Map<string, number>()
  fc.assert(
    fc.property(units, ballots, fc.boolean(), (register, given, special) => {
      const electorate = electorateOf(register)
      const cast = castBallots(electorate, window, given)
      const count = countOwners(electorate, cast)
      const assent = special ? THREE_QUARTERS : MAJORITY
      const counted = tally({ turnout: TWO_THIRDS, assent, of: 'present' }, count)
      const hand = byHand(register, given, special)
      assert.deepEqual(
        [count.heads.present, count.heads.agree, count.areaDm2.present, count.areaDm2.agree].map(Number),
        [hand.took, hand.agreed, hand.areaTook, hand.areaAgreed],
      )
      assert.equal(counted.result, hand.result)
      assert.equal(cast.choices.size + cast.refused.length, given.length)
      if (2 * hand.agreed === hand.took || 3n * count.heads.present === 2n * count.heads.all) equal++
      results.set(hand.result, (results.get(hand.result) ?? 0) + 1)
    }),
    { numRuns: 10_000 },
  )
  assert.ok(equal > 500, `${equal} equalities`)
  assert.deepEqual([...results.keys()].toSorted(), ['no-quorum', 'passed', 'rejected'])
})

test('order of input changes nothing but which of two ballots of one moment counts', () => {
  fc.assert(
    fc.property(units, ballots, (register, given) => {
      const electorate = electorateOf(register)
      const spread = given.map((ballot, index) => ({ ...ballot, at: instant(ballot.at * 100 + index) }))
      const wide = { opens: instant(0), closes: instant(1_000_000) }
      const forth = countOwners(electorate, castBallots(electorate, wide, spread))
      const back = countOwners(electorate, castBallots(electorateOf(register.toReversed()), wide, spread.toReversed()))
      assert.deepEqual(forth, back)
    }),
  )
})

const votes = (given: Readonly<Record<string, number>>) =>
  new Map(Object.entries(given).map(([name, count]) => [name, BigInt(count)]))

test('an election: more than half of those who voted, the most first, equal votes for the last seat stand again', () => {
  const of = (voted: number, seats: number, given: Readonly<Record<string, number>>) =>
    elect(MAJORITY, MAJORITY, { registered: 300n, voted: BigInt(voted), votes: votes(given), seats })
  assert.deepEqual(of(150, 1, { 甲: 150 }), {
    turnout: { voted: [150n, 300n], met: false },
    elected: [],
    runoff: null,
  })
  assert.deepEqual(of(200, 1, { 甲: 100, 乙: 90, 丙: 80 }).runoff, { seats: 1, candidates: ['甲', '乙'] })
  assert.deepEqual(of(200, 2, { 甲: 120, 乙: 150, 丙: 101 }), {
    turnout: { voted: [200n, 300n], met: true },
    elected: ['乙', '甲'],
    runoff: null,
  })
  const equal = of(200, 2, { 甲: 150, 乙: 110, 丙: 110, 丁: 20 })
  assert.deepEqual([equal.elected, equal.runoff], [['甲'], { seats: 1, candidates: ['乙', '丙'] }])
  const few = of(200, 3, { 甲: 150 })
  assert.deepEqual([few.elected, few.runoff], [['甲'], { seats: 2, candidates: [] }])
})
