import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sources } from '../../law/index.ts'
import { LOCALITIES, ruleValueAt } from '../features/locality/index.ts'
import { checkCite } from '../kernel/sources.ts'
import { features } from './features.ts'

test('places: what is cited stands in its source, and every value fits a rule that a slice declares', () => {
  assert.ok(features.length > 0)
  for (const { name, values, hotlines, bodies } of LOCALITIES) {
    for (const [key, history] of Object.entries(values)) {
      const rule = ruleValueAt(key)
      assert.ok(rule !== undefined, `${name}: nobody declares ${key}`)
      for (const entry of history) rule.schema.parse(entry.value)
      assert.deepEqual(
        history.map(entry => entry.from),
        history.map(entry => entry.from).toSorted(),
        `${name} ${key}`,
      )
    }
    const cited = [
      hotlines?.basis,
      bodies?.basis,
      ...Object.values(values)
        .flat()
        .map(entry => entry.basis),
    ]
    for (const basis of cited) {
      if (basis?.kind === 'cite') assert.equal(checkCite(basis, sources), undefined, `${name}: ${basis.quote}`)
    }
  }
})
