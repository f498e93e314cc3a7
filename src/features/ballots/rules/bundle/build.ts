import { canonical, type Json } from '../../../../kernel/journal/canonical.ts'
import { byGroup } from './hashes.ts'
import { BUNDLE_FORMAT, type VoteBundle } from './types.ts'

const parsed = (line: string): Json => JSON.parse(line) as Json

/**
 * The lines of a published vote, without line ends: header, register, ballots, count, journal, and how many lines there were.
 * Each is canonical JSON; register and ballots are sorted by pseudonym, so the same vote always gives the same bytes, and
 * the order tells nothing of who came when. One line at a time: a large vote is never in memory as one text.
 */
export function* voteBundle({ header, register, ballots, count, journal }: VoteBundle): Generator<string> {
  yield canonical({ format: BUNDLE_FORMAT, header })
  for (const { group, areaDm2 } of byGroup(register)) yield canonical({ register: { group, areaDm2 } })
  for (const { group, day, sealed } of byGroup(ballots)) yield canonical({ ballot: { group, day, sealed } })
  yield canonical({ count })
  for (const line of journal) yield canonical({ journal: parsed(line) })
  yield canonical({ end: 2 + register.length + ballots.length + journal.length })
}
