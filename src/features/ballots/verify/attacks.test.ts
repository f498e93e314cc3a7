import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { sealBallot } from '../../../kernel/ballot/sealed/seal.ts'
import { canonical } from '../../../kernel/journal/canonical.ts'
import { d } from '../../../kernel/time.ts'
import { sha256 } from '../../../platform/journal/sha256.ts'
import { voteBundle } from '../rules/bundle/build.ts'
import { countVote } from '../rules/bundle/count.ts'
import { contextOf, registerHash } from '../rules/bundle/hashes.ts'
import type { GroupBallot, MotionCount, VoteBundle, VoteHeader } from '../rules/bundle/types.ts'
import { checkChunk } from './chunk.ts'
import { journalFor, journalOf, sampleVote } from './sample.ts'
import { verifyVote } from './vote.ts'

const vote = sampleVote({
  groups: 6,
  motions: 2,
  says: (group, motion) => (group === 5 && motion === 1 ? undefined : group % 2 === 0 ? 'agree' : 'oppose'),
})
const [first, second] = vote.ballots as [GroupBallot, GroupBallot]

type Found = { readonly problem: string; readonly group?: string; readonly motion?: string }

const faultsOf = async (bundle: VoteBundle, key?: string, since?: string): Promise<readonly Found[]> => {
  const report = await verifyVote(voteBundle(bundle), key, since)
  assert.ok(report !== undefined)
  assert.equal(report.verified, report.faults.length === 0)
  return report.faults
}
const named = (faults: readonly Found[]): readonly string[] =>
  [
    ...new Set(
      faults.map(({ problem, group, motion }) => [problem, group?.slice(0, 6), motion].filter(Boolean).join(' ')),
    ),
  ].toSorted()
/** What a city that is in on it would publish: the journal is written anew over what was changed. */
const inOnIt = (changed: Omit<VoteBundle, 'journal'>): VoteBundle => ({ ...changed, journal: journalFor(changed) })
const of = ({ group }: GroupBallot): string => group.slice(0, 6)
const withBallot = (ballot: GroupBallot): VoteBundle => ({ ...vote, ballots: vote.ballots.with(0, ballot) })
const resealed = (ballot: GroupBallot, sealed: GroupBallot['sealed']): GroupBallot => ({
  ...ballot,
  sealed: { ...ballot.sealed, ...sealed },
})
const withMotion = (change: Partial<MotionCount>): VoteBundle => ({
  ...vote,
  count: { ...vote.count, motions: vote.count.motions.map((one, at) => (at === 0 ? { ...one, ...change } : one)) },
})
const m1 = (ballot: GroupBallot) => ballot.sealed.m1 as GroupBallot['sealed'][string]

test('what was published as it happened is verified, in one spelling whatever order it comes in', async () => {
  assert.deepEqual(await faultsOf(vote), [])
  const shuffled = { ...vote, ballots: vote.ballots.toReversed(), register: vote.register.toReversed() }
  assert.deepEqual([...voteBundle(shuffled)], [...voteBundle(vote)])
  const report = await verifyVote(voteBundle(vote))
  assert.deepEqual([report?.groups, report?.ballots, report?.sealed, report?.stream.later], [6, 6, 11, 0])
})

test('a forged proof is named with its owner and motion, by whomever the journal was written', async () => {
  const { one, ...rest } = m1(first)
  const forged = withBallot(resealed(first, { m1: { ...rest, one: { ...one, answer: m1(second).one.answer } } }))
  assert.deepEqual(named(await faultsOf(forged)), [
    `added ${of(first)}`,
    `proof ${of(first)} m1`,
    `removed ${of(first)}`,
  ])
  assert.deepEqual(named(await faultsOf(inOnIt(forged))), [`proof ${of(first)} m1`])
})

test('a ballot replayed from another motion, another group, another vote', async () => {
  const motion = inOnIt(withBallot(resealed(first, { m2: m1(first) })))
  assert.ok(named(await faultsOf(motion)).includes(`replayed ${of(first)} m2`))
  const group = inOnIt(withBallot(resealed(first, { m1: m1(second) })))
  const found = named(await faultsOf(group))
  assert.ok(found.includes(`proof ${of(first)} m1`) && found.includes(`replayed ${of(first)} m1`), found.join())
  const { sealed } = sealBallot(contextOf({ ...vote.header, vote: 'v0' }, first.group, 'm1'), 'agree', randomBytes)
  assert.ok(
    named(await faultsOf(inOnIt(withBallot(resealed(first, { m1: sealed }))))).includes(`proof ${of(first)} m1`),
  )
})

test('when hardly any proof holds, a hundred are named and the rest is told', () => {
  const { sealed } = sealBallot(contextOf({ ...vote.header, vote: 'v0' }, first.group, 'm1'), 'agree', randomBytes)
  const lines = Array.from({ length: 130 }, () => canonical({ ballot: { ...first, sealed: { m1: sealed } } }))
  const { faults } = checkChunk(vote, lines)
  assert.equal(faults.length, 101)
  assert.match(faults[100]?.said ?? '', /130 张票中证明不成立的太多,只指出了 100 张/)
})

test('a removed ballot: the journal has it, the sums do not open; with the journal in on it the sums still tell', async () => {
  const removed = { ...vote, ballots: vote.ballots.slice(1) }
  assert.deepEqual(named(await faultsOf(removed)), [`removed ${of(first)}`, 'sum m1', 'sum m2'])
  assert.deepEqual(named(await faultsOf(inOnIt(removed))), ['sum m1', 'sum m2'])
})

test('an added ballot: of an owner who did not vote, of nobody, and a second one of the same owner', async () => {
  const silent = sampleVote({ groups: 6, motions: 1, says: group => (group === 0 ? undefined : 'agree') })
  const [absent] = silent.register.filter(({ group }) => silent.ballots.every(ballot => ballot.group !== group))
  assert.ok(absent !== undefined)
  const ballotOf = (group: string): GroupBallot => ({
    group,
    day: d('2026-03-02'),
    sealed: { m1: sealBallot(contextOf(silent.header, group, 'm1'), 'agree', randomBytes).sealed },
  })
  const added = { ...silent, ballots: [...silent.ballots, ballotOf(absent.group)] }
  assert.deepEqual(named(await faultsOf(added)), [`added ${absent.group.slice(0, 6)}`, 'sum m1'])
  assert.deepEqual(named(await faultsOf(inOnIt(added))), ['sum m1'])
  const stranger = { ...silent, ballots: [...silent.ballots, ballotOf('f'.repeat(64))] }
  assert.deepEqual(named(await faultsOf(stranger)), ['added ffffff', 'unknown-group ffffff'])
  const [voted] = silent.ballots as [GroupBallot]
  const twice = { ...silent, ballots: [...silent.ballots, ballotOf(voted.group)] }
  assert.ok(named(await faultsOf(inOnIt(twice))).includes(`already-cast ${of(voted)}`))
})

test('a replaced register row, with the announced hash or with its own', async () => {
  const register = vote.register.with(0, { ...(vote.register[0] as VoteBundle['register'][number]), areaDm2: 1 })
  const found = named(await faultsOf({ ...vote, register }))
  assert.ok(
    found.includes('register-replaced') && found.includes('sum m1') && found.includes('turnout m1'),
    found.join(),
  )
  const header = { ...vote.header, register: registerHash(sha256, register) }
  const openings = countVote(header, register, vote.openings, vote.count.refused)
  const whole = await faultsOf(inOnIt({ ...vote, header, register, count: openings }))
  // Every ballot was sealed for the register that was: even a city that recounts and rewrites its journal cannot.
  assert.equal(whole.filter(({ problem }) => problem === 'proof').length, 11)
  assert.ok(named(await faultsOf({ ...vote, header, register, count: openings })).includes('register-replaced'))
  assert.ok(named(await faultsOf({ ...vote, register: vote.register.slice(1) })).includes('register-replaced'))
})

test('a wrong sum, a wrong turnout, a wrong result, a refused ballot less', async () => {
  const { sums, turnout } = vote.count.motions[0] as MotionCount
  const { heads } = sums
  const blinds = { ...heads, agree: [heads.agree[0], heads.oppose[1]] as const }
  const swapped = { ...heads, agree: [4, heads.agree[1]] as const, oppose: [2, heads.oppose[1]] as const }
  assert.deepEqual(named(await faultsOf(inOnIt(withMotion({ sums: { ...sums, heads: swapped } })))), [
    'sum m1',
    'turnout m1',
  ])
  assert.deepEqual(named(await faultsOf(inOnIt(withMotion({ sums: { ...sums, heads: blinds } })))), ['sum m1'])
  assert.deepEqual(named(await faultsOf(inOnIt(withMotion({ turnout: { ...turnout, met: !turnout.met } })))), [
    'turnout m1',
  ])
  assert.deepEqual(named(await faultsOf(inOnIt(withMotion({ result: 'passed' })))), ['result m1'])
  assert.deepEqual(named(await faultsOf({ ...vote, count: { ...vote.count, refused: {} } })), ['count-changed'])
  const none = { ...vote, count: { ...vote.count, motions: vote.count.motions.slice(1) } }
  assert.ok(named(await faultsOf(inOnIt(none))).includes('result m1'))
})

test('a changed window, title or rule; a ballot outside the window; a changed day', async () => {
  const headed = (change: Partial<VoteHeader>): VoteBundle => ({ ...vote, header: { ...vote.header, ...change } })
  assert.deepEqual(named(await faultsOf(headed({ closes: '2026-03-25T18:00:00+08:00' }))), [
    'header-changed',
    'window-changed',
  ])
  assert.deepEqual(named(await faultsOf(headed({ title: '别的' }))), ['header-changed'])
  const short = named(await faultsOf(inOnIt(headed({ closes: '2026-03-03T18:00:00+08:00' }))))
  assert.ok(short.filter(one => one.startsWith('outside-window')).length >= 3, short.join())
  assert.ok(named(await faultsOf(headed({ date: d('1999-01-01') }))).includes('no-rule-in-force m1'))
  assert.deepEqual(named(await faultsOf(withBallot({ ...first, day: d('2026-03-19') }))), [
    `added ${of(first)}`,
    `removed ${of(first)}`,
  ])
  assert.ok(named(await faultsOf(headed({ city: '440100' }))).includes('journal'))
})

test('a journal that is missing, of another vote, signed by another, cut short, or not the one kept from before', async () => {
  const other = sampleVote({ groups: 6, motions: 2, vote: 'v2' })
  const key = String((JSON.parse(vote.journal[0] ?? '') as { publicKey: string }).publicKey)
  assert.deepEqual(await faultsOf(vote, key), [])
  const forged = { ...vote, journal: journalFor(vote, 8) }
  assert.deepEqual(await faultsOf(forged), [])
  for (const [bundle, pinned] of [
    [{ ...vote, journal: [] }, undefined],
    [{ ...vote, journal: other.journal }, undefined],
    [{ ...vote, journal: vote.journal.toSpliced(3, 1) }, undefined],
    [{ ...vote, journal: vote.journal.slice(0, -1) }, undefined],
    [{ ...vote, journal: journalOf('442000', 'owners-vote/v1', []) }, undefined],
    [forged, key],
  ] as const)
    assert.ok(named(await faultsOf(bundle, pinned)).includes('journal'))
  const { checkpoint } = JSON.parse(other.journal[0] ?? '') as { checkpoint: string }
  assert.ok(named(await faultsOf(vote, key, checkpoint)).includes('journal'))
  const wrong = vote.journal.with(0, JSON.stringify({ ...(JSON.parse(vote.journal[0] ?? '') as object), checkpoint }))
  assert.ok(named(await faultsOf({ ...vote, journal: wrong })).includes('journal'))
})

test('lines missing, double, out of place, spelled otherwise, or of something else', async () => {
  const lines = [...voteBundle(vote)]
  const problems = async (changed: readonly string[]) =>
    named((await verifyVote(changed))?.faults ?? [{ problem: 'no header' }])
  assert.deepEqual(await problems(lines), [])
  for (const [at] of lines.entries()) {
    assert.notDeepEqual(await problems(lines.toSpliced(at, 1)), [], `without line ${at + 1}`)
    assert.notDeepEqual(await problems(lines.toSpliced(at, 0, lines[at] ?? '')), [], `line ${at + 1} twice`)
    assert.notDeepEqual(await problems(lines.with(at, `${lines[at]} `)), [], `a space after line ${at + 1}`)
  }
  const ballots = lines.findIndex(line => line.startsWith('{"ballot"'))
  const swapped = lines.with(ballots, lines[ballots + 1] ?? '').with(ballots + 1, lines[ballots] ?? '')
  assert.deepEqual(await problems(swapped), ['ballot-order'])
  assert.deepEqual(await problems([]), ['no header'])
  assert.ok((await problems(lines.with(2, '{"register":{"areaDm2":1,"group":"a","more":1}}'))).includes('spelling'))
})
