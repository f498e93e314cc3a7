import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant } from '../../kernel/time.ts'
import { openDatabase } from './database.ts'
import { Recent } from './recent.ts'

test('R-11 a sum is asked for once in a while, however many want it; a failure is not kept; keys are bounded', async t => {
  const database = openDatabase('postgres://127.0.0.1:1/none')
  t.after(() => database.close())
  const [one, two] = [database.city('442000'), database.city('440100')]
  const recent = new Recent<number>(10_000, 3)
  let asked = 0
  const ask = async (): Promise<number> => ++asked
  const at = (ms: number, key = 'a', db = one) => recent.get(db, key, instant(ms), ask)
  assert.deepEqual(await Promise.all([at(0), at(1), at(9_999)]), [1, 1, 1])
  assert.equal(await at(0, 'a', two), 2)
  assert.equal(await at(10_000), 3)
  await assert.rejects(
    recent.get(one, 'b', instant(0), async () => Promise.reject(new Error('down'))),
    /down/,
  )
  assert.equal(await at(0, 'b'), 4)
  for (const key of ['c', 'd', 'e']) await at(10_000, key)
  assert.equal(await at(10_000), 8)
})
