import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { MAJORITY } from '../../../kernel/share.ts'
import { d, plusDays } from '../../../kernel/time.ts'
import { decide } from './decide.ts'
import { electedOf, evolve, replay } from './evolve.ts'
import type { Command, ElectionState, Fact } from './state.ts'
import { asked, counted, countOf, FULL, type Line, POLLING, POSTED, play } from './testing.ts'

const LAW = { valid: MAJORITY, share: MAJORITY }
const START = d('2026-03-10')

test('whatever is tried, the facts give the state, and the end is reached only by way of list, poll and two entries', () => {
  const day = fc.integer({ min: 0, max: 70 }).map(days => plusDays(START, days))
  const course: readonly Line[] = [...POLLING, ...counted(FULL), POSTED]
  const line = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...course) },
    fc.tuple(
      day,
      fc.constantFrom<Command>(
        { action: 'object' },
        { action: 'strikeCount' },
        { action: 'firstCount' },
        { action: 'annul' },
        { action: 'withdraw' },
        { action: 'answer', objection: 4, upheld: true },
        { action: 'mend', objection: null, added: 0, casting: -1 },
        { action: 'handOver', on: START },
        { action: 'begin', until: d('2031-04-12') },
        { action: 'again', pollingOn: d('2026-05-01') },
      ),
    ),
  )
  fc.assert(
    fc.property(fc.array(line, { maxLength: 20 }), fc.nat(course.length), (tried, upto) => {
      const facts: Fact[] = []
      let state: ElectionState | undefined
      for (const [at, command, more] of [...course.slice(0, upto), ...tried] as readonly Line[]) {
        const done = decide(state, asked(command, at, more), facts.length + 1)
        if (!done.ok) continue
        facts.push(done.value)
        state = evolve(state, done.value, { law: LAW })
      }
      assert.deepEqual(
        replay(facts, () => LAW),
        state,
      )
      const did = facts.map(({ action }) => action)
      if (did.includes('post'))
        for (const action of ['publishList', 'publishCandidates', 'meet', 'open', 'firstCount', 'secondCount'] as const)
          assert.ok(did.includes(action), action)
    }),
  )
})

test('never more elected than seats, nobody twice, and whoever is elected in the first round has more than half', () => {
  const votes = fc.array(fc.nat(190), { minLength: 9, maxLength: 9 })
  fc.assert(
    fc.property(votes, fc.integer({ min: 0, max: 300 }), fc.nat(10), (given, returned, invalid) => {
      const count = countOf(300, returned, Math.min(invalid, returned), ...given)
      const { state, why } = play(...POLLING, ...counted(count))
      if (why.length > 0) return assert.deepEqual(why, ['numbers-misfit'])
      const elected = electedOf(state ?? assert.fail())
      assert.equal(new Set(elected).size, elected.length)
      assert.ok(elected.length <= 5)
      for (const no of elected) assert.ok((given[no - 1] ?? 0) * 2 > returned)
      if (returned * 2 <= 300) assert.deepEqual(elected, [])
      const seats = state?.rounds[0]?.left.reduce((sum, each) => sum + each.seats, 0) ?? 0
      assert.equal(elected.length + seats, 5)
      return undefined
    }),
  )
})
