import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { score, scoreCard } from './score.ts'

test('counts of several tests meet on one card; what nobody asked about is said', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'linli-score-'))
  const before = process.env.LINLI_SCORE
  t.after(async () => {
    if (before === undefined) delete process.env.LINLI_SCORE
    else process.env.LINLI_SCORE = before
    await rm(folder, { recursive: true })
  })
  const file = join(folder, 'card')
  process.env.LINLI_SCORE = file
  score('5xx in fuzz', 0, 100)
  score('5xx in fuzz', 2, 50)
  score('axe serious', 0, 7)
  const card = scoreCard(file)
  assert.equal(card.length, 6)
  assert.ok(card.includes('5xx in fuzz          2 of 150 (2 tests)'))
  assert.ok(card.includes('axe serious          0 of 7 (1 tests)'))
  assert.ok(card.includes('acked writes lost    not asked'))
})
