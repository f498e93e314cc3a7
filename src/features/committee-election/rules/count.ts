import { elect, electAgain } from '../../../kernel/ballot/election.ts'
import type { Share } from '../../../kernel/share.ts'
import type { Contest, Count, Round, Void } from './state.ts'

/** What the act asks of a poll, and of whoever is elected in its first round. */
export type ElectionLaw = { readonly valid: Share; readonly share: Share }

type Outcome = Pick<Round, 'void' | 'elected' | 'left'>

const votesIn = (count: Count, { candidates }: Contest): ReadonlyMap<string, bigint> => {
  const votes = new Map(count.votes.map(each => [each.candidate, each.votes]))
  return new Map(candidates.map(no => [String(no), BigInt(votes.get(no) ?? 0)]))
}

const faulty = (law: ElectionLaw, round: Round, count: Count): Void | null => {
  if (count.returned > count.issued) return 'more-returned'
  if (round.runoff) return null
  const { turnout } = elect(law.valid, law.share, {
    registered: BigInt(round.registered),
    voted: BigInt(count.returned),
    votes: new Map(),
    seats: 1,
  })
  return turnout.met ? null : 'turnout'
}

/**
 * What a round comes to, post by post. Those who voted are the ballots that came back, invalid ones among them.
 * @returns who is elected, and the seats that are left with those who stand for them next; nobody, when the round is void
 */
export const outcomeOf = (law: ElectionLaw, round: Round, count: Count): Outcome => {
  const why = faulty(law, round, count)
  if (why !== null) return { void: why, elected: [], left: round.contests }
  const voted = BigInt(count.returned)
  const done = round.contests.map(contest => {
    const votes = { voted, votes: votesIn(count, contest), seats: contest.seats }
    const { elected, runoff } = round.runoff
      ? electAgain(votes)
      : elect(law.valid, law.share, { ...votes, registered: BigInt(round.registered) })
    return { post: contest.post, elected: elected.map(Number), runoff }
  })
  return {
    void: null,
    elected: done.flatMap(({ elected }) => elected),
    left: done.flatMap(({ post, runoff }) =>
      runoff === null ? [] : [{ post, seats: runoff.seats, candidates: runoff.candidates.map(Number) }],
    ),
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0)

/** What is wrong with the numbers of a count, by the names of the fields; nothing when they fit. */
export const misfits = (round: Round, count: Count): readonly string[] => {
  const valid = count.returned - count.invalid
  const votes = new Map(count.votes.map(each => [each.candidate, each.votes]))
  const stand = round.contests.flatMap(({ candidates }) => candidates)
  return [
    ...(count.issued > round.registered ? ['issued'] : []),
    ...(count.invalid > count.returned ? ['invalid'] : []),
    ...(votes.size === stand.length && count.votes.length === stand.length && stand.every(no => votes.has(no))
      ? []
      : ['votes']),
    ...stand.filter(no => (votes.get(no) ?? 0) > valid).map(no => `votes.${no}`),
    ...round.contests
      .filter(({ seats, candidates }) => sum(candidates.map(no => votes.get(no) ?? 0)) > seats * valid)
      .map(({ post }) => post),
  ]
}

/** Where two entries of one count differ, by the names of the fields. */
export const differences = (first: Count, second: Count): readonly string[] => {
  const votes = new Map(first.votes.map(each => [each.candidate, each.votes]))
  return [
    ...(['issued', 'returned', 'invalid'] as const).filter(field => first[field] !== second[field]),
    ...second.votes
      .filter(each => votes.get(each.candidate) !== each.votes)
      .map(({ candidate }) => `votes.${candidate}`),
  ]
}
