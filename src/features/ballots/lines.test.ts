import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sources } from '../../../law/index.ts'
import { checkCite } from '../../kernel/sources.ts'
import { d } from '../../kernel/time.ts'
import { tallyLine } from './lines.ts'
import { ELECTIONS, electionRule, MEETINGS, MODES, meetingRule } from './rules/meetings.ts'
import { type Item, ownersRule } from './rules/owners.ts'

const answer = (one: object): Record<string, never> & { error?: string; result?: string } =>
  JSON.parse(tallyLine(JSON.stringify(one)).line)

/** body, mode, date, may come, are there, agree → result. Numbers at the edge of each rule, and one less. */
const MEETINGS_TABLE = `
villagers-assembly         persons     2026-05-01  300 151  76  passed
villagers-assembly         persons     2026-05-01  300 150 150  no-quorum
villagers-assembly         persons     2026-05-01  300 152  76  rejected
villagers-assembly         households  2026-05-01  300 200 101  passed
villagers-assembly         households  2025-05-01  300 199 199  no-quorum
villagers-assembly         persons     2010-10-27  300 300 300  no-rule-in-force
villagers-representatives  persons     2026-01-01   30  20  11  passed
villagers-representatives  persons     2025-12-31   30  19  19  no-quorum
villagers-representatives  households  2026-01-01   30  30  30  no-rule-in-force
villagers-group            persons     2026-05-01   90  60  31  passed
villagers-group            households  2026-05-01   90  59  59  no-quorum
residents-assembly         persons     2025-12-31  900 451 226  passed
residents-assembly         households  2026-01-01  900 450 450  no-quorum
residents-representatives  persons     2026-01-01   60  40  21  passed
residents-representatives  persons     2026-01-01   60  40  20  rejected
residents-representatives  persons     2025-12-31   60  60  60  no-rule-in-force
collective-members         persons     2025-05-01  300 200 200  passed
collective-members         persons     2025-05-01  300 299 199  rejected
collective-members         persons     2025-05-01  300 199 199  no-quorum
collective-members         persons     2025-04-30  300 300 300  no-rule-in-force
collective-representatives persons     2026-05-01   30  20  20  passed
collective-representatives persons     2026-05-01   30  29  19  rejected
`

test('meetings: what the law of the day asks for, and one less', () => {
  for (const line of MEETINGS_TABLE.trim().split('\n')) {
    const [rule, mode, day, eligible, present, agree, expected] = line.split(/ +/)
    const numbers = { eligible: Number(eligible), present: Number(present), agree: Number(agree) }
    const { error, result } = answer({ rule, mode, date: day, ...numbers })
    assert.equal(error ?? result, expected, line)
  }
})

const estate = (date: string, item: number, agree: number, oppose: number, silent = 0, abstain = 0) => {
  const choices = [
    ...Array.from({ length: agree }, () => 'agree'),
    ...Array.from({ length: oppose }, (_, n) => ['oppose', 'disagree', 'against'][n % 3]),
    ...Array.from({ length: abstain }, () => 'abstain'),
  ]
  const units = Array.from({ length: choices.length + silent }, (_, n) => ({
    unit: `${n}`,
    areaDm2: 8_950,
    owners: [`p${n}`],
  }))
  const ballots = choices.map((choice, n) => ({ unit: `${n}`, choice, at: '2020-06-01T10:00:00+08:00' }))
  const window = { opens: '2020-05-31T16:00:00Z', closes: '2020-06-01T10:00:00+08:00' }
  return answer({ rule: 'cc278', item, date, units, ballots, ...window })
}

test('owners: since 2021 two thirds take part and items 6 to 8 need three quarters of them; before, shares of all', () => {
  for (const [expected, given] of [
    ['passed', estate('2021-01-01', 5, 101, 99, 100)],
    ['rejected', estate('2021-01-01', 5, 100, 100, 100)],
    ['rejected', estate('2021-01-01', 5, 100, 99, 100, 1)],
    ['no-quorum', estate('2021-01-01', 5, 199, 0, 101)],
    ['passed', estate('2021-01-01', 6, 150, 50, 100)],
    ['rejected', estate('2021-01-01', 8, 149, 51, 100)],
    ['passed', estate('2021-01-01', 9, 101, 99, 100)],
    ['rejected', estate('2020-12-31', 5, 199, 0, 101)],
    ['passed', estate('2020-12-31', 5, 200, 0, 100)],
    ['rejected', estate('2020-12-31', 4, 150, 1, 149)],
    ['passed', estate('2020-12-31', 8, 151, 0, 149)],
    ['no-quorum', estate('2020-12-31', 1, 150, 0, 150)],
    ['no-rule-in-force', estate('2007-09-30', 1, 300, 0)],
  ] as const)
    assert.equal(given.error ?? given.result, expected)
  assert.deepEqual(estate('2021-01-01', 5, 101, 99, 100), {
    turnout: { heads: [200, 300], areaDm2: [1_790_000, 2_685_000], met: true },
    assent: { heads: [101, 200], areaDm2: [903_950, 1_790_000], met: true },
    result: 'passed',
    refused: [],
    basis: [
      { source: 'civil-code', article: '第二百七十八条' },
      { source: 'condominium-2020', article: '第九条' },
      { source: 'civil-code', article: '第一千二百五十九条' },
    ],
  })
})

test('elections: more than half vote; of residents’ representatives more than two thirds', () => {
  const of = (rule: string, mode: string, day: string, voted: number) =>
    answer({ rule, mode, date: day, registered: 300, voted, votes: { 甲: voted }, seats: 1 }) as {
      error?: string
      elected?: string[]
    }
  assert.deepEqual(of('election-villagers', 'persons', '2026-05-01', 151).elected, ['甲'])
  assert.deepEqual(of('election-villagers', 'persons', '2020-05-01', 150).elected, [])
  assert.deepEqual(of('election-residents', 'households', '2026-05-01', 151).elected, ['甲'])
  assert.deepEqual(of('election-residents', 'representatives', '2026-05-01', 200).elected, [])
  assert.deepEqual(of('election-residents', 'representatives', '2026-05-01', 201).elected, ['甲'])
  assert.equal(of('election-residents', 'persons', '2025-05-01', 300).error, 'no-rule-in-force')
})

test('what cannot be counted says why, all of it at once', () => {
  const meeting = { rule: 'villagers-assembly', date: '2026-05-01', eligible: 10, present: 11, agree: 12 }
  assert.deepEqual(tallyLine(JSON.stringify(meeting)), {
    ok: false,
    line: '{"error":"more-than-all","detail":"more are present than may come; more agree than are present"}',
  })
  const owners = { rule: 'cc278', item: 5, date: '2026-05-01', ballots: [] }
  const window = { opens: '2026-06-02T00:00:00Z', closes: '2026-06-01T00:00:00Z' }
  const unit = { unit: '1', areaDm2: 1, owners: ['a'] }
  const twice = answer({ ...owners, ...window, units: [unit, unit, { ...unit, unit: '2', owners: [] }] }) as {
    error?: string
    detail?: string
  }
  assert.deepEqual(twice, { error: 'unit-twice', detail: 'unit 1; unit 2; it closes before it opens' })
  const votes = { registered: 10, voted: 9, votes: { 甲: 9, 乙: 9 }, seats: 1 }
  assert.equal(answer({ rule: 'election-villagers', date: '2026-05-01', ...votes }).error, 'more-than-all')
  for (const [line, error] of [
    ['', 'not-json'],
    ['[]', 'bad-input'],
    ['{"rule":"cc277"}', 'unknown-rule'],
    [JSON.stringify({ ...meeting, date: '2026-02-29' }), 'bad-input'],
    [JSON.stringify({ ...meeting, present: 1.5 }), 'bad-input'],
    [JSON.stringify({ ...meeting, present: -1 }), 'bad-input'],
  ] as const)
    assert.equal((JSON.parse(tallyLine(line).line) as { error: string }).error, error, line)
})

test('every number cites words that stand in the act, and the act was in force', () => {
  const days = ['1990-01-01', '2007-10-01', '2010-10-28', '2021-01-01', '2025-05-01', '2026-01-01'].map(d)
  const found = days.flatMap(day => [
    ...MEETINGS.flatMap(meeting => MODES.map(mode => ({ day, rule: meetingRule(meeting, mode, day) }))),
    ...ELECTIONS.flatMap(election => MODES.map(mode => ({ day, rule: electionRule(election, mode, day) }))),
    ...[1, 5, 6].map(item => ({ day, rule: ownersRule(item as Item, day) })),
  ])
  let cited = 0
  for (const { day, rule } of found)
    for (const made of rule?.basis ?? []) {
      assert.equal(checkCite(made, sources), undefined)
      const source = sources.find(({ id }) => id === made.source)
      assert.ok(
        source && source.from <= day && (source.to === undefined || day < source.to),
        `${made.source} on ${day}`,
      )
      cited++
    }
  assert.ok(cited > 40, `${cited} citations`)
})
