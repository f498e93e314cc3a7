import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sources } from '../../../../law/index.ts'
import type { Basis } from '../../../kernel/cite.ts'
import { deadEnds, reachableWithout, transitions } from '../../../kernel/procedure/definition.ts'
import { checkCite } from '../../../kernel/sources.ts'
import { d } from '../../../kernel/time.ts'
import { shippedParams } from '../params.ts'
import { policy } from '../policy.ts'
import { VERBS } from '../verbs.ts'
import * as basis from './basis.ts'
import { workOrder } from './definition.ts'

const zhongshan = shippedParams('442000')

test('every quotation stands in its source', () => {
  const all: readonly Basis[] = Object.values(basis)
  const cites = all.filter(each => each.kind === 'cite')
  assert.ok(cites.length > 20)
  assert.deepEqual(
    cites.flatMap(each => checkCite(each, sources) ?? []),
    [],
  )
})

test('no step is a dead end, and every step can be reached', () => {
  assert.deepEqual(deadEnds(workOrder), [])
  const reached = new Set(transitions(workOrder).map(edge => edge.to))
  assert.deepEqual(
    Object.keys(workOrder.steps).filter(step => !reached.has(step)),
    [],
  )
})

test('an order is closed only by a result that was submitted, or by a direct answer', () => {
  assert.equal(reachableWithout(workOrder, 'closed', 'submit', 'answer'), false)
  assert.equal(reachableWithout(workOrder, 'closed', 'close', 'answer'), false)
})

test('without a direct answer no step on the way to closing can be skipped', () => {
  for (const step of ['accept', 'admit', 'sign', 'submit', 'close']) {
    assert.equal(reachableWithout(workOrder, 'closed', 'answer', 'record', step), false, step)
  }
  // Sent by dispatch, or by the ruling on a return; the ruling needs an earlier dispatch.
  assert.equal(reachableWithout(workOrder, 'closed', 'answer', 'dispatch'), false)
})

test('an order is archived only after a follow-up, unless it is history of another system', () => {
  assert.equal(reachableWithout(workOrder, 'archived', 'followUp', 'record'), false)
  assert.deepEqual(workOrder.actions.record.gates, ['imported'])
  assert.deepEqual(policy.record, [])
})

test('what is asked for is decided by another person', () => {
  const decisions = [
    'grantExtension',
    'refuseExtension',
    'grantPause',
    'refusePause',
    'grantReturn',
    'close',
    'sendBack',
  ] as const
  for (const action of decisions)
    assert.ok((workOrder.actions[action].gates as readonly string[]).includes('another-person'), action)
})

test('closing asks for contact, arrival, evidence and the assisting units, at submitting and again at closing', () => {
  for (const action of ['submit', 'close'] as const) {
    for (const gate of ['contacted', 'arrived', 'evidence', 'assists-done']) {
      assert.ok((workOrder.actions[action].gates as readonly string[]).includes(gate), `${action} ${gate}`)
    }
  }
})

const ROLE_OF: Readonly<Record<string, string>> = { resident: 'requester', anyone: 'anyone' }

test('the access table names the same roles as the definition', () => {
  for (const [action, spec] of Object.entries(workOrder.actions)) {
    const granted = new Set(policy[action as keyof typeof policy].map(grant => ROLE_OF[grant.who] ?? grant.who))
    const named = new Set<string>(spec.by.filter(role => role !== 'importer'))
    if (action === 'accept' || action === 'claim') continue
    assert.deepEqual([...granted].toSorted(), [...named].toSorted(), action)
  }
})

test('every action of the definition can be done over HTTP, but for those with a route of their own', () => {
  const own = ['accept', 'publish', 'claim', 'record']
  assert.deepEqual(
    Object.keys(VERBS).toSorted(),
    Object.keys(workOrder.actions)
      .filter(action => !own.includes(action))
      .toSorted(),
  )
})

test('the numbers of the letter: 1 h, 2 h, 3 working days; 15 became 3; one extension', () => {
  const { urgent, cityTerms, extensionsMax, extensionsMaxSpecial } = zhongshan(d('2021-08-09'))
  assert.deepEqual([urgent.contactHours, urgent.arriveHours, urgent.closeWorkdays], [1, 2, 3])
  assert.deepEqual([extensionsMax, extensionsMaxSpecial], [1, 2])
  for (const kind of ['enquiry', 'suggestion', 'praise'] as const) {
    assert.equal(cityTerms[kind]?.days, 3)
    assert.equal(zhongshan(d('2021-08-08')).cityTerms[kind]?.days, 15)
  }
})

test("Guangdong's 2, 10 and 15 from 2022-09-01, not a day before", () => {
  const after = zhongshan(d('2022-09-01')).provinceTerms
  assert.deepEqual(
    [after.enquiry?.days, after.help?.days, after.suggestion?.days, after.complaint?.days, after.report?.days],
    [2, 10, 10, 15, 15],
  )
  assert.deepEqual(zhongshan(d('2022-08-31')).provinceTerms, {})
})
