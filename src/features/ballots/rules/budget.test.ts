import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type BudgetVote, faultsOfVotes, selectWithin, tallyBudget } from './budget.ts'

const projects = [
  { project: 'a', cost: 60_00n },
  { project: 'b', cost: 50_00n },
  { project: 'c', cost: 40_00n },
  { project: 'd', cost: 40_00n },
]
const vote = (voter: string, named: string, ...points: number[]): BudgetVote => ({ voter, named: [...named], points })
const points = (kind: 'approval' | 'cumulative' | 'ordinal', votes: readonly BudgetVote[], most = 3) =>
  tallyBudget(kind, projects, votes, most).map(one => [one.project, one.votes, one.points].join(' '))

test('approval counts one for each, cumulative the points given, ordinal the best as many as may be named', () => {
  assert.deepEqual(points('approval', [vote('1', 'ab'), vote('2', 'b')]), ['a 1 1', 'b 2 2', 'c 0 0', 'd 0 0'])
  assert.deepEqual(points('cumulative', [vote('1', 'ab', 1, 4), vote('2', 'a', 5)]), [
    'a 2 6',
    'b 1 4',
    'c 0 0',
    'd 0 0',
  ])
  assert.deepEqual(points('ordinal', [vote('1', 'abc'), vote('2', 'c')]), ['a 1 3', 'b 1 2', 'c 2 4', 'd 0 0'])
  assert.deepEqual(
    tallyBudget('approval', projects, [vote('1', 'abc'), vote('2', 'c')], 3).map(one => one.byOrder),
    [3, 2, 2, 0],
  )
})

test('the budget goes to the most points first; what is too dear is passed over; equals: the cheaper, then the first on the list', () => {
  const chosen = (votes: readonly BudgetVote[], budget: bigint) =>
    selectWithin(tallyBudget('approval', projects, votes, 3), budget)
  const votes = [vote('1', 'ab'), vote('2', 'ab'), vote('3', 'cd')]
  assert.deepEqual(chosen(votes, 100_00n), { selected: ['b', 'c'], spent: 90_00n })
  assert.deepEqual(chosen(votes, 110_00n), { selected: ['b', 'a'], spent: 110_00n })
  assert.deepEqual(chosen(votes, 39_99n), { selected: [], spent: 0n })
  assert.deepEqual(chosen([vote('1', 'd')], 1_000_00n), { selected: ['d'], spent: 40_00n })
})

test('every fault of a vote is told with its voter', () =>
  assert.deepEqual(
    faultsOfVotes('cumulative', projects, [vote('1', 'ax', 1), vote('1', 'bb', 1, 1)], 3).map(
      ({ tag, voter }) => `${voter} ${tag}`,
    ),
    ['1 unknown-project', '1 points-missing', '1 voter-twice', '1 project-twice'],
  ))

const ballots = fc.array(fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd')), { maxLength: 12 })

test('the order of voters changes nothing, nothing is spent that is not there, and more money is never spent on nothing', () => {
  fc.assert(
    fc.property(ballots, fc.bigInt(0n, 250_00n), (named, budget) => {
      const votes = named.map((one, at) => vote(`${at}`, one.join('')))
      const tallies = tallyBudget('approval', projects, votes, 4)
      assert.deepEqual(tallyBudget('approval', projects, votes.toReversed(), 4), tallies)
      const { selected, spent } = selectWithin(tallies, budget)
      assert.ok(spent <= budget)
      // Whoever was passed over could not be paid for by what was left in the end.
      for (const { project, cost, points: given } of tallies)
        if (given > 0 && !selected.includes(project)) assert.ok(spent + cost > budget)
    }),
  )
})
