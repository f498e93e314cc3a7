import { CHOICES, type Choice } from '../../../../kernel/ballot/cast.ts'
import { sumOpenings } from '../../../../kernel/ballot/sealed/sums.ts'
import type { Sums } from '../../../../kernel/ballot/sealed/types.ts'
import { type Count, type Part, type Tally, tally } from '../../../../kernel/ballot/tally.ts'
import { ownersRule } from '../owners.ts'
import type { GroupOpening, Measures, Motion, MotionCount, RegisterRow, VoteCount, VoteHeader } from './types.ts'

const shown = ([part, whole]: Part): readonly [number, number] => [Number(part), Number(whole)]
const measures = ({ heads, areaDm2, met }: Tally<'heads' | 'areaDm2'>['turnout']): Measures => ({
  heads: shown(heads),
  areaDm2: shown(areaDm2),
  met,
})

const whole = (register: readonly RegisterRow[]) => ({
  heads: BigInt(register.length),
  areaDm2: register.reduce((sum, { areaDm2 }) => sum + BigInt(areaDm2), 0n),
})

const countOf = (register: readonly RegisterRow[], sums: Sums): Count<'heads' | 'areaDm2'> => {
  const all = whole(register)
  const sum = (measure: 'heads' | 'areaDm2', choices: readonly Choice[]): bigint =>
    choices.reduce((total, choice) => total + BigInt(sums[measure][choice][0]), 0n)
  const one = (measure: 'heads' | 'areaDm2') => ({
    all: all[measure],
    present: sum(measure, CHOICES),
    agree: sum(measure, ['agree']),
  })
  return { heads: one('heads'), areaDm2: one('areaDm2') }
}

/** What follows from the sums of a motion, by the rule in force; undefined when no rule was in force on that day. */
export const outcomeOf = (
  { date }: Pick<VoteHeader, 'date'>,
  { item }: Pick<Motion, 'item'>,
  register: readonly RegisterRow[],
  sums: Sums,
): Omit<MotionCount, 'motion' | 'sums'> | undefined => {
  const rule = ownersRule(item, date)
  if (rule === undefined) return undefined
  const { turnout, assent, result } = tally(rule.threshold, countOf(register, sums))
  return { turnout: measures(turnout), assent: measures(assent), result }
}

/**
 * Counts a vote from the openings of its ballots. Opens sums only.
 * @param refused how many ballots were refused, by reason
 * Throws when a group is not in the register or no rule was in force: both are refused before a vote opens.
 */
export const countVote = (
  header: Pick<VoteHeader, 'date' | 'motions'>,
  register: readonly RegisterRow[],
  ballots: readonly GroupOpening[],
  refused: VoteCount['refused'],
): VoteCount => {
  const areas = new Map(register.map(({ group, areaDm2 }) => [group, areaDm2]))
  const areaOf = (group: string): number => {
    const areaDm2 = areas.get(group)
    if (areaDm2 === undefined) throw new Error(`the register has no group ${group}`)
    return areaDm2
  }
  return {
    refused,
    motions: header.motions.map(one => {
      const openings = ballots.flatMap(({ group, openings }) => {
        const opening = openings[one.motion]
        return opening === undefined ? [] : [{ opening, areaDm2: areaOf(group) }]
      })
      const sums = sumOpenings(openings)
      const outcome = outcomeOf(header, one, register, sums)
      if (outcome === undefined) throw new Error(`no rule in force on ${header.date}`)
      return { motion: one.motion, sums, ...outcome }
    }),
  }
}
