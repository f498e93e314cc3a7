import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deadEnds, reachableWithout, stepsOf, transitions } from '../../../kernel/procedure/definition.ts'
import { d } from '../../../kernel/time.ts'
import { deliberation, membersQuorum, quorumOf, resolution } from './count.ts'
import { FOUR_AND_TWO, FOUR_ONE_AND_TWO } from './definition.ts'
import type { Command } from './state.ts'
import {
  decision,
  discussion,
  type Line,
  meeting,
  members,
  PARAMS,
  play,
  proposal,
  REPRESENTATIVES,
  UNTIL_DECIDED,
  UNTIL_POSTED,
} from './testing.ts'

test('T-16 四议两公开: 决议 cannot be before 审议; with 一审 it also waits for the review', () => {
  assert.deepEqual(play(['2026-03-02', proposal()], ['2026-03-20', decision]).why, ['wrong-step'])
  assert.deepEqual(play(['2026-03-02', proposal()], ['2026-03-03', discussion], ['2026-03-20', decision]).why, [
    'wrong-step',
  ])
  const reviewed: readonly Line[] = [
    ['2026-03-02', proposal(true)],
    ['2026-03-03', discussion],
    ['2026-03-08', members],
  ]
  assert.deepEqual(play(...reviewed, ['2026-03-20', decision]).why, ['wrong-step'])
  assert.equal(
    play(...reviewed, ['2026-03-10', { action: 'review' }], ['2026-03-20', decision]).state?.step,
    'resolved',
  )
  assert.deepEqual(play(...reviewed.slice(0, 2), ['2026-03-10', { action: 'review' }]).why, ['wrong-step'])
  assert.equal(play(...reviewed, ['2026-03-10', { action: 'sendBack' }]).state?.step, 'proposed')
  // Without the review nobody can do it, nor is it waited for.
  assert.deepEqual(play(...UNTIL_DECIDED.slice(0, 3), ['2026-03-10', { action: 'review' }]).why, ['wrong-step'])
})

test('no way leads to the end past a step', () => {
  for (const definition of [FOUR_AND_TWO, FOUR_ONE_AND_TWO]) {
    assert.deepEqual(deadEnds(definition), [])
    assert.equal(reachableWithout(definition, 'closed'), true)
    for (const action of ['propose', 'deliberate', 'resolve', 'post', 'begin', 'complete', 'postResult', 'close'])
      assert.equal(reachableWithout(definition, 'closed', action), false, `${definition.id} without ${action}`)
    // The two committees are left out only where one meeting was both.
    assert.equal(reachableWithout(definition, 'closed', 'discuss'), true)
  }
  assert.equal(reachableWithout(FOUR_ONE_AND_TWO, 'closed', 'review'), false)
  assert.ok(!stepsOf(FOUR_AND_TWO).includes('reviewed'))
  assert.ok(stepsOf(FOUR_ONE_AND_TWO).includes('reviewed'))
  assert.ok(transitions(FOUR_ONE_AND_TWO).some(({ action, to }) => action === 'sendBack' && to === 'proposed'))
})

test('one meeting for the first two steps only where the place has it so', () => {
  const merged = { ...proposal(), merged: true } as Command
  assert.deepEqual(play(['2026-03-02', merged]).why, ['not-merged-here'])
  const params = { ...PARAMS, mergeFirstTwo: true }
  assert.equal(play(['2026-03-02', merged, { params }]).state?.step, 'discussed')
})

test('members: two thirds of all there, half of those due (or of those there) in favour, equalities included', () => {
  for (const [present, agree, verdict] of [
    [32, 23, 'passed'],
    [31, 31, 'no-quorum'],
    [32, 22, 'rejected'],
    [46, 23, 'passed'],
  ] as const)
    assert.equal(deliberation(meeting('2026-03-08', 46, present, agree), 48, 'due'), verdict, `${present} ${agree}`)
  assert.equal(deliberation(meeting('2026-03-08', 46, 32, 16), 48, 'present'), 'passed')
  assert.equal(deliberation(meeting('2026-03-08', 46, 33, 16), 48, 'present'), 'rejected')
})

test('a meeting that came to nothing is on record and can be held again; a vote that was lost ends the matter', () => {
  const failed = { ...members, verdict: 'no-quorum' } as Command
  const again = play(...UNTIL_DECIDED.slice(0, 2), ['2026-03-08', failed], ['2026-03-08', members])
  assert.equal(again.state?.step, 'deliberated')
  const few = { ...decision, verdict: 'no-quorum' } as Command
  assert.equal(
    play(...UNTIL_DECIDED.slice(0, 3), ['2026-03-20', few], ['2026-03-20', decision]).state?.step,
    'resolved',
  )
  const lost = { ...decision, verdict: 'rejected' } as Command
  assert.equal(play(...UNTIL_DECIDED.slice(0, 3), ['2026-03-20', lost]).state?.step, 'rejected')
})

test('C-124 the fourth step takes what the law asks, whatever a local form says', () => {
  // Of 60 representatives 40 are two thirds; 31 of all would be more than half, but of 40 there 21 will do.
  assert.equal(resolution(meeting('2026-03-20', 60, 40, 21), REPRESENTATIVES).result, 'passed')
  assert.equal(resolution(meeting('2026-03-20', 60, 40, 20), REPRESENTATIVES).result, 'rejected')
  assert.equal(resolution(meeting('2026-03-20', 60, 39, 39), REPRESENTATIVES).result, 'no-quorum')
  assert.equal(quorumOf(60, REPRESENTATIVES), 40)
  assert.equal(quorumOf(61, REPRESENTATIVES), 41)
  assert.equal(membersQuorum(48), 32)
})

test('every reason at once, each with its numbers', () => {
  const bad: Command = {
    ...(decision as Extract<Command, { action: 'resolve' }>),
    meeting: { ...meeting('2026-03-07', 52, 60, 40), against: 30 },
    empowered: false,
    noticedOn: d('2026-03-12'),
  }
  assert.deepEqual(play(...UNTIL_DECIDED.slice(0, 3), ['2026-03-20', bad]).why, [
    'numbers-differ',
    'before-last-step',
    'notice-short',
    'not-empowered',
  ])
  const assembly = { ...decision, body: 'villagers-assembly', noticedOn: d('2026-03-11') } as Command
  assert.deepEqual(play(...UNTIL_DECIDED.slice(0, 3), ['2026-03-20', assembly]).why, ['notice-short'])
  assert.deepEqual(play(...UNTIL_DECIDED.slice(0, 3), ['2026-03-20', { ...assembly, adHoc: true } as Command]).why, [])
  assert.deepEqual(play(...UNTIL_DECIDED.slice(0, 3), ['2026-03-20', decision, { law: undefined }]).why, ['no-rule'])
  assert.deepEqual(
    play(['2026-03-02', { ...proposal(), matter: 'collective-property' } as Command, { village: false }]).why,
    ['not-a-village', 'the-collectives'],
  )
  assert.deepEqual(play(['2026-03-02', { ...proposal(), meeting: meeting('2026-03-02', 5, 4, 2) } as Command]).why, [
    'not-agreed',
  ])
  assert.deepEqual(play(['2026-03-01', proposal()]).why, ['in-future'])
  assert.deepEqual(
    play(...UNTIL_DECIDED.slice(0, 2), [
      '2026-03-08',
      { ...members, materialsOn: d('2026-03-06'), members: 40 } as Command,
    ]).why,
    ['more-than-members', 'materials-late'],
  )
})

test('fifteen days on the board, not fourteen; work begins the day after, when every objection is answered', () => {
  const short: Line = ['2026-03-21', { action: 'post', on: d('2026-03-21'), until: d('2026-04-04') }]
  assert.deepEqual(play(...UNTIL_DECIDED, short).why, ['posting-short'])
  assert.deepEqual(play(...UNTIL_POSTED, ['2026-04-05', { action: 'begin' }]).why, ['posting-runs'])
  assert.equal(play(...UNTIL_POSTED, ['2026-04-06', { action: 'begin' }]).state?.step, 'executing')
  assert.deepEqual(play(...UNTIL_POSTED, ['2026-04-06', { action: 'object' }]).why, ['posting-ended'])
  const objected: readonly Line[] = [...UNTIL_POSTED, ['2026-04-05', { action: 'object' }]]
  assert.deepEqual(play(...objected, ['2026-04-06', { action: 'begin' }]).why, ['objections-open'])
  const answer = (upheld: boolean): Line => ['2026-04-05', { action: 'answer', objection: 6, upheld }]
  assert.equal(play(...objected, answer(false), ['2026-04-06', { action: 'begin' }]).state?.step, 'executing')
  assert.deepEqual(play(...objected, answer(false), answer(false)).why, ['no-such-objection'])
  assert.deepEqual(play(...objected, answer(true), ['2026-04-06', { action: 'begin' }]).why, ['objection-upheld'])
  assert.equal(play(...objected, answer(true), ['2026-04-06', { action: 'withdraw' }]).state?.step, 'withdrawn')
})
