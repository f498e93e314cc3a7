import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { instant } from '../../kernel/time.ts'
import { breakerOf, ProviderDown, tryUnder } from './breaker.ts'

const at = (seconds: number) => instant(1_795_000_000_000 + seconds * 1000)
const limits = { failuresMax: 3, openMs: 60_000 }

test('R-21 a fuse opens after its failures in a row, lets one try decide, and closes with a success', () => {
  const breaker = breakerOf(limits)
  for (const second of [0, 1]) breaker.failed(at(second))
  breaker.succeeded()
  for (const second of [2, 3]) breaker.failed(at(second))
  assert.equal(breaker.room(at(4)), 'any', 'a success in between begins the count anew')
  breaker.failed(at(4))
  assert.deepEqual([breaker.room(at(5)), breaker.openUntil(at(5)), breaker.take(at(5))], ['none', at(64), false])
  assert.equal(breaker.room(at(64)), 'one')
  assert.deepEqual([breaker.take(at(64)), breaker.take(at(64))], [true, false], 'one try, the others wait')
  breaker.failed(at(65))
  assert.equal(breaker.openUntil(at(65)), at(125))
  assert.equal(breaker.take(at(125)), true)
  breaker.succeeded()
  assert.deepEqual([breaker.room(at(126)), breaker.take(at(126)), breaker.take(at(126))], ['any', true, true])
})

test('R-21 the same calls at the same instants give the same answers; an open fuse tries nothing', () => {
  const step = fc.record({ gap: fc.nat(90), fails: fc.boolean() })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), steps => {
      const run = (): readonly string[] => {
        const breaker = breakerOf(limits)
        let second = 0
        return steps.map(({ gap, fails }) => {
          second += gap
          const open = breaker.openUntil(at(second)) !== undefined
          const taken = breaker.take(at(second))
          if (taken && fails) breaker.failed(at(second))
          if (taken && !fails) breaker.succeeded()
          assert.equal(open && taken, false)
          return `${taken} ${breaker.room(at(second))}`
        })
      }
      assert.deepEqual(run(), run())
    }),
  )
})

test('R-21 what is not the provider’s fault leaves the fuse alone; a failure says whether anything was tried', async () => {
  const breaker = breakerOf(limits)
  const wrong = new Error('a wrong number')
  for (let n = 0; n < 5; n++)
    await assert.rejects(
      tryUnder(
        breaker,
        at(n),
        () => Promise.reject(wrong),
        () => false,
      ),
      wrong,
    )
  assert.equal(breaker.room(at(9)), 'any')
  const down = (second: number) => tryUnder(breaker, at(second), () => Promise.reject(new Error('down')))
  for (const second of [10, 11, 12])
    await assert.rejects(down(second), (error: ProviderDown) => error instanceof ProviderDown && !error.untried)
  await assert.rejects(down(13), (error: ProviderDown) => error.untried && error.until === at(72))
})
