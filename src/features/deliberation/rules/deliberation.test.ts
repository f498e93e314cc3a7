import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deadEnds, reachableWithout, stepsOf, transitions } from '../../../kernel/procedure/definition.ts'
import { d } from '../../../kernel/time.ts'
import { outcome, quorumOf, seatsWithVoice } from './count.ts'
import { DELIBERATION, stageOf } from './definition.ts'
import { PARTS } from './kinds.ts'
import type { Command, Step } from './state.ts'
import {
  asked,
  concluding,
  type Line,
  noticing,
  PARAMS,
  play,
  preparing,
  raising,
  screening,
  UNTIL_DONE,
  UNTIL_LISTED,
  UNTIL_MEETING,
  UNTIL_POSTED,
  UNTIL_PREPARED,
} from './testing.ts'

test('no way leads to the end past a step; nothing is a hole', () => {
  assert.deepEqual(deadEnds(DELIBERATION), [])
  assert.equal(reachableWithout(DELIBERATION, 'closed'), true)
  for (const action of [
    'raise',
    'screen',
    'prepare',
    'notice',
    'open',
    'conclude',
    'post',
    'begin',
    'complete',
    'postResult',
    'close',
  ])
    assert.equal(reachableWithout(DELIBERATION, 'closed', action), false, `without ${action}`)
  assert.equal(stepsOf(DELIBERATION).length, Object.keys(DELIBERATION.steps).length)
})

test('every action cites, and every gate it names is one of the table', () => {
  for (const [action, { basis }] of Object.entries(DELIBERATION.actions)) assert.ok(basis.length > 0, action)
  assert.ok(transitions(DELIBERATION).length > 40)
})

test('S2-057 each consultation must fill all five parts: the missing ones are named together', () => {
  for (const part of PARTS) {
    const filled = PARTS.filter(each => each !== part)
    assert.deepEqual(play(...UNTIL_LISTED, ['2026-03-04', { ...preparing, filled }]).why, ['part-missing'], part)
  }
  assert.deepEqual(play(...UNTIL_LISTED, ['2026-03-04', { ...preparing, filled: ['rules'], lines: [] }]).why, [
    'part-missing',
    'part-missing',
    'part-missing',
    'part-missing',
    'sides-missing',
    'seats-missing',
  ])
})

test('RCL 32 those who live there and somebody else concerned: neither alone', () => {
  const [chair, living] = preparing.lines
  assert.ok(chair && living)
  assert.deepEqual(play(...UNTIL_LISTED, ['2026-03-04', { ...preparing, lines: [living] }]).why, [
    'sides-missing',
    'seats-missing',
  ])
  const lines = [chair, { ...living, seats: 1 }]
  assert.deepEqual(play(...UNTIL_LISTED, ['2026-03-04', { ...preparing, lines }]).why, ['seats-missing'])
  assert.equal(play(...UNTIL_PREPARED).state?.step, 'prepared')
})

test('C-114 what is important was before the party organisation, and not tomorrow', () => {
  const important: readonly Line[] = [
    ['2026-03-02', raising],
    ['2026-03-03', { ...screening, important: true } as Command],
  ]
  const on = (day: string | null): Line => ['2026-03-04', { ...preparing, partyOn: day === null ? null : d(day) }]
  assert.deepEqual(play(...important, on(null)).why, ['party-not-first'])
  assert.deepEqual(play(...important, on('2026-03-05')).why, ['in-future'])
  assert.equal(play(...important, on('2026-03-04')).state?.step, 'prepared')
})

test('C-110 the notice hangs two days, unless it is an instant talk; a meeting is not before its day', () => {
  const at = (over: Partial<typeof noticing>): Line => ['2026-03-05', { ...noticing, ...over }]
  assert.deepEqual(play(...UNTIL_PREPARED, at({ meetingOn: d('2026-03-06') })).why, ['notice-short'])
  assert.equal(play(...UNTIL_PREPARED, at({ meetingOn: d('2026-03-06'), adHoc: true })).state?.step, 'noticed')
  assert.deepEqual(play(...UNTIL_PREPARED, at({ points: 0, on: d('2026-03-06') })).why, [
    'agenda-missing',
    'in-future',
    'notice-short',
  ])
  assert.deepEqual(play(...UNTIL_PREPARED, at({ meetingOn: d('2026-03-04'), adHoc: true })).why, ['before-last-step'])
  assert.deepEqual(play(...UNTIL_PREPARED, at({ on: d('2026-02-19') })).why, ['before-last-step'])
  assert.deepEqual(play(...UNTIL_PREPARED, at({}), ['2026-03-06', { action: 'open' }]).why, ['meeting-later'])
  assert.equal(play(...UNTIL_PREPARED, at({}), ['2026-03-07', { action: 'open' }]).state?.step, 'meeting')
})

test('a meeting is counted: more than half there, more than half of them agree; equalities do not pass', () => {
  for (const [due, present, agree, verdict] of [
    [8, 4, 4, 'no-quorum'],
    [8, 5, 3, 'passed'],
    [8, 6, 3, 'rejected'],
    [7, 4, 2, 'rejected'],
    [7, 4, 3, 'passed'],
  ] as const)
    assert.equal(outcome({ due, present, agree }, PARAMS), verdict, `${due} ${present} ${agree}`)
  assert.equal(quorumOf(8, PARAMS), 5)
  assert.equal(quorumOf(7, PARAMS), 4)
  assert.equal(quorumOf(9, { ...PARAMS, quorumPercent: 66 }), 6)
  assert.equal(seatsWithVoice(preparing.lines), 8)
})

test('what a meeting leads to: agreed, not agreed, or too few and again', () => {
  const end = (over: Partial<typeof concluding>): Line => ['2026-03-07', { ...concluding, ...over }]
  assert.equal(play(...UNTIL_MEETING, end({})).state?.step, 'concluded')
  const failed = play(...UNTIL_MEETING, end({ verdict: 'no-quorum', present: 3, agree: 3, against: 0, dueOn: null }))
  assert.deepEqual([failed.state?.step, failed.state?.round], ['prepared', 1])
  const disputed = [...UNTIL_MEETING, end({ verdict: 'rejected', agree: 1, against: 6 })]
  assert.equal(play(...disputed).state?.step, 'disputed')
  const again = play(...disputed, ['2026-03-09', { ...noticing, on: d('2026-03-09'), meetingOn: d('2026-03-12') }])
  assert.deepEqual([again.state?.step, again.state?.round], ['noticed', 2])
  assert.equal(play(...disputed, ['2026-03-09', { action: 'submit' }]).state?.step, 'submitted')
  assert.deepEqual(play(...UNTIL_MEETING, end({ agree: 5, recorded: false, entrusted: false })).why, [
    'numbers-differ',
    'minutes-missing',
    'nobody-does-it',
  ])
  assert.deepEqual(play(...UNTIL_MEETING, end({ dueOn: null })).why, ['nobody-does-it'])
})

test('C-104 what the assembly has to decide is not posted as decided here', () => {
  const lines = UNTIL_MEETING.map(
    ([at, command]): Line => [at, command.action === 'screen' ? { ...command, assembly: true } : command],
  )
  const post: Line = ['2026-03-08', { action: 'post', on: d('2026-03-08'), until: d('2026-03-23') }]
  assert.deepEqual(play(...lines, ['2026-03-07', concluding], post).why, ['the-assemblys'])
  assert.equal(
    play(...lines, ['2026-03-07', concluding], ['2026-03-08', { action: 'submit' }]).state?.step,
    'submitted',
  )
})

test('S0-041 a matter goes up to the town and comes back, and nobody skips the town', () => {
  const up = play(...UNTIL_LISTED, ['2026-03-04', { action: 'escalate' }])
  assert.deepEqual([up.state?.step, up.state?.level], ['escalated', 'town'])
  const line: readonly Line[] = [...UNTIL_LISTED, ['2026-03-04', { action: 'escalate' }]]
  assert.deepEqual(play(...line, ['2026-03-05', { action: 'escalate' }]).why, ['wrong-step'])
  const down = play(...line, ['2026-03-05', { action: 'sendDown' }])
  assert.deepEqual([down.state?.step, down.state?.level], ['raised', 'community'])
  const never = play(
    ['2026-03-02', raising],
    ['2026-03-03', { action: 'escalate' }],
    ['2026-03-04', { action: 'sendDown' }],
  )
  assert.equal(never.state?.step, 'raised')
  const listed = play(...line, ['2026-03-05', screening])
  assert.deepEqual([listed.state?.step, listed.state?.level], ['listed', 'town'])
  assert.deepEqual(play(...line, ['2026-03-05', screening], ['2026-03-06', { action: 'escalate' }]).why, [
    'already-with-town',
  ])
  const towns = { ...raising, area: '442000001' } as Command
  assert.deepEqual(play(['2026-03-02', towns], ['2026-03-03', screening], ['2026-03-04', { action: 'sendDown' }]).why, [
    'not-from-below',
  ])
})

test('fifteen days on the board, twice; objections are answered before it goes on', () => {
  const short: Line = ['2026-03-08', { action: 'post', on: d('2026-03-08'), until: d('2026-03-22') }]
  assert.deepEqual(play(...UNTIL_MEETING, ['2026-03-07', concluding], short).why, ['posting-short'])
  assert.deepEqual(play(...UNTIL_POSTED, ['2026-03-23', { action: 'begin' }]).why, ['posting-runs'])
  const objected: readonly Line[] = [...UNTIL_POSTED, ['2026-03-23', { action: 'object' }]]
  assert.deepEqual(play(...objected, ['2026-03-24', { action: 'begin' }]).why, ['objections-open'])
  const answer = (upheld: boolean): Line => ['2026-03-23', { action: 'answer', objection: 8, upheld }]
  assert.deepEqual(play(...objected, answer(true), ['2026-03-24', { action: 'begin' }]).why, ['objection-upheld'])
  assert.equal(play(...objected, answer(false), ['2026-03-24', { action: 'begin' }]).state?.step, 'executing')
  assert.deepEqual(play(...objected, answer(false), answer(false)).why, ['no-such-objection'])
  assert.deepEqual(play(...UNTIL_POSTED, ['2026-03-24', { action: 'object' }]).why, ['posting-ended'])
  const result: Line = ['2026-04-21', { action: 'postResult', on: d('2026-04-21'), until: d('2026-05-06') }]
  assert.deepEqual(play(...UNTIL_DONE, result, ['2026-05-06', { action: 'close' }]).why, ['posting-runs'])
  assert.equal(play(...UNTIL_DONE, result, ['2026-05-07', { action: 'close' }]).state?.step, 'closed')
  const early: Line = ['2026-04-21', { action: 'postResult', on: d('2026-04-19'), until: d('2026-05-06') }]
  assert.deepEqual(play(...UNTIL_DONE, early).why, ['before-last-step'])
})

test('S2-060 every step belongs to talking, doing or overseeing', () => {
  const stages = new Map(Object.keys(DELIBERATION.steps).map(step => [step, stageOf(step as Step)]))
  assert.equal(stages.get('meeting'), 'discuss')
  assert.equal(stages.get('executing'), 'do')
  assert.equal(stages.get('result-posted'), 'oversee')
})

test('whoever raised it takes it back only until it is taken up', () => {
  const resident = { by: { party: 'someone', organisation: null, role: 'resident' } }
  assert.equal(play(['2026-03-02', raising], ['2026-03-02', { action: 'withdraw' }, resident]).state?.step, 'withdrawn')
  assert.deepEqual(play(...UNTIL_LISTED, ['2026-03-04', { action: 'withdraw' }, resident]).why, ['taken-up-already'])
  assert.equal(play(...UNTIL_LISTED, ['2026-03-04', { action: 'withdraw' }]).state?.step, 'withdrawn')
  assert.equal(asked(raising, '2026-03-02').action, 'raise')
})
