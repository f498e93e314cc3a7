/** The door of the rules of votes. */
export { ballots } from './feature.ts'
export { tallyLine } from './lines.ts'
export { meetingRule } from './rules/meetings.ts'
