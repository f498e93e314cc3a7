import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { plusDays } from '../../../kernel/time.ts'
import { decide } from './decide.ts'
import { evolve, replay } from './evolve.ts'
import { PARTS } from './kinds.ts'
import type { Command, Fact, TopicState } from './state.ts'
import { asked, concluding, noticing, preparing, raising, START, screening } from './testing.ts'

test('whatever is tried, the facts give the state, and the end is reached only by way of every gate', () => {
  const day = fc.integer({ min: 0, max: 90 }).map(days => plusDays(START, days))
  const command: fc.Arbitrary<Command> = fc.oneof(
    fc.constantFrom<Command>(screening, preparing, { action: 'open' }, { action: 'begin' }, { action: 'close' }),
    fc.constantFrom<Command>(
      { action: 'escalate' },
      { action: 'sendDown' },
      { action: 'object' },
      { action: 'submit' },
    ),
    fc.subarray([...PARTS]).map(filled => ({ ...preparing, filled }) as Command),
    fc.tuple(day, day).map(([on, meetingOn]) => ({ ...noticing, on, meetingOn }) as Command),
    fc.constantFrom('passed', 'rejected', 'no-quorum').map(verdict => ({ ...concluding, verdict }) as Command),
    fc.tuple(day, day).map(([on, until]) => ({ action: 'post', on, until }) as Command),
    fc.tuple(day, day).map(([on, until]) => ({ action: 'postResult', on, until }) as Command),
    day.map(on => ({ action: 'complete', on }) as Command),
    fc.integer({ min: 1, max: 12 }).map(objection => ({ action: 'answer', objection, upheld: false }) as Command),
  )
  const course: readonly Command[] = [screening, preparing, noticing, { action: 'open' }, concluding]
  fc.assert(
    fc.property(fc.nat({ max: 5 }), fc.array(fc.tuple(command, day), { maxLength: 30 }), (led, tried) => {
      const facts: Fact[] = []
      let state: TopicState | undefined
      const lead = course.slice(0, led).map(each => [each, plusDays(START, 10)] as const)
      for (const [each, on] of [[raising, START] as const, ...lead, ...tried]) {
        const done = decide(state, asked(each, on), facts.length + 1)
        if (!done.ok) continue
        facts.push(done.value)
        state = evolve(state, done.value)
      }
      assert.deepEqual(replay(facts), state)
      const did = new Set(facts.map(({ action }) => action))
      const before: Readonly<Partial<Record<Fact['action'], readonly Fact['action'][]>>> = {
        prepare: ['screen'],
        open: ['prepare', 'notice'],
        conclude: ['open'],
        post: ['conclude'],
        begin: ['post'],
        postResult: ['complete'],
        close: ['screen', 'prepare', 'notice', 'open', 'conclude', 'post', 'begin', 'complete', 'postResult'],
      }
      for (const [action, wanted] of Object.entries(before))
        if (did.has(action as Fact['action'])) for (const one of wanted) assert.ok(did.has(one), `${action} ${one}`)
    }),
  )
})
