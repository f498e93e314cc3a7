import assert from 'node:assert/strict'
import { test } from 'node:test'
import { localDefault } from '../cite.ts'
import { atMinute, d } from '../time.ts'
import { inOrder, notBefore } from './conditions.ts'
import {
  allAnswered,
  answered,
  longEnough,
  noneUpheld,
  objected,
  objectionOpen,
  postingOver,
  stillPosted,
} from './posting.ts'

const rule = localDefault('T-001', '测试')
const noonOf = (day: string) => atMinute(d(day), 720)

test('a day lies between the step before and today, both counted in', () => {
  const at = noonOf('2026-03-10')
  assert.equal(inOrder(d('2026-03-10'), d('2026-03-10'), at, rule), undefined)
  assert.equal(inOrder(d('2026-03-01'), null, at, rule), undefined)
  assert.deepEqual(inOrder(d('2026-03-11'), null, at, rule)?.values, { on: '2026-03-11', today: '2026-03-10' })
  assert.equal(inOrder(d('2026-03-01'), d('2026-03-02'), at, rule)?.tag, 'before-last-step')
  assert.equal(notBefore(d('2026-03-01'), d('2026-03-02'), rule, '/body/meetingOn')?.pointer, '/body/meetingOn')
})

test('what is posted hangs to the end of its last day, and is over the day after; what never was is neither', () => {
  const posted = { on: d('2026-03-01'), until: d('2026-03-16') }
  assert.equal(longEnough(posted, 15, rule), undefined)
  assert.deepEqual(longEnough(posted, 16, rule)?.values, { days: 15, needed: 16 })
  assert.deepEqual(longEnough({ on: posted.until, until: posted.on }, 1, rule)?.values, { days: 0, needed: 1 })
  assert.equal(stillPosted(posted, atMinute(posted.until, 1439), rule), undefined)
  assert.equal(postingOver(posted, atMinute(posted.until, 1439), rule)?.tag, 'posting-runs')
  assert.equal(postingOver(posted, noonOf('2026-03-17'), rule), undefined)
  assert.equal(stillPosted(posted, noonOf('2026-03-17'), rule)?.tag, 'posting-ended')
  for (const gate of [stillPosted, postingOver]) assert.notEqual(gate(null, noonOf('2026-03-17'), rule), undefined)
})

test('an objection is answered once, and what was upheld stands in the way', () => {
  const two = objected(objected([], 4), 7)
  assert.deepEqual(allAnswered(two, rule)?.values, { open: 2 })
  assert.equal(objectionOpen(two, 7, rule), undefined)
  const one = answered(two, { objection: 7, upheld: false })
  assert.equal(objectionOpen(one, 7, rule)?.tag, 'no-such-objection')
  assert.equal(objectionOpen(one, 5, rule)?.pointer, '/body/objection')
  const none = answered(one, { objection: 4, upheld: true })
  assert.equal(allAnswered(none, rule), undefined)
  assert.equal(noneUpheld(one, rule), undefined)
  assert.equal(noneUpheld(none, rule)?.tag, 'objection-upheld')
})
