import { type Tally, type Threshold, tally, type Verdict } from '../../../kernel/ballot/tally.ts'
import { meets, needed, type Share, TWO_THIRDS } from '../../../kernel/share.ts'
import type { Params } from './params.ts'
import type { Meeting } from './state.ts'

/** 半数以上: the half is included. */
const HALF: Share = { atLeast: [1, 2] }

const heads = (count: number): bigint => BigInt(count)

/**
 * What a meeting of party members comes to: two thirds of all members there, and half of those who should have come
 * (or, where a place says so, of those who came) in favour.
 * @param members 党员总数
 */
export const deliberation = (meeting: Meeting, members: number, base: Params['membersBase']): Verdict => {
  if (!meets(TWO_THIRDS, heads(meeting.present), heads(members))) return 'no-quorum'
  return meets(HALF, heads(meeting.agree), heads(meeting[base])) ? 'passed' : 'rejected'
}

/** What a meeting of villagers or their representatives comes to, by the law of its day. */
export const resolution = (meeting: Meeting, law: Threshold): Tally<'heads'> =>
  tally(law, {
    heads: { all: heads(meeting.due), present: heads(meeting.present), agree: heads(meeting.agree) },
  })

/** How many have to come for a meeting to count; 0 where the law asks for none. */
export const quorumOf = (due: number, law: Threshold): number =>
  law.turnout === null ? 0 : Number(needed(law.turnout, heads(due)))

/** How many of all members have to come. @param members 党员总数 */
export const membersQuorum = (members: number): number => Number(needed(TWO_THIRDS, heads(members)))
