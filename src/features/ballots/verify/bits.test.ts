import assert from 'node:assert/strict'
import { test } from 'node:test'
import { voteBundle } from '../rules/bundle/build.ts'
import { sampleVote } from './sample.ts'
import { verifyVote } from './vote.ts'

/** All bits take some minutes; one bit of each fifth byte is enough for every day. */
const DEEP = process.env.LINLI_DEEP === '1'
const STEP = DEEP ? 1 : 5
const BITS = [0, 1, 2, 3, 4, 5, 6, 7]

const linesOf = (bytes: Buffer): readonly string[] => bytes.toString('utf8').split('\n')

test('V-9 every change of one bit of a published vote is found', async () => {
  const vote = sampleVote({ groups: 1, motions: 1, says: () => 'agree' })
  const whole = Buffer.from([...voteBundle(vote)].join('\n'))
  assert.equal((await verifyVote(linesOf(whole)))?.verified, true)
  const missed: string[] = []
  let tried = 0
  for (let at = 0; at < whole.length; at += STEP) {
    for (const bit of DEEP ? BITS : [(at / STEP) % 8]) {
      const changed = Buffer.from(whole)
      changed[at] = (changed[at] ?? 0) ^ (1 << bit)
      tried += 1
      if ((await verifyVote(linesOf(changed)))?.verified === true) missed.push(`byte ${at} bit ${bit}`)
    }
  }
  assert.deepEqual(missed, [])
  assert.ok(tried > 900, `${tried} changes of ${whole.length} bytes`)
})
