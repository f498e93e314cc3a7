/** The door of deliberation. */
export { columns } from './columns.ts'
export { TOPIC_CHANGED, type TopicChanged } from './events.ts'
export { deliberation } from './feature.ts'
export { shownOpinions } from './opinion-report.ts'
export { readVotes, type VotesFault } from './read-votes.ts'
