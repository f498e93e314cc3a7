import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { plusDays } from '../../../kernel/time.ts'
import { decide } from './decide.ts'
import { evolve, replay } from './evolve.ts'
import type { Command, DecisionState, Fact } from './state.ts'
import { asked, decision, discussion, members, proposal, START } from './testing.ts'

test('whatever is tried, the facts give the state, and the end is reached only by way of every gate', () => {
  const day = fc.integer({ min: 0, max: 60 }).map(days => plusDays(START, days))
  const heads = fc.integer({ min: 0, max: 60 })
  const met = fc.record({ on: day, due: heads, present: heads, agree: heads, against: heads, abstain: fc.constant(0) })
  const command: fc.Arbitrary<Command> = fc.oneof(
    fc.constantFrom<Command>(
      discussion,
      members,
      decision,
      { action: 'review' },
      { action: 'begin' },
      { action: 'close' },
    ),
    fc.constantFrom<Command>(
      { action: 'complete' },
      { action: 'object' },
      { action: 'progress' },
      { action: 'sendBack' },
    ),
    met.map(meeting_ => ({ action: 'discuss', meeting: meeting_ }) as Command),
    fc.tuple(day, day).map(([on, until]) => ({ action: 'post', on, until }) as Command),
    fc.tuple(day, day).map(([on, until]) => ({ action: 'postResult', on, until }) as Command),
    fc.integer({ min: 1, max: 12 }).map(objection => ({ action: 'answer', objection, upheld: false }) as Command),
  )
  fc.assert(
    fc.property(fc.boolean(), fc.array(fc.tuple(command, day), { maxLength: 25 }), (review, tried) => {
      const facts: Fact[] = []
      let state: DecisionState | undefined
      for (const [each, on] of [[proposal(review), START] as const, ...tried]) {
        const done = decide(state, asked(each, on), facts.length + 1)
        if (!done.ok) continue
        facts.push(done.value)
        state = evolve(state, done.value)
      }
      assert.deepEqual(replay(facts), state)
      const did = new Set(facts.map(({ action }) => action))
      if (state?.step === 'closed')
        for (const action of [
          'discuss',
          'deliberate',
          ...(review ? ['review'] : []),
          'resolve',
          'post',
          'complete',
          'postResult',
        ])
          assert.ok(did.has(action as Fact['action']), action)
      if (did.has('resolve')) assert.ok(did.has('deliberate'))
    }),
  )
})
