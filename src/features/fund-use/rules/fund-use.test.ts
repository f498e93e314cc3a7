import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deadEnds, reachableWithout } from '../../../kernel/procedure/definition.ts'
import { d } from '../../../kernel/time.ts'
import { AFTER_TRANSFER, BEFORE_TRANSFER } from './definition.ts'
import { overTolerance } from './limits.ts'
import type { Command } from './state.ts'
import { application, BUDGET, COMMANDS, type Line, MOTION, type Name, PARAMS, play, SEEN } from './testing.ts'

/** A course as a clerk reads it: day, who, what, and what came of it. */
const COURSE = `
  2026-03-02 a apply
  2026-03-05 a pass          -> approved
  2026-03-06 a proposeHold
  2026-03-06 b hold          -> held
  2026-03-10 a begin         -> working
  2026-03-12 a progress
  2026-03-20 a complete      -> completed
  2026-03-21 a accept        -> accepted
  2026-03-23 a finalise      -> finalised
  2026-03-25 a audit         -> audited
  2026-03-26 a request       -> requested
  2026-03-27 l review        -> cleared
  2026-03-28 l proposePay
  2026-03-29 b pay           -> paid
  2026-04-01 a post          -> posted
  2026-04-17 a close         -> closed`

const linesOf = (table: string, first: Command = application()): readonly (readonly [Line, string | undefined])[] =>
  table
    .trim()
    .split('\n')
    .map(row => {
      const [did, came] = row.trim().split('->')
      const [day = '', who = '', name = ''] = (did ?? '').trim().split(/\s+/)
      const command = name === 'apply' ? first : COMMANDS[name as Name]
      return [[day, who, command], came?.trim()] as const
    })

const played = (table: string, first?: Command): readonly Line[] => linesOf(table, first).map(([line]) => line)

test('C-231 before the transfer: six steps, each in its turn', () => {
  const lines = linesOf(COURSE)
  for (const [index, [, came]] of lines.entries())
    if (came !== undefined) assert.equal(play(...lines.slice(0, index + 1).map(([line]) => line)).state?.step, came)
  assert.equal(play(...played(COURSE)).state?.paidFen, BUDGET - 1000)
})

test('C-232 after the transfer: seven steps, the committee reviews and the authority files', () => {
  const course = COURSE.replace('review        -> cleared', 'file')
    .replace('  2026-03-27 l file', '  2026-03-26 a consent\n  2026-03-27 l file')
    .trim()
  const lines = played(course, application('assembly')).map(line =>
    line[2].action === 'accept' ? ([line[0], line[1], { ...line[2], acceptor: 'owners-committee' }] as const) : line,
  )
  assert.deepEqual(play(...lines).why, [])
  assert.equal(play(...lines).state?.step, 'closed')
  const wrong = played(COURSE, application('assembly'))
  assert.deepEqual(play(...wrong).why, ['other-acceptor'])
  const without = lines.filter(([, , { action }]) => action !== 'consent')
  assert.deepEqual(play(...without).why, ['wrong-step'])
  assert.deepEqual(play(['2026-03-02', 'a', application('assembly'), { seen: { ...SEEN, assembly: false } }]).why, [
    'no-assembly',
  ])
})

test('no way leads to the payment past a step; the vote and the emergency stand for each other and nothing else does', () => {
  for (const definition of [BEFORE_TRANSFER, AFTER_TRANSFER]) {
    assert.deepEqual(deadEnds(definition), [])
    assert.equal(reachableWithout(definition, 'closed'), true)
    assert.equal(reachableWithout(definition, 'paid', 'pass', 'confirm'), false, 'no payment without vote or emergency')
    assert.equal(reachableWithout(definition, 'held', 'pass', 'confirm'), false)
    assert.equal(reachableWithout(definition, 'closed', 'audit', 'waiveAudit'), false)
    const must = ['apply', 'hold', 'begin', 'complete', 'accept', 'finalise', 'request', 'pay', 'post', 'close']
    for (const action of must)
      assert.equal(reachableWithout(definition, 'closed', action), false, `${definition.id} without ${action}`)
    for (const action of ['pass', 'confirm']) assert.equal(reachableWithout(definition, 'closed', action), true)
  }
  assert.equal(reachableWithout(BEFORE_TRANSFER, 'paid', 'review'), false)
  assert.equal(reachableWithout(AFTER_TRANSFER, 'paid', 'consent'), false)
  assert.equal(reachableWithout(AFTER_TRANSFER, 'paid', 'file'), false)
})

test('what is missing from an application is said at once, and what is not the fund’s to pay with its reason', () => {
  const bad = application('authority', {
    cause: 'utility',
    warrantyUntil: d('2027-01-01'),
    emergency: 'railing',
    quotations: [],
    budgetFen: 0,
  })
  const seen = { ...SEEN, fund: false, units: 0, areaUnknown: 2 }
  const params = { ...PARAMS, emergencies: ['elevator'] as const }
  assert.deepEqual(play(['2026-03-02', 'a', bad, { seen, params }]).why, [
    'no-fund',
    'scope-unknown',
    'areas-unknown',
    'excluded-utility',
    'warranty-runs',
    'not-on-list',
    'quotations-few',
    'budget-below-quotation',
  ])
  for (const cause of ['warranty', 'builder', 'damage', 'manager'])
    assert.deepEqual(play(['2026-03-02', 'a', application('authority', { cause })]).why, [`excluded-${cause}`])
  const same = application('authority', { quotations: [1, 2, 3].map(() => ({ company: '甲', fen: 1, record: '' })) })
  assert.deepEqual(play(['2026-03-02', 'a', same]).why, ['quotations-few'])
})

test('a motion of another matter, scope, use, or not in force moves no money', () => {
  const tried = (motion: object, seen: object = {}) =>
    play(...played(COURSE).slice(0, 1), [
      '2026-03-05',
      'a',
      COMMANDS.pass,
      { seen: { ...SEEN, ...seen, motion: { ...MOTION, ...motion } } },
    ]).why
  assert.deepEqual(tried({}), [])
  assert.deepEqual(tried({ item: 9 }), ['motion-other-item'])
  assert.deepEqual(tried({ step: 'posted' }), ['vote-not-settled'])
  assert.deepEqual(tried({ step: 'revoked' }), ['vote-revoked'])
  assert.deepEqual(tried({ result: 'rejected' }), ['motion-not-passed'])
  assert.deepEqual(tried({ proved: false }), ['motion-not-proved'])
  assert.deepEqual(tried({ scope: { kind: 'estate' } }), ['motion-other-scope'])
  assert.deepEqual(tried({ estate: 'f' }), ['motion-other-scope'])
  assert.deepEqual(tried({ words: '使用维修资金' }), ['motion-other-use'])
  assert.deepEqual(tried({}, { motionUsed: true }), ['motion-used'])
  const none = { ...SEEN, motion: undefined }
  assert.deepEqual(play(...played(COURSE).slice(0, 1), ['2026-03-05', 'a', COMMANDS.pass, { seen: none }]).why, [
    'motion-unknown',
  ])
})

test('C-239 an emergency is confirmed by somebody else, audited, and takes the place of the vote alone', () => {
  const first = application('authority', {
    emergency: 'leak',
    part: 'roof',
    quotations: [{ company: '甲', fen: 1, record: '' }],
  })
  const course = COURSE.replace(/pass .*/, 'confirm')
  const lines = played(course, first).map(
    ([day, who, command]): Line => [day, command.action === 'confirm' ? 's' : who, command],
  )
  assert.equal(play(...lines).state?.step, 'closed')
  assert.deepEqual(play(...lines.slice(0, 1), ['2026-03-05', 'a', COMMANDS.confirm]).why, ['own-application'])
  assert.deepEqual(play(...played(COURSE).slice(0, 1), ['2026-03-05', 's', COMMANDS.confirm]).why, ['no-emergency'])
  assert.equal(play(...lines.slice(0, 1), ['2026-03-05', 's', COMMANDS.decline]).state?.step, 'declined')
  const small = { params: { ...PARAMS, auditFreeFen: BUDGET } }
  assert.deepEqual(play(...lines.slice(0, 9), ['2026-03-25', 'a', COMMANDS.waiveAudit, small]).why, [
    'emergency-audited',
  ])
})

test('L-10 who proposes does not approve, unless the place lets small amounts pass', () => {
  const held = played(COURSE).slice(0, 3)
  assert.deepEqual(play(...held, ['2026-03-06', 'a', COMMANDS.hold]).why, ['same-person'])
  assert.deepEqual(play(...held.slice(0, 2), ['2026-03-06', 'b', COMMANDS.hold]).why, ['not-proposed'])
  const small = { params: { ...PARAMS, twoPeopleFromFen: BUDGET + 1 } }
  assert.equal(play(...held, ['2026-03-06', 'a', COMMANDS.hold, small]).state?.step, 'held')
  assert.deepEqual(play(...played(COURSE).slice(0, 13), ['2026-03-29', 'l', COMMANDS.pay]).why, ['same-person'])
  assert.deepEqual(play(...played(COURSE).slice(0, 12), ['2026-03-29', 'b', COMMANDS.pay]).why, ['not-proposed'])
})

test('C-242 what is above the budget: applied for anew; from a tenth on where the place lets a little pass', () => {
  assert.equal(overTolerance(1000, 1000, PARAMS), false)
  assert.equal(overTolerance(1000, 1001, PARAMS), true)
  assert.equal(overTolerance(1000, 1099, { overBudgetPercent: 10 }), false)
  assert.equal(overTolerance(1000, 1100, { overBudgetPercent: 10 }), true)
  const until = played(COURSE).slice(0, 8)
  const final = (fen: number) => ({ ...COMMANDS.finalise, fen })
  assert.deepEqual(play(...until, ['2026-03-23', 'a', final(BUDGET + 1)]).why, ['over-budget'])
  const lenient = { params: { ...PARAMS, overBudgetPercent: 10 } }
  assert.deepEqual(play(...until, ['2026-03-23', 'a', final(BUDGET + 1), lenient]).why, ['over-hold'])
  const more = [
    ...until,
    ['2026-03-22', 'a', { action: 'proposeHold', fen: 1 }, lenient],
    ['2026-03-22', 'b', { action: 'hold', fen: 1, buildings: [] }, lenient],
  ] as const
  assert.equal(play(...more).state?.step, 'accepted')
  assert.equal(play(...more, ['2026-03-23', 'a', final(BUDGET + 1), lenient]).state?.finalFen, BUDGET + 1)
  assert.deepEqual(play(...until, ['2026-03-22', 'a', { action: 'proposeHold', fen: BUDGET / 10 }, lenient]).why, [
    'over-budget',
  ])
  const audit = { ...COMMANDS.audit, fen: BUDGET }
  assert.deepEqual(play(...played(COURSE).slice(0, 9), ['2026-03-25', 'a', audit]).why, ['above-final'])
  assert.deepEqual(play(...played(COURSE).slice(0, 9), ['2026-03-25', 'a', COMMANDS.waiveAudit]).why, ['audit-needed'])
})

test('a vote revoked on the way: no payment, the use is stopped; revoked after it: the money is recovered', () => {
  const revoked = { seen: { ...SEEN, warrantStands: false } }
  const lines = played(COURSE)
  for (const [index, action] of [
    [2, 'proposeHold'],
    [3, 'hold'],
    [10, 'request'],
    [11, 'review'],
    [12, 'proposePay'],
    [13, 'pay'],
  ] as const) {
    const [day, who, command] = lines[index] ?? ['', '', COMMANDS.stop]
    assert.deepEqual(play(...lines.slice(0, index), [day, who, command, revoked]).why, ['vote-revoked'], action)
    const stopped = play(...lines.slice(0, index), [day, who, COMMANDS.stop, revoked])
    assert.deepEqual([stopped.state?.step, stopped.state?.heldFen], ['stopped', 0])
  }
  for (const upto of [14, 15, 16]) {
    assert.deepEqual(play(...lines.slice(0, upto), ['2026-05-01', 'l', COMMANDS.stop]).why, ['wrong-step'])
    assert.deepEqual(play(...lines.slice(0, upto), ['2026-05-01', 'l', COMMANDS.reclaim]).why, ['vote-stands'])
    const after = [...lines.slice(0, upto), ['2026-05-01', 'l', COMMANDS.reclaim, revoked] as const]
    assert.equal(play(...after).state?.step, 'recovering')
    const back = play(...after, ['2026-06-01', 'l', COMMANDS.recover])
    assert.deepEqual([back.state?.step, back.state?.paidFen], ['stopped', 0])
  }
})
