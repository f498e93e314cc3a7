/** The door of deliberation. */
export { deliberation } from './feature.ts'
export { readVotes, type VotesFault } from './read-votes.ts'
export { shownOpinions } from './shown.ts'
