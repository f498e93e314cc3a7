import { castBallots } from '../../kernel/ballot/cast.ts'
import { elect } from '../../kernel/ballot/election.ts'
import { electorateOf, faultsOfRegister } from '../../kernel/ballot/electorate.ts'
import { countOwners, type Part, tally } from '../../kernel/ballot/tally.ts'
import type { Cite } from '../../kernel/cite.ts'
import { answered, faulty, isFaults, type LineAnswer, type LineFault } from '../../platform/lines/lines.ts'
import { type Case, type ElectionCase, type MeetingCase, type OwnersCase, readCase } from './input.ts'
import { ELECTIONS, electionRule, meetingRule } from './rules/meetings.ts'
import { ownersRule } from './rules/owners.ts'

type Answered = object | readonly LineFault[]

const NO_RULE: readonly LineFault[] = [
  { tag: 'no-rule-in-force', detail: 'no act in force on that date lets this body decide in this way' },
]

const shown = ([part, whole]: Part): readonly [number, number] => [Number(part), Number(whole)]
const basisOf = (cites: readonly Cite[]) => cites.map(({ source, article }) => ({ source, article }))

const owners = ({ item, date, units, ballots, opens, closes }: OwnersCase): Answered => {
  const rule = ownersRule(item, date)
  const faults: readonly LineFault[] = [
    ...(rule === undefined ? NO_RULE : []),
    ...faultsOfRegister(units).map(({ tag, unit }) => ({ tag, detail: `unit ${unit}` })),
    ...(opens > closes ? [{ tag: 'bad-window', detail: 'it closes before it opens' }] : []),
  ]
  if (rule === undefined || faults.length > 0) return faults
  const electorate = electorateOf(units)
  const cast = castBallots(electorate, { opens, closes }, ballots)
  const { turnout, assent, result } = tally(rule.threshold, countOwners(electorate, cast))
  return {
    turnout: { heads: shown(turnout.heads), areaDm2: shown(turnout.areaDm2), met: turnout.met },
    assent: { heads: shown(assent.heads), areaDm2: shown(assent.areaDm2), met: assent.met },
    result,
    refused: cast.refused,
    basis: basisOf(rule.basis),
  }
}

const meeting = ({ rule: body, mode, date, eligible, present, agree }: MeetingCase): Answered => {
  const found = meetingRule(body, mode, date)
  const faults: readonly LineFault[] = [
    ...(found === undefined ? NO_RULE : []),
    ...(present > eligible ? [{ tag: 'more-than-all', detail: 'more are present than may come' }] : []),
    ...(agree > present ? [{ tag: 'more-than-all', detail: 'more agree than are present' }] : []),
  ]
  if (found === undefined || faults.length > 0) return faults
  const one = { all: BigInt(eligible), present: BigInt(present), agree: BigInt(agree) }
  const { turnout, assent, result } = tally(found.rule, { present: one })
  return {
    turnout: { present: shown(turnout.present), met: turnout.met },
    assent: { agree: shown(assent.present), met: assent.met },
    result,
    basis: basisOf(found.basis),
  }
}

const election = ({ rule: body, mode, date, registered, voted, votes, seats }: ElectionCase): Answered => {
  const found = electionRule(body, mode, date)
  const counts = Object.entries(votes)
  const given = counts.reduce((sum, [, count]) => sum + count, 0)
  const faults: readonly LineFault[] = [
    ...(found === undefined ? NO_RULE : []),
    ...(voted > registered ? [{ tag: 'more-than-all', detail: 'more voted than are registered' }] : []),
    ...counts
      .filter(([, count]) => count > voted)
      .map(([name]) => ({ tag: 'more-than-all', detail: `${name} has more votes than were cast` })),
    ...(given > voted * seats ? [{ tag: 'more-than-all', detail: 'more names were chosen than there are seats' }] : []),
  ]
  if (found === undefined || faults.length > 0) return faults
  const { turnout, elected, runoff } = elect(found.rule.valid, found.rule.share, {
    registered: BigInt(registered),
    voted: BigInt(voted),
    votes: new Map(counts.map(([name, count]) => [name, BigInt(count)])),
    seats,
  })
  return { turnout: { voted: shown(turnout.voted), met: turnout.met }, elected, runoff, basis: basisOf(found.basis) }
}

const isElection = (one: Case): one is ElectionCase => (ELECTIONS as readonly string[]).includes(one.rule)

const answer = (one: Case): Answered =>
  one.rule === 'cc278' ? owners(one) : isElection(one) ? election(one) : meeting(one as MeetingCase)

/**
 * Counts one case, a line of JSON, exactly and by the rule that was in force on its date. A line that cannot be counted gets
 * `{"error":tag,"detail":…}`: the tag of the first fault, and all of them in words.
 */
export const tallyLine = (line: string): LineAnswer => {
  const read = readCase(line)
  const counted = isFaults(read) ? read : answer(read)
  if (!isFaults(counted)) return answered(counted)
  // That nothing was in force is what the law answers, and no fault of the line.
  if (counted.length === 1 && counted[0]?.tag === 'no-rule-in-force') return answered({ error: counted[0].tag })
  return faulty(counted)
}
