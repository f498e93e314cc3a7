import { dateOf, type LocalDate } from '../../kernel/time.ts'
import type { Fact, Round } from './rules/state.ts'
import type { ElectionFile, FactRow } from './store/facts.ts'

/** How one candidate did in a round. */
export type VotesShown = {
  readonly no: number
  readonly name: string
  readonly votes: number | null
  readonly elected: boolean
}

export type ContestShown = {
  readonly post: string
  readonly seats: number
  readonly left: number
  readonly candidates: readonly VotesShown[]
}

/** One polling day: what was handed out and came back, and the votes of each candidate. Sums alone. */
export type RoundShown = {
  readonly round: number
  readonly runoff: boolean
  readonly pollingOn: LocalDate
  readonly registered: number
  readonly issued: number | null
  readonly returned: number | null
  readonly invalid: number | null
  readonly void: string | null
  readonly contests: readonly ContestShown[]
}

export const shownRound = (round: Round, names: ReadonlyMap<number, string>): RoundShown => {
  const votes = new Map(round.count?.votes.map(each => [each.candidate, each.votes]))
  const elected = new Set(round.elected)
  const contests = round.contests.map(
    ({ post, seats, candidates }): ContestShown => ({
      post,
      seats,
      left: round.left.find(each => each.post === post)?.seats ?? 0,
      candidates: candidates
        .map(no => ({ no, name: names.get(no) ?? '', votes: votes.get(no) ?? null, elected: elected.has(no) }))
        .toSorted((a, b) => (b.votes ?? 0) - (a.votes ?? 0)),
    }),
  )
  const { issued = null, returned = null, invalid = null } = round.count ?? {}
  const { round: number, runoff, pollingOn, registered } = round
  return { round: number, runoff, pollingOn, registered, issued, returned, invalid, void: round.void, contests }
}

/** A paper of the election committee: what it says was done, when, and where it is kept. */
export type PaperShown = {
  readonly seq: number
  readonly action: string
  readonly on: LocalDate
  readonly until: LocalDate | null
  readonly record: string
  readonly note: string
  readonly scans: readonly string[]
  readonly leaf: string
}

/** The paper of a fact; nothing of facts without one. */
export const paperOf = (
  id: string,
  fact: Fact,
  row: FactRow,
  files: readonly ElectionFile[],
): readonly PaperShown[] => {
  if (row.record === '') return []
  const scans = files.flatMap(file => (file.seq === row.seq ? [`/api/elections/${id}/scans/${file.file}`] : []))
  return [
    {
      seq: row.seq,
      action: row.action,
      on: 'on' in fact ? fact.on : dateOf(row.at),
      until: 'until' in fact ? fact.until : null,
      record: row.record,
      note: row.note,
      scans,
      leaf: row.leaf.toString('hex'),
    },
  ]
}
