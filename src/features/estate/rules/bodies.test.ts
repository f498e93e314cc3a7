import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { deadEnds, reachableWithout } from '../../../kernel/procedure/definition.ts'
import { atMinute, d, type LocalDate, plusDays } from '../../../kernel/time.ts'
import { VALUES } from '../rule-values.ts'
import type { BodyParams, Held } from './body-params.ts'
import {
  type CommitteeMeeting,
  duesOf,
  meetingRefusals,
  meetingVerdict,
  type NewTerm,
  termRefusals,
} from './committee.ts'
import { faultsOf, type Looked } from './faults.ts'
import { type Basis, type Command, type Fact, FORMATION, type FormationState } from './formation.ts'
import { decide, evolve, replay, verdictOf } from './formation-gates.ts'

const PARAMS = Object.fromEntries(
  Object.entries(VALUES).map(([name, rule]): [string, Held] => {
    const [entry] = rule.default
    if (entry === undefined) throw new Error('no default')
    return [name, { value: entry.value, basis: entry.basis }]
  }),
) as BodyParams
const NOW = atMinute(d('2026-09-30'), 600)
const OF: Basis = { heads: 300, areaDm2: 3_000_000, deliveredDm2: 1_500_000, firstHanded: d('2026-06-01') }
const ask = (command: Command, of = OF) => ({ ...command, at: NOW, params: PARAMS, of })
const tags = (result: ReturnType<typeof decide>): readonly string[] =>
  result.ok ? [] : result.error.map(({ tag }) => tag)

const APPLY: Command = { action: 'apply', on: d('2026-01-05'), by: 'owners', applicants: { heads: 15, areaDm2: 0 } }
const GROUP: Command = {
  action: 'formGroup',
  on: d('2026-02-01'),
  members: 7,
  owners: 4,
  head: 'town',
  postedOn: d('2026-02-01'),
  postedUntil: d('2026-02-08'),
}
const ANNOUNCE: Command = { action: 'announce', on: d('2026-03-01'), meetingOn: d('2026-03-16'), form: 'paper' }
const count = (heads: number, areaDm2: number) => ({ heads, areaDm2 })
const FOUND: Extract<Command, { action: 'found' }> = {
  action: 'found',
  on: d('2026-03-16'),
  turnout: count(200, 2_000_000),
  rules: count(101, 1_000_001),
  covenant: count(101, 1_000_001),
  committee: count(101, 1_000_001),
}

const play = (...commands: readonly Command[]): FormationState | undefined => {
  const facts: Fact[] = []
  for (const command of commands) {
    const decided = decide(replay(facts), ask(command), facts.length + 1)
    assert.ok(decided.ok, `${command.action}: ${tags(decided)}`)
    facts.push(decided.value)
  }
  return replay(facts)
}

test('from the application to the founding, no step can be left out', () => {
  assert.equal(play(APPLY, GROUP, ANNOUNCE, FOUND)?.step, 'founded')
  for (const step of ['apply', 'formGroup', 'announce', 'found'])
    assert.ok(!reachableWithout(FORMATION, 'founded', step), step)
  assert.deepEqual(deadEnds(FORMATION), [])
  assert.deepEqual(tags(decide(play(APPLY), ask(FOUND), 2)), ['wrong-step'])
})

test('conditions: half is enough, and long enough ago as well (C-181)', () => {
  const short = { ...OF, deliveredDm2: 1_499_999 }
  assert.deepEqual(tags(decide(undefined, ask(APPLY, short), 1)), ['not-delivered'])
  assert.ok(decide(undefined, ask(APPLY, { ...short, firstHanded: d('2024-01-05') }), 1).ok)
  assert.deepEqual(tags(decide(undefined, ask(APPLY, { ...short, firstHanded: d('2024-01-06') }), 1)), [
    'not-delivered',
  ])
  assert.deepEqual(tags(decide(undefined, ask(APPLY, { ...OF, heads: 1 }), 1)), ['single-owner'])
})

test('applicants: five percent of heads or of area; a developer need not be many (C-183)', () => {
  const few = { ...APPLY, applicants: count(14, 149_999) } as Command
  assert.deepEqual(tags(decide(undefined, ask(few), 1)), ['applicants-few'])
  assert.ok(decide(undefined, ask({ ...few, applicants: count(14, 150_000) } as Command), 1).ok)
  assert.ok(decide(undefined, ask({ ...few, by: 'developer' } as Command), 1).ok)
})

test('the group is odd, and at least half of it owners; its names hang seven days (C-185)', () => {
  const applied = play(APPLY)
  for (const [members, owners, holds] of [
    [7, 4, true],
    [7, 3, false],
    [6, 4, false],
    [3, 2, false],
    [5, 6, false],
  ] as const)
    assert.equal(decide(applied, ask({ ...GROUP, members, owners } as Command), 2).ok, holds, `${members} ${owners}`)
  const brief = { ...GROUP, postedUntil: d('2026-02-07') } as Command
  assert.deepEqual(tags(decide(applied, ask(brief), 2)), ['posting-short'])
  const early = { ...GROUP, on: d('2026-01-04') } as Command
  assert.deepEqual(tags(decide(applied, ask(early), 2)), ['before-last-step'])
})

test('fifteen days of notice, and the meeting is not before its day (物业管理条例 14)', () => {
  const group = play(APPLY, GROUP)
  assert.deepEqual(tags(decide(group, ask({ ...ANNOUNCE, meetingOn: d('2026-03-15') } as Command), 3)), [
    'notice-short',
  ])
  const announced = play(APPLY, GROUP, ANNOUNCE)
  assert.deepEqual(tags(decide(announced, ask({ ...FOUND, on: d('2026-03-15') }), 4)), ['before-meeting'])
  assert.deepEqual(tags(decide(announced, ask({ ...FOUND, turnout: count(301, 1) }), 4)), ['numbers-differ'])
})

test('two thirds take part, more than half of them agree; at exactly one half it is not passed (民法典 278)', () => {
  assert.equal(verdictOf(FOUND, OF), 'passed')
  assert.equal(verdictOf({ ...FOUND, turnout: count(199, 2_000_000) }, OF), 'no-quorum')
  assert.equal(verdictOf({ ...FOUND, turnout: count(200, 1_999_999) }, OF), 'no-quorum')
  assert.equal(verdictOf({ ...FOUND, covenant: count(100, 1_000_001) }, OF), 'rejected')
  assert.equal(verdictOf({ ...FOUND, rules: count(101, 1_000_000) }, OF), 'rejected')
  assert.equal(play(APPLY, GROUP, ANNOUNCE, { ...FOUND, rules: count(100, 1_000_000) })?.step, 'group')
  fc.assert(
    fc.property(fc.nat(300), fc.nat(300), (heads, agreed) => {
      const found = { ...FOUND, turnout: count(heads, 3_000_000), rules: count(Math.min(agreed, heads), 3_000_000) }
      const wide = { ...found, covenant: found.turnout, committee: found.turnout }
      const expected = heads * 3 < 600 ? 'no-quorum' : Math.min(agreed, heads) * 2 > heads ? 'passed' : 'rejected'
      assert.equal(verdictOf(wide, OF), expected)
    }),
  )
})

const people = (seats: number): NewTerm['members'] =>
  Array.from({ length: seats }, (_, index) => ({
    office: index === 0 ? 'chair' : 'member',
    owns: true,
    name: `甲${index}`,
  }))
const TERM: NewTerm = { electedOn: d('2026-03-16'), from: d('2026-03-16'), to: d('2031-03-15'), members: people(5) }
const AROUND = { assemblyOn: d('2026-03-16'), lastTo: null, params: PARAMS, now: NOW }
const why = (
  term: Partial<NewTerm>,
  around: Partial<typeof AROUND & { lastTo: LocalDate | null }> = {},
): readonly string[] => termRefusals({ ...TERM, ...term }, { ...AROUND, ...around }).map(({ tag }) => tag)

test('a committee is odd, five to eleven, of owners, with one chair, for five years at most (C-201)', () => {
  assert.deepEqual(why({}), [])
  for (const [seats, holds] of [
    [3, false],
    [5, true],
    [6, false],
    [11, true],
    [13, false],
  ] as const)
    assert.equal(why({ members: people(seats) }).length === 0, holds, String(seats))
  assert.deepEqual(why({ to: d('2031-03-16') }), ['term-long'])
  assert.deepEqual(why({ members: people(5).map(each => ({ ...each, office: 'member' })) }), ['chair-one'])
  assert.deepEqual(why({ members: people(5).map((each, index) => ({ ...each, owns: index > 0 })) }), [
    'member-no-owner',
  ])
  assert.deepEqual(why({}, { assemblyOn: null as never }), ['no-assembly'])
  assert.deepEqual(why({}, { lastTo: d('2026-03-16') as never }), ['term-overlaps'])
  assert.deepEqual(why({ electedOn: d('2026-03-15') }), ['before-assembly'])
})

test('a meeting: seven days of notice, more than half come, more than half of all agree (C-204)', () => {
  const meeting: CommitteeMeeting = {
    on: d('2026-05-08'),
    noticedOn: d('2026-05-01'),
    members: 5,
    present: 3,
    agree: 3,
  }
  const refusals = (more: Partial<CommitteeMeeting>): readonly string[] =>
    meetingRefusals({ ...meeting, ...more }, TERM, PARAMS, NOW).map(({ tag }) => tag)
  assert.deepEqual(refusals({}), [])
  assert.deepEqual(refusals({ noticedOn: d('2026-05-02') }), ['notice-short'])
  assert.deepEqual(refusals({ present: 6 }), ['meeting-numbers'])
  assert.deepEqual(refusals({ on: d('2026-03-15'), noticedOn: d('2026-03-01') }), ['outside-term'])
  assert.deepEqual(
    [meetingVerdict(meeting), meetingVerdict({ ...meeting, agree: 2 }), meetingVerdict({ ...meeting, members: 6 })],
    ['passed', 'rejected', 'no-quorum'],
  )
})

test('what is due: filing within thirty days, and the next election three months before the end', () => {
  const term = { electedOn: d('2026-03-16'), from: d('2026-03-16'), to: d('2031-03-15'), filedOn: null }
  const state = (filedOn: LocalDate | null, today: string) =>
    duesOf(undefined, { ...term, filedOn }, PARAMS, d(today)).map(({ what, due, state: is }) => `${what} ${due} ${is}`)
  assert.deepEqual(state(null, '2026-04-15'), ['filing 2026-04-15 running', 'term-end 2031-03-15 running'])
  assert.deepEqual(state(null, '2026-04-16')[0], 'filing 2026-04-15 overdue')
  assert.deepEqual(state(d('2026-04-16'), '2026-05-01')[0], 'filing 2026-04-15 met-late')
  assert.deepEqual(state(d('2026-04-01'), '2030-12-15')[1], 'renewal 2031-03-15 running')
  assert.deepEqual(state(d('2026-04-01'), '2031-03-16')[1], 'renewal 2031-03-15 overdue')
  const formation = play(APPLY)
  assert.deepEqual(
    duesOf(formation, undefined, PARAMS, plusDays(d('2026-01-05'), 61)).map(({ what, state: is }) => `${what} ${is}`),
    ['group overdue'],
  )
  assert.equal(evolve(formation, { ...GROUP, seq: 2, at: NOW, of: OF, verdict: null }).groupOn, '2026-02-01')
})

test('faults of a register are named with their units', () => {
  const unit = (code: string, more: Partial<Looked> = {}): Looked => ({
    code,
    kind: 'home',
    areaDm2: 8000,
    owners: [code],
    developer: false,
    ...more,
  })
  const units = [
    unit('1-1-101', { owners: ['甲'] }),
    unit('1-1-102', { owners: ['乙', '甲'] }),
    unit('1栋1单元102', { owners: ['丙'] }),
    unit('1-1-103', { owners: [] }),
    unit('1-1-104', { owners: [], developer: true }),
    unit('1-1-105', { areaDm2: 0 }),
    unit('P-1', { kind: 'parking' }),
  ]
  assert.deepEqual(
    faultsOf(units, undefined, ['1-1-101']).map(({ kind, units: codes }) => [kind, codes.join(' ')]),
    [
      ['no-owner', '1-1-103'],
      ['area-missing', '1-1-105'],
      ['doubled', '1-1-102 1栋1单元102'],
      ['overlap', '1-1-101 1-1-102'],
      ['name-differs', '1-1-101'],
      ['parking-unset', 'P-1'],
    ],
  )
  assert.deepEqual(faultsOf([unit('1-1-101')], undefined, []), [])
})
