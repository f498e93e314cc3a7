import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sources } from '../../../../law/index.ts'
import { GRID_DOMAINS, GRID_GOALS, HOTLINE_PRINCIPLES } from './grid-work.ts'

test('nine domains, three goals, four principles', () => {
  assert.deepEqual(
    [GRID_DOMAINS, GRID_GOALS, HOTLINE_PRINCIPLES].map(each => each.terms.length),
    [9, 3, 4],
  )
})

test('what is quoted stands in the letter', () => {
  for (const { basis } of [GRID_DOMAINS, GRID_GOALS, HOTLINE_PRINCIPLES]) {
    const clause = sources
      .find(source => source.id === basis.source)
      ?.clauses.find(each => each.article === basis.article)
    assert.ok(clause?.text.includes(basis.quote), basis.quote)
  }
})
