import { consensus, countsByGroup, opinionsOf } from './rules/groups.ts'
import type { Votes } from './rules/votes.ts'

const MILLI = 1_000

/** What a discussion has come to, for programs: counts, groups, and what every group agrees or disagrees with. */
export const shownOpinions = (votes: Votes) => {
  const opinions = opinionsOf(votes)
  const counts = countsByGroup(votes, opinions)
  return {
    voters: votes.voters.length,
    statements: votes.tallies().map((tally, column) => ({
      ...tally,
      groups: counts.map(group => group[column] ?? { agree: 0, disagree: 0, said: 0 }),
    })),
    groups: counts.map((_, group) => ({
      group,
      voters: opinions.placed.filter(placed => placed.group === group).map(({ voter }) => voter),
    })),
    silhouette: Math.round(opinions.silhouette * MILLI) / MILLI,
    consensus: consensus(votes, counts),
  }
}
