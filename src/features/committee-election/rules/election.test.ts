import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deadEnds, reachableWithout, stepsOf, transitions } from '../../../kernel/procedure/definition.ts'
import { d } from '../../../kernel/time.ts'
import { RESIDENTS_ELECTION, VILLAGERS_ELECTION } from './definition.ts'
import { electedOf, lastRound, termEnd } from './evolve.ts'
import type { Command } from './state.ts'
import {
  announcement,
  counted,
  countOf,
  FULL,
  LISTED,
  type Line,
  NOMINATED,
  POLLING,
  POSTED,
  play,
  REVIEWED,
  STANDING,
} from './testing.ts'

const BOTH = [RESIDENTS_ELECTION, VILLAGERS_ELECTION]
const PUBLISH: Line = ['2026-03-20', { action: 'publishCandidates', on: d('2026-03-20') }]

test('no way leads to the end past a step; every step is reached, and none is a dead end', () => {
  for (const definition of BOTH) {
    assert.deepEqual(deadEnds(definition), [])
    assert.equal(reachableWithout(definition, 'handed'), true)
    for (const action of [
      'announce',
      'publishList',
      'publishCandidates',
      'open',
      'secondCount',
      'post',
      'begin',
      'handOver',
    ])
      assert.equal(reachableWithout(definition, 'handed', action), false, `${definition.id} without ${action}`)
    const reached = new Set(transitions(definition).map(({ to }) => to))
    assert.deepEqual(
      stepsOf(definition).filter(step => !reached.has(step)),
      [],
    )
  }
})

test('Z-13 nothing in the procedure casts a ballot, and no action is a voter’s but the objection to the list', () => {
  for (const definition of BOTH) {
    const residents = Object.entries(definition.actions).filter(([, { by }]) => by.includes('resident'))
    assert.deepEqual(
      residents.map(([action]) => action),
      ['object'],
    )
    assert.ok(!Object.keys(definition.actions).some(action => /cast|vote|ballot/i.test(action)))
  }
})

test('C-003, C-007, C-040 five to nine, three to seven; a chair and a woman’s seat; villagers vote themselves', () => {
  const why = (command: Command, more = {}) => play(['2026-03-10', command, more]).why
  const seats = (member: number, woman = 1) => ({ seats: { chair: 1, vice: 1, member, woman } })
  assert.deepEqual(why(announcement('residents', seats(2))), [])
  assert.deepEqual(why(announcement('residents', seats(6))), [])
  assert.deepEqual(why(announcement('residents', seats(1))), ['seats-outside'])
  assert.deepEqual(why(announcement('residents', seats(7))), ['seats-outside'])
  assert.deepEqual(why(announcement('residents', seats(3, 0))), ['seats-uneven'])
  assert.deepEqual(why(announcement(), { law: undefined }), ['no-rule'])
  assert.deepEqual(why(announcement('residents', { formedBy: 'groups' })), ['committee-not-formed'])
  assert.deepEqual(why(announcement('villagers', { formedBy: 'groups' })), [])
  assert.deepEqual(why(announcement('residents', { officials: 2, ...seats(9), pollingOn: d('2026-03-29') })), [
    'seats-outside',
    'committee-not-formed',
    'polling-too-soon',
  ])
})

test('C-010 the list twenty days before, not nineteen; objections for five days; the candidates wait for them', () => {
  const list = (on: string): Line => [on, { action: 'publishList', on: d(on) }]
  const enrolled = LISTED.slice(0, 2)
  assert.deepEqual(play(...enrolled, list('2026-03-23')).why, [])
  assert.deepEqual(play(...enrolled, list('2026-03-24')).why, ['list-late'])
  assert.deepEqual(play(...LISTED.slice(0, 1), list('2026-03-12')).why, ['nobody-listed'])
  const object = (on: string): Line => [on, { action: 'object' }]
  assert.deepEqual(play(...LISTED, object('2026-03-17')).why, [])
  assert.deepEqual(play(...LISTED, object('2026-03-18')).why, ['objections-over'])
  const early: Line = ['2026-03-17', { action: 'publishCandidates', on: d('2026-03-17') }]
  assert.deepEqual(play(...REVIEWED, early).why, ['objections-run'])
  const objected: readonly Line[] = [...LISTED, object('2026-03-13'), ...REVIEWED.slice(3)]
  assert.deepEqual(play(...objected, PUBLISH).why, ['objections-open'])
  const answer = (upheld: boolean): Line => ['2026-03-19', { action: 'answer', objection: 4, upheld }]
  assert.deepEqual(play(...objected, answer(false), PUBLISH).why, [])
  assert.deepEqual(play(...objected, answer(true), PUBLISH).why, ['list-unmended'])
  const mend: Line = ['2026-03-19', { action: 'mend', objection: 4, added: 1, casting: 1 }]
  const done = play(...objected, answer(true), mend, PUBLISH)
  assert.deepEqual(done.why, [])
  assert.equal(done.state?.voters, 301)
  assert.deepEqual(play(...objected, answer(false), mend).why, ['not-upheld'])
})

test('C-011, C-008 ten nominate; more candidates than seats; whoever runs the election leaves it first', () => {
  const nominate = (more: object, seen = {}): Line => [
    '2026-03-14',
    {
      action: 'nominate',
      voter: 11,
      post: 'member',
      woman: false,
      proposer: 'voters',
      nominators: 9,
      ...more,
    } as Command,
    { seen },
  ]
  assert.deepEqual(play(...LISTED, nominate({})).why, ['nominators-few'])
  assert.deepEqual(play(...LISTED, nominate({ proposer: 'party', nominators: 0 })).why, [])
  assert.deepEqual(play(...LISTED, nominate({ nominators: 10 }, { inCommittee: true })).why, ['in-committee'])
  assert.deepEqual(play(...LISTED, nominate({ post: 'woman' }, { onList: false, unknownNominators: [9] })).why, [
    'voter-unknown',
    'nominators-unknown',
    'womans-seat',
  ])
  assert.deepEqual(play(...NOMINATED, nominate({ voter: 1, nominators: 10 })).why, ['nominated-already'])
  assert.deepEqual(play(...NOMINATED, PUBLISH).why, ['not-reviewed', 'too-few-candidates'])
  const declined: Line = ['2026-03-17', { action: 'decline', candidate: 9 }]
  assert.deepEqual(play(...REVIEWED, declined, PUBLISH).why, ['too-few-candidates'])
})

test('C-012, C-068 only after a hearing, on one of four grounds; three days to appeal, and the appeal is decided', () => {
  const bar = (heardOn: string): Line => [
    '2026-03-16',
    { action: 'bar', candidate: 7, ground: 'convicted', heardOn: d(heardOn) },
  ]
  assert.deepEqual(play(...NOMINATED, bar('2026-03-17')).why, ['not-heard'])
  assert.deepEqual(play(...NOMINATED, bar('2026-03-13')).why, ['not-heard'])
  const others = REVIEWED.slice(NOMINATED.length).filter(
    ([, command]) => !('candidate' in command && command.candidate === 7),
  )
  const barred = [...NOMINATED, ...others, bar('2026-03-15')]
  const publish = (on: string): Line => [on, { action: 'publishCandidates', on: d(on) }]
  assert.deepEqual(play(...barred, publish('2026-03-19')).why, ['appeals-run', 'too-few-candidates'])
  const appeal = (on: string): Line => [on, { action: 'appeal', candidate: 7 }]
  assert.deepEqual(play(...barred, appeal('2026-03-20')).why, ['appeal-late'])
  assert.deepEqual(play(...barred, appeal('2026-03-19'), publish('2026-03-25')).why, [
    'appeals-run',
    'too-few-candidates',
  ])
  const decide = (upheld: boolean): Line => ['2026-03-20', { action: 'decideAppeal', candidate: 7, upheld }]
  assert.deepEqual(play(...barred, appeal('2026-03-19'), decide(true), publish('2026-03-20')).why, [])
  assert.deepEqual(play(...barred, appeal('2026-03-19'), decide(false), publish('2026-03-20')).why, [
    'too-few-candidates',
  ])
  assert.deepEqual(play(...REVIEWED, ['2026-03-16', { action: 'pass', candidate: 1 }]).why, ['candidate-not-so'])
})

test('C-015, C-016 on the day, with a writing place, after the meeting and with the proxies published', () => {
  const open = (on: string, booths = 1, seen = {}): Line => [
    '2026-04-12',
    { action: 'open', on: d(on), booths },
    { seen },
  ]
  assert.deepEqual(play(...STANDING, open('2026-04-11', 0)).why, ['not-polling-day', 'no-booth'])
  assert.deepEqual(play(...STANDING.slice(0, -1), open('2026-04-12')).why, ['not-met'])
  assert.deepEqual(play(...STANDING, open('2026-04-12', 1, { proxies: 2 })).why, ['proxies-unpublished'])
  const published: Line = ['2026-04-10', { action: 'publishProxies', on: d('2026-04-10') }]
  assert.deepEqual(play(...STANDING, published, open('2026-04-12', 1, { proxies: 2 })).why, [])
  const late: Line = ['2026-04-08', { action: 'publishCandidates', on: d('2026-04-08') }]
  assert.deepEqual(play(...REVIEWED, late).why, ['candidates-late'])
  const put: Line = ['2026-04-08', { action: 'postpone', pollingOn: d('2026-04-20') }]
  assert.deepEqual(play(...REVIEWED, put, late).why, [])
  assert.deepEqual(play(...REVIEWED, ['2026-04-08', { action: 'postpone', pollingOn: d('2026-04-12') }]).why, [
    'not-later',
  ])
})

test('two people enter the count; what does not fit or differ is told and changes nothing', () => {
  const first: Line = ['2026-04-12', { action: 'firstCount' }, { entered: FULL }]
  const second = (waiting: object): Line => [
    '2026-04-12',
    { action: 'secondCount', count: FULL },
    { seen: { waiting: { samePerson: false, differs: [], ...waiting } } },
  ]
  assert.deepEqual(play(...POLLING, second({})).why, ['no-count-waits'])
  assert.deepEqual(play(...POLLING, first, first).why, ['count-waits'])
  assert.deepEqual(play(...POLLING, first, second({ samePerson: true })).why, ['same-person'])
  assert.deepEqual(play(...POLLING, first, second({ differs: ['votes.3'] })).why, ['entries-differ'])
  assert.equal(play(...POLLING, first, second({})).state?.step, 'counted')
  assert.equal(play(...POLLING, first, ['2026-04-12', { action: 'strikeCount' }], first).state?.waiting, true)
  const misfit = countOf(301, 200, 4, 197, 70, 110, 80, 200, 195, 60, 101, 90)
  assert.deepEqual(play(...POLLING, ['2026-04-12', { action: 'firstCount' }, { entered: misfit }]).why, [
    'numbers-misfit',
  ])
})

test('C-013, C-014 more than half vote; more than half of those elect; the term is five years', () => {
  const done = play(...POLLING, ...counted(FULL), POSTED, [
    '2026-04-13',
    { action: 'begin', until: termEnd(d('2026-04-12'), 5) },
  ])
  assert.deepEqual(done.why, [])
  assert.deepEqual(electedOf(done.state ?? assert.fail()), [1, 3, 5, 6, 8])
  assert.deepEqual(done.state?.term, { on: '2026-04-12', until: '2031-04-12' })
  const half = play(...POLLING, ...counted(countOf(150, 150, 0, 100, 20, 90, 50, 100, 90, 20, 90, 40)), POSTED)
  assert.equal(lastRound(half.state ?? assert.fail())?.void, 'turnout')
  assert.deepEqual(electedOf(half.state ?? assert.fail()), [])
  const more = play(...POLLING, ...counted(countOf(180, 181, 0, 100, 20, 90, 50, 100, 90, 20, 91, 40)))
  assert.equal(lastRound(more.state ?? assert.fail())?.void, 'more-returned')
  const late: Line = ['2026-04-13', { action: 'post', on: d('2026-04-13'), until: d('2026-04-28') }]
  assert.deepEqual(play(...POLLING, ...counted(FULL), late).why, ['not-same-day'])
})

test('另行选举: whoever has most, with a third of the ballots; a void first poll is held again as a first one', () => {
  // One member short: 100 of 200 is not more than half.
  const short = countOf(200, 200, 4, 120, 70, 110, 80, 130, 100, 60, 101, 90)
  const posted = [...POLLING, ...counted(short), POSTED]
  const begin: Line = ['2026-04-13', { action: 'begin', until: d('2031-04-12') }]
  assert.deepEqual(play(...posted, begin).why, ['not-enough-elected'])
  const again = (on: string): Line => ['2026-04-13', { action: 'again', pollingOn: d(on) }]
  assert.deepEqual(play(...posted, again('2026-05-13')).why, ['runoff-day'])
  const open: Line = ['2026-05-10', { action: 'open', on: d('2026-05-10'), booths: 1 }]
  const second = [...posted, again('2026-05-10'), open]
  const round = lastRound(play(...second).state ?? assert.fail())
  assert.deepEqual(round?.contests, [{ post: 'member', seats: 1, candidates: [6, 7] }])
  const votes = (six: number, seven: number) => ({
    ...countOf(90, 90, 0),
    votes: [
      { candidate: 6, votes: six },
      { candidate: 7, votes: seven },
    ],
  })
  const electedBy = (six: number, seven: number) =>
    lastRound(play(...second, ...counted(votes(six, seven), '2026-05-10')).state ?? assert.fail())?.elected
  // 90 of 300 came: the acts ask for no turnout in this round. A third of 90 is 30, and is enough.
  assert.deepEqual(electedBy(30, 29), [6])
  assert.deepEqual(electedBy(29, 20), [])
  assert.deepEqual(electedBy(40, 40), [])
  const few = countOf(150, 150, 0, 100, 20, 90, 50, 100, 90, 20, 90, 40)
  const anew = play(...POLLING, ...counted(few), POSTED, again('2026-05-10'), open).state
  assert.equal(anew?.rounds[1]?.runoff, false)
  assert.deepEqual(anew?.rounds[1]?.contests, anew?.rounds[0]?.contests)
})
