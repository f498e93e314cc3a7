import { randomBytes } from 'node:crypto'
import { checkSealed } from '../../../kernel/ballot/sealed/check.ts'
import { sumSealed, writeSums } from '../../../kernel/ballot/sealed/sums.ts'
import type { Sealed } from '../../../kernel/ballot/sealed/types.ts'
import { dateOf, parseInstant } from '../../../kernel/time.ts'
import { sha256 } from '../../../platform/journal/sha256.ts'
import { ballotHash, contextOf } from '../rules/bundle/hashes.ts'
import type { GroupBallot, VoteHeader } from '../rules/bundle/types.ts'
import { readBallot } from './shapes.ts'
import { type CheckedBallot, type ChunkReport, type Fault, fault, type Ground, unless } from './types.ts'

type One = { readonly group: string; readonly motion: string; readonly sealed: Sealed }

const dayOf = (text: string): string => {
  const at = parseInstant(text)
  return at === undefined ? '' : dateOf(at)
}

const markOf = (sealed: Sealed): string => (Array.isArray(sealed?.commitments) ? String(sealed.commitments[0]) : '')

const faultsOf = (
  { opens, closes, motions }: VoteHeader,
  known: boolean,
  { group, day, sealed }: GroupBallot,
): readonly Fault[] => {
  const strange = Object.keys(sealed).filter(motion => motions.every(one => one.motion !== motion))
  const inside = day >= dayOf(opens) && day <= dayOf(closes)
  return [
    ...unless(known, () => fault('once', 'unknown-group', '名册里没有这户业主', { group })),
    ...unless(inside, () => fault('window', 'outside-window', `${day} 不在表决期间内`, { group })),
    ...strange.map(motion => fault('proofs', 'unknown-motion', '议题中没有这一项', { group, motion })),
    ...unless(Object.keys(sealed).length > 0, () => fault('proofs', 'proof', '一项都没有表决', { group })),
  ]
}

/** Bad ballots that are named in one part, and how many of them are asked where they came from. */
const [NAMED_MAX, ASKED_MAX] = [100, 10]

/** Says where a ballot came from when its proof holds for another motion of this vote. */
const proofFault = (header: VoteHeader, { group, motion, sealed }: One, asked: boolean): Fault => {
  const others = asked ? header.motions.filter(one => one.motion !== motion) : []
  const from = others.find(
    one => checkSealed([{ context: contextOf(header, group, one.motion), sealed }], randomBytes).length === 0,
  )
  return from === undefined
    ? fault('proofs', 'proof', '证明不成立: 是伪造或改动的,或是从别的表决、别的业主处搬来的', { group, motion })
    : fault('proofs', 'replayed', `这张票是为事项 ${from.motion} 封存的,被搬到这里`, { group, motion })
}

/** Checks some ballot lines against the vote and its register, and adds them up, still sealed. */
export const checkChunk = ({ header, register }: Ground, lines: readonly string[]): ChunkReport => {
  const areas = new Map(register.map(({ group, areaDm2 }) => [group, areaDm2]))
  const faults: Fault[] = []
  const ballots: CheckedBallot[] = []
  const all: One[] = []
  for (const line of lines) {
    const ballot = readBallot(line)
    if (ballot === undefined) {
      faults.push(fault('file', 'spelling', `这一行不是合格的选票: ${line.slice(0, 100)}`))
      continue
    }
    const { group, day, sealed } = ballot
    const own = Object.entries(sealed).map(([motion, one]): One => ({ group, motion, sealed: one }))
    faults.push(...faultsOf(header, areas.has(group), ballot))
    all.push(...own.filter(({ motion }) => header.motions.some(one => one.motion === motion)))
    const marks = own.map(({ motion, sealed: one }) => [motion, markOf(one)] as const)
    ballots.push({ group, day, hash: ballotHash(sha256, ballot), marks })
  }
  const bad = checkSealed(
    all.map(({ group, motion, sealed }) => ({ context: contextOf(header, group, motion), sealed })),
    randomBytes,
    NAMED_MAX,
  )
  faults.push(...bad.flatMap(at => all[at] ?? []).map((one, at) => proofFault(header, one, at < ASKED_MAX)))
  if (bad.length >= NAMED_MAX)
    faults.push(fault('proofs', 'proof', `这一段 ${all.length} 张票中证明不成立的太多,只指出了 ${bad.length} 张`))
  const motions = header.motions.map(({ motion }) => {
    const own = all.filter(one => one.motion === motion && areas.has(one.group))
    const weighed = own.map(({ group, sealed }) => ({ sealed, areaDm2: areas.get(group) ?? 0 }))
    // One that cannot be read has been named, and counts for nothing.
    const sums = sumSealed(weighed) ?? sumSealed(weighed.filter(one => sumSealed([one]) !== undefined))
    if (sums === undefined) throw new Error('ballots that can be read have a sum')
    return { sealed: own.length, sums: writeSums(sums) }
  })
  return { ballots, faults, motions }
}
