import { meets, type Share } from '../share.ts'
import type { Cast } from './cast.ts'
import type { Electorate } from './electorate.ts'

/** A part of a whole in one measure: heads, households, or area in 0.01 m². */
export type Part = readonly [part: bigint, whole: bigint]

/** What a decision takes. Every measure that is counted has to reach each share. */
export type Threshold = {
  /** Of all who may vote, those who take part; null where the rule asks for none. */
  readonly turnout: Share | null
  readonly assent: Share
  /** What assent is measured against: those who took part, or all who may vote. */
  readonly of: 'present' | 'all'
}

export type Verdict = 'passed' | 'rejected' | 'no-quorum'

export type Count<Measure extends string> = Readonly<
  Record<Measure, { readonly all: bigint; readonly present: bigint; readonly agree: bigint }>
>

export type Tally<Measure extends string> = {
  readonly turnout: Readonly<Record<Measure, Part>> & { readonly met: boolean }
  readonly assent: Readonly<Record<Measure, Part>> & { readonly met: boolean }
  readonly result: Verdict
}

const partsOf = <Measure extends string>(
  count: Count<Measure>,
  part: (one: Count<Measure>[Measure]) => Part,
): Record<Measure, Part> => {
  const measures = Object.keys(count) as Measure[]
  return Object.fromEntries(measures.map(measure => [measure, part(count[measure])])) as Record<Measure, Part>
}

const allMeet = (share: Share, parts: Readonly<Record<string, Part>>): boolean =>
  Object.values(parts).every(([part, whole]) => meets(share, part, whole))

/** Turnout and assent in every measure, exactly, and what follows from them. */
export const tally = <Measure extends string>(threshold: Threshold, count: Count<Measure>): Tally<Measure> => {
  const took = partsOf(count, ({ present, all }) => [present, all])
  const assented = partsOf(count, ({ agree, present, all }) => [agree, threshold.of === 'all' ? all : present])
  const there = threshold.turnout === null || allMeet(threshold.turnout, took)
  const met = allMeet(threshold.assent, assented)
  return {
    turnout: { ...took, met: there },
    assent: { ...assented, met },
    result: !there ? 'no-quorum' : met ? 'passed' : 'rejected',
  }
}

/** Heads and areas of an owners' vote. */
export const countOwners = (
  { groups, areaDm2 }: Electorate,
  { choices }: Pick<Cast, 'choices'>,
): Count<'heads' | 'areaDm2'> => {
  const took = [...choices]
  const agreed = took.filter(([, choice]) => choice === 'agree')
  const area = (some: typeof took): bigint => some.reduce((sum, [group]) => sum + group.areaDm2, 0n)
  return {
    heads: { all: BigInt(groups.length), present: BigInt(took.length), agree: BigInt(agreed.length) },
    areaDm2: { all: areaDm2, present: area(took), agree: area(agreed) },
  }
}
