/** The door of what owners decide together. */
export { columns } from './columns.ts'
export { type Agenda, convene, nextNo as nextVoteNo } from './convene.ts'
export { DEMO_VOTE_DAYS, runDemoVote } from './demo.ts'
export { ownersVote } from './feature.ts'
export { type MotionOutcome, motionOutcome } from './motion.ts'
export { OWNERS_VOTE } from './rules/definition.ts'
