import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { instant } from '../../../kernel/time.ts'
import { decide } from './decide.ts'
import { replay } from './evolve.ts'
import type { Command, Fact } from './state.ts'

const NOW = instant(1_790_000_000_000)
const OPEN: Command = { action: 'open', title: '门前积水' }
const CLOSE: Command = { action: 'close', outcome: '已疏通' }

const play = (commands: readonly Command[]): readonly Fact[] =>
  commands.reduce<readonly Fact[]>((facts, command) => {
    const decided = decide(replay(facts), command, NOW, facts.length + 1)
    return decided.ok ? facts.concat(decided.value) : facts
  }, [])

const tags = (commands: readonly Command[], next: Command): readonly string[] => {
  const decided = decide(replay(play(commands)), next, NOW, 1)
  return decided.ok ? [] : decided.error.map(({ tag }) => tag)
}

test('opened, then closed, once', () => {
  assert.deepEqual(tags([], OPEN), [])
  assert.deepEqual(tags([OPEN], CLOSE), [])
  assert.deepEqual(tags([OPEN], OPEN), ['wrong-step'])
  assert.deepEqual(tags([], CLOSE), ['wrong-step'])
})

test('every reason is given at once', () => {
  assert.deepEqual(tags([], { action: 'open', title: ' ' }), ['title-missing'])
  assert.deepEqual(tags([OPEN, CLOSE], { action: 'close', outcome: '' }), ['wrong-step', 'outcome-missing'])
})

test('whatever is tried, nothing follows a closing and numbers have no gap', () => {
  const commands = fc.array(fc.constantFrom(OPEN, CLOSE))
  fc.assert(
    fc.property(commands, tried => {
      const facts = play(tried)
      assert.deepEqual(
        facts.map(({ seq }) => seq),
        facts.map((_, place) => place + 1),
      )
      assert.ok(facts.slice(0, -1).every(({ action }) => action !== 'close'))
    }),
  )
})
