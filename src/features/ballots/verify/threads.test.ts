import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CHOICES } from '../../../kernel/ballot/cast.ts'
import { opens } from '../../../kernel/ballot/sealed/check.ts'
import { voteBundle } from '../rules/bundle/build.ts'
import { sealer } from '../seal-thread.ts'
import { checkChunk } from './chunk.ts'
import { sampleVote } from './sample.ts'
import { checkers } from './threads.ts'

test('threads check as this one does, in the order the lines were handed in', async () => {
  const vote = sampleVote({ groups: 9, motions: 2 })
  const lines = [...voteBundle(vote)].filter(line => line.startsWith('{"ballot"'))
  const parts = [lines.slice(0, 4), [lines[4]?.replace('"m2"', '"m9"') ?? ''], lines.slice(5, 8), lines.slice(8), []]
  const threads = checkers(vote)
  for (const part of parts) await threads.check(part)
  const reports = await threads.end()
  assert.deepEqual(
    reports,
    parts.map(part => checkChunk(vote, part)),
  )
  assert.equal(reports[1]?.faults[0]?.problem, 'unknown-motion')
})

test('a sealer seals many at once, each for its own motion, and ends with what waits for it', async () => {
  const { prepare, seal, close } = sealer()
  // Some are prepared, the others are not: nobody can tell.
  prepare(3)
  const context = { city: '442000', vote: 'v1', motion: 'm1', register: 'ab'.repeat(32), group: 'g1' }
  const asked = CHOICES.map(choice => [
    { context, choice },
    { context: { ...context, motion: 'm2' }, choice: 'agree' as const },
  ])
  const sealed = await Promise.all(asked.map(seal))
  for (const [n, ballots] of asked.entries())
    for (const [at, { context: own, choice }] of ballots.entries()) {
      const one = sealed[n]?.[at]
      assert.ok(one !== undefined)
      assert.equal(opens(own, one.sealed, one.opening), choice)
    }
  const used = sealed.flat().flatMap(({ sealed: { commitments, one } }) => [...commitments, one.first])
  assert.equal(new Set(used).size, used.length, 'what was prepared is taken once')
  const late = seal(asked[0] ?? [])
  await Promise.all([close(), assert.rejects(late, /closed/)])
})
