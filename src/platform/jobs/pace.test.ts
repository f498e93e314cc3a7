import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paced } from './pace.ts'

/** When each step begins, of steps that take so long. */
const begins = async (stepMs: number, takes: readonly number[]): Promise<readonly number[]> => {
  let now = 1_000
  const pace = paced(
    stepMs,
    () => now,
    async ms => {
      now += ms
    },
  )
  const seen: number[] = []
  for (const ms of takes) {
    seen.push(now - 1_000)
    now += ms
    await pace()
  }
  return seen
}

test('quick steps begin one in so many milliseconds', async () => {
  assert.deepEqual(await begins(200, [50, 0, 199, 200, 1]), [0, 200, 400, 600, 800])
})

test('a slow step is not slowed down, and those after it make up for it', async () => {
  assert.deepEqual(await begins(200, [500, 100, 100, 100, 100]), [0, 500, 600, 700, 800])
  assert.deepEqual(await begins(200, [300, 300, 300]), [0, 300, 600])
})

test('after a long stop it does not run on without rest for as long again', async () => {
  const seen = await begins(200, [1_000_000, ...Array<number>(30).fill(0)])
  assert.equal(seen[10], 1_000_000)
  assert.equal(seen[20], 1_000_000 + 9 * 200)
})

test('by the clock of the machine', async () => {
  const pace = paced(30)
  const begun = performance.now()
  for (let step = 0; step < 4; step++) await pace()
  assert.ok(performance.now() - begun >= 115)
})
