import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { budgetAnswer, readBudgetFile } from '../../src/features/ballots/index.ts'

const ROOT = join(import.meta.dirname, '../../../shared/data/pabulib')

/** `greedy_equals_official`: whether whoever made the index came to the official winners by greed; null where none are published. */
type Listed = { readonly file: string; readonly votes: number; readonly greedy_equals_official: boolean | null }

test('115 participatory budgets: votes and points of every project are those published; selections are compared', t => {
  if (!existsSync(join(ROOT, 'index.json'))) {
    t.diagnostic('the real participatory budgets are not at hand (../shared/data/pabulib): nothing was compared')
    return
  }
  const index = JSON.parse(readFileSync(join(ROOT, 'index.json'), 'utf8')) as readonly Listed[]
  const answers = index.map(listed => {
    const read = readBudgetFile(readFileSync(join(ROOT, listed.file), 'utf8'))
    assert.ok(read.ok, `${listed.file}: ${read.ok ? '' : JSON.stringify(read.error)}`)
    return { ...listed, answer: budgetAnswer(read.value) }
  })
  for (const { file, votes, greedy_equals_official: expected, answer } of answers) {
    assert.equal(answer.voters, votes, file)
    assert.equal(answer.published.votes, 'equal', file)
    assert.notEqual(answer.published.points, 'different', file)
    if (expected === true) assert.equal(answer.published.selected, 'equal', file)
    if (answer.published.selected === 'different') {
      assert.equal(expected, false, `${file}: differs, and the index does not expect it`)
      t.diagnostic(`${file}: the city decided otherwise on ${answer.differs.join(', ')}`)
    }
  }
  const count = (is: (one: (typeof answers)[number]) => boolean): number => answers.filter(is).length
  t.diagnostic(
    `${answers.length} files; points published in ${count(one => one.answer.published.points === 'equal')}; selection equal in ${count(
      one => one.answer.published.selected === 'equal',
    )}, different in ${count(one => one.answer.published.selected === 'different')}`,
  )
})
