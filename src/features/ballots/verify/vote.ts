import { CHOICES } from '../../../kernel/ballot/cast.ts'
import { addSums, sumsOpen } from '../../../kernel/ballot/sealed/sums.ts'
import { canonical, type Json } from '../../../kernel/journal/canonical.ts'
import { dateOf, parseInstant } from '../../../kernel/time.ts'
import { sha256 } from '../../../platform/journal/sha256.ts'
import { outcomeOf } from '../rules/bundle/count.ts'
import { registerHash } from '../rules/bundle/hashes.ts'
import type { MotionCount, RegisterRow, VoteHeader } from '../rules/bundle/types.ts'
import { type ReadVote, readVote } from './read.ts'
import { checkStream, type StreamReport } from './stream.ts'
import { CHECKS, type CheckedBallot, type ChunkReport, type Fault, fault, unless } from './types.ts'

export type VoteReport = {
  readonly verified: boolean
  readonly header: VoteHeader
  readonly groups: number
  readonly areaDm2: number
  readonly ballots: number
  readonly sealed: number
  readonly motions: readonly MotionCount[]
  readonly refused: Readonly<Record<string, number>>
  readonly stream: StreamReport
  readonly faults: readonly Fault[]
}

/** The same value twice, or out of order, among values that ascend. */
const orderFaults = (
  groups: readonly string[],
  twice: (group: string) => Fault,
  order: () => Fault,
): readonly Fault[] => {
  const seen = new Set<string>()
  const doubled = groups.filter(group => seen.size === seen.add(group).size)
  const falls = groups.some((group, at) => at > 0 && group < (groups[at - 1] ?? ''))
  return [...doubled.map(twice), ...(falls ? [order()] : [])]
}

const registerFaults = (header: VoteHeader, register: readonly RegisterRow[]): readonly Fault[] => [
  ...orderFaults(
    register.map(({ group }) => group),
    group => fault('register', 'register-order', '在名册里出现两次', { group }),
    () => fault('register', 'register-order', '名册没有按代号排列'),
  ),
  ...unless(registerHash(sha256, register) === header.register, () =>
    fault('register', 'register-replaced', '名册的内容与公告的指纹不符: 有行被改、删或添'),
  ),
]

const windowFaults = ({ opens, closes }: VoteHeader): readonly Fault[] => {
  const [from, to] = [parseInstant(opens), parseInstant(closes)]
  return unless(from !== undefined && to !== undefined && from < to, () =>
    fault('window', 'outside-window', '截止时间不在开始时间之后'),
  )
}

/** Of two ballots that are alike, the copy is the one whose proof does not hold where it stands. */
const copyFaults = (ballots: readonly CheckedBallot[], bad: readonly Fault[]): readonly Fault[] => {
  type Place = { readonly group: string; readonly motion: string }
  const isBad = ({ group, motion }: Place): boolean => bad.some(one => one.group === group && one.motion === motion)
  const seen = new Map<string, Place>()
  return ballots.flatMap(({ group, marks }) =>
    marks.flatMap(([motion, mark]): readonly Fault[] => {
      const [here, before] = [{ group, motion }, seen.get(mark)]
      seen.set(mark, here)
      if (before === undefined || mark === '') return []
      const [copy, from] = isBad(before) ? [before, here] : [here, before]
      return [fault('proofs', 'replayed', `与 ${from.group} 的事项 ${from.motion} 的选票相同: 一张票用了两次`, copy)]
    }),
  )
}

const castFaults = (ballots: readonly CheckedBallot[]): readonly Fault[] =>
  orderFaults(
    ballots.map(({ group }) => group),
    group => fault('once', 'already-cast', '有两张选票', { group }),
    () => fault('file', 'ballot-order', '选票没有按代号排列: 次序可能透露投票先后'),
  )

const same = (a: unknown, b: unknown): boolean => canonical(a as Json) === canonical(b as Json)

/** Whether the stated sums are those of the sealed ballots. */
const sumFaults = (chunks: readonly ChunkReport[], at: number, { motion, sums }: MotionCount): readonly Fault[] => {
  const parts = chunks.flatMap(({ motions }) => motions[at] ?? [])
  const sealed = parts.reduce((sum, part) => sum + part.sealed, 0)
  const heads = CHOICES.reduce((sum, choice) => sum + sums.heads[choice][0], 0)
  const open = sumsOpen(addSums(parts.map(part => part.sums)), sums)
  const closed = CHOICES.filter(choice => !open[choice])
  return [
    ...unless(heads === sealed, () => fault('sums', 'sum', `计了 ${heads} 票,包里有 ${sealed} 票`, { motion })),
    ...unless(closed.length === 0, () =>
      fault('sums', 'sum', `${closed.map(choice => WORD[choice]).join('、')}的人数或面积合计与封存的票不符`, {
        motion,
      }),
    ),
  ]
}

const motionFaults = (
  { header, register, chunks }: ReadVote,
  at: number,
  stated: MotionCount | undefined,
): readonly Fault[] => {
  const one = header.motions[at]
  if (one === undefined || stated?.motion !== one.motion)
    return [fault('result', 'result', '没有这一项的计票,或次序不对', one && { motion: one.motion })]
  const { motion } = one
  const sums = sumFaults(chunks, at, stated)
  const outcome = outcomeOf(header, one, register, stated.sums)
  if (outcome === undefined)
    return [...sums, fault('result', 'no-rule-in-force', `${header.date} 没有适用的规则`, { motion })]
  return [
    ...sums,
    ...unless(same([outcome.turnout, outcome.assent], [stated.turnout, stated.assent]), () =>
      fault('result', 'turnout', '参与或同意的人数、面积与合计不符', { motion }),
    ),
    ...unless(outcome.result === stated.result, () =>
      fault('result', 'result', `写的是${RESULT[stated.result]},按规则重算是${RESULT[outcome.result]}`, { motion }),
    ),
  ]
}

export const WORD = { agree: '同意', oppose: '反对', abstain: '弃权' } as const
export const RESULT = { passed: '通过', rejected: '未通过', 'no-quorum': '参与人数或面积不足' } as const

/**
 * Checks a published vote, and counts it anew. Asks no server.
 * @param key the city's public key to trust  @param since a signed state of the journal kept from before
 * @returns undefined when the first line is not the header of a vote
 */
export const verifyVote = async (
  lines: Iterable<string>,
  key?: string,
  since?: string,
): Promise<VoteReport | undefined> => {
  const read = await readVote(lines)
  if (read === undefined) return undefined
  const { header, register, chunks, count } = read
  const ballots = chunks.flatMap(chunk => chunk.ballots)
  const stream = checkStream(header, ballots, count, read.journal, key, since)
  const counts = header.motions.flatMap((_, at) => motionFaults(read, at, count?.motions[at]))
  const more = (count?.motions.length ?? 0) > header.motions.length
  const forged = chunks.flatMap(chunk => chunk.faults)
  const found: readonly Fault[] = [
    ...read.faults,
    ...registerFaults(header, register),
    ...windowFaults(header),
    ...castFaults(ballots),
    ...forged,
    ...copyFaults(ballots, forged),
    ...counts,
    ...unless(!more, () => fault('result', 'result', '计票里有议题之外的事项')),
    ...stream.faults,
  ]
  // In the order of the checks; within one, as they were found.
  const faults = CHECKS.flatMap(check => found.filter(one => one.check === check))
  return {
    verified: faults.length === 0,
    header,
    groups: register.length,
    areaDm2: register.reduce((sum, { areaDm2 }) => sum + areaDm2, 0),
    ballots: ballots.length,
    sealed: chunks.flatMap(chunk => chunk.motions).reduce((sum, one) => sum + one.sealed, 0),
    motions: count?.motions ?? [],
    refused: count?.refused ?? {},
    stream,
    faults,
  }
}

export const dayOf = (text: string): string => {
  const at = parseInstant(text)
  return at === undefined ? text : dateOf(at)
}
