import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { consensus, countsByGroup, type Opinions, opinionsOf } from './groups.ts'
import { type Opinion, UNSAID, Votes } from './votes.ts'

const opinion = fc.constantFrom<Opinion>(-1, 0, 1)

test('the last vote of a person on a statement counts, however often they changed it', () => {
  const event = fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 90 }), opinion)
  fc.assert(
    fc.property(fc.array(event, { maxLength: 300 }), events => {
      const votes = new Votes()
      const last = new Map<string, Opinion>()
      for (const [voter, statement, said] of events) {
        votes.vote(String(voter), String(statement), said)
        last.set(`${voter} ${statement}`, said)
      }
      for (const { statement, agree, disagree, pass } of votes.tallies()) {
        const said = [...last].flatMap(([key, value]) => (key.endsWith(` ${statement}`) ? [value] : []))
        const count = (wanted: Opinion): number => said.filter(value => value === wanted).length
        assert.deepEqual([agree, disagree, pass], [count(1), count(-1), count(0)])
      }
      for (const [row, voter] of votes.voters.entries()) {
        assert.equal(votes.saidBy(row), [...last.keys()].filter(key => key.startsWith(`${voter} `)).length)
        for (const [column, statement] of votes.statements.entries())
          assert.equal(votes.opinion(row, column), last.get(`${voter} ${statement}`) ?? UNSAID)
      }
    }),
  )
})

/** People of a few camps: each says what its camp says, but now and then something else, and not of everything. */
const camps = (
  sizes: readonly number[],
  statements: number,
  seed: number,
): { votes: Votes; camp: ReadonlyMap<string, number> } => {
  let state = seed
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  const line = sizes.map(() => Array.from({ length: statements }, () => (random() < 0.5 ? 1 : -1) as Opinion))
  const votes = new Votes()
  const camp = new Map<string, number>()
  for (const [index, size] of sizes.entries())
    for (let person = 0; person < size; person++) {
      const voter = `${index}-${person}`
      camp.set(voter, index)
      for (let statement = 0; statement < statements; statement++) {
        if (random() < 0.3) continue
        const said = random() < 0.1 ? 0 : (line[index]?.[statement] ?? 0)
        // Two things everybody sees alike.
        votes.vote(voter, `s${statement}`, statement < 2 ? (statement === 0 ? 1 : -1) : said)
      }
    }
  return { votes, camp }
}

const together = (opinions: Opinions, camp: ReadonlyMap<string, number>): void => {
  const groupOf = new Map<number, number>()
  for (const { voter, group } of opinions.placed) {
    const its = camp.get(voter) ?? -1
    assert.equal(groupOf.get(its) ?? group, group, `${voter} stands with another camp`)
    groupOf.set(its, group)
  }
  assert.equal(new Set(groupOf.values()).size, new Set(camp.values()).size)
}

test('camps are found, as many as there are, with what all of them share', () => {
  for (const sizes of [
    [40, 40],
    [60, 20],
    [30, 30, 30],
    [80, 15, 40],
  ]) {
    const { votes, camp } = camps(sizes, 40, 7)
    const opinions = opinionsOf(votes)
    assert.equal(opinions.groups, sizes.length)
    together(opinions, camp)
    const shared = consensus(votes, countsByGroup(votes, opinions))
    assert.ok(shared.agree.includes('s0'))
    assert.ok(shared.disagree.includes('s1'))
  }
})

test('the same votes give the same groups; going on from before gives groups of the same people', () => {
  const { votes, camp } = camps([50, 50, 25], 30, 11)
  const [once, again] = [opinionsOf(votes), opinionsOf(votes)]
  assert.deepEqual(once, again)
  for (let person = 0; person < 20; person++) votes.vote(`1-${person}`, 's5', 0)
  together(opinionsOf(votes, once), camp)
})

test('nobody, somebody, everybody alike: no groups are made up', () => {
  assert.equal(opinionsOf(new Votes()).placed.length, 0)
  const alone = new Votes()
  alone.vote('a', 's', 1)
  assert.equal(opinionsOf(alone).placed.length, 1)
  const alike = new Votes()
  for (let person = 0; person < 30; person++)
    for (let statement = 0; statement < 10; statement++) alike.vote(`p${person}`, `s${statement}`, 1)
  const { groups, placed } = opinionsOf(alike)
  assert.ok(groups <= 1)
  assert.equal(placed.length, 30)
  assert.ok(placed.every(({ at }) => at.every(Number.isFinite)))
})
