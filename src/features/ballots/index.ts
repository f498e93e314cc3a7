/** The door of the rules of votes. */
export { type BudgetAnswer, budgetAnswer } from './budget-answer.ts'
export { ballots } from './feature.ts'
export { tallyLine } from './lines.ts'
export { type BudgetFile, readBudgetFile } from './read-pb.ts'
export {
  type BudgetVote,
  type Project,
  type ProjectTally,
  selectWithin,
  tallyBudget,
} from './rules/budget.ts'
export { voteBundle } from './rules/bundle/build.ts'
export { countVote, outcomeOf } from './rules/bundle/count.ts'
export {
  ballotFacts,
  contextOf,
  countFacts,
  groupPseudonym,
  headerFacts,
  registerHash,
} from './rules/bundle/hashes.ts'
export {
  BUNDLE_FORMAT,
  type GroupBallot,
  type GroupOpening,
  type Motion,
  type MotionCount,
  type Receipt,
  type RegisterRow,
  type VoteBundle,
  type VoteCount,
  type VoteHeader,
} from './rules/bundle/types.ts'
export { type ElectionRule, electionRule, meetingRule } from './rules/meetings.ts'
export { type Item, ownersRule } from './rules/owners.ts'
export { type Sealer, sealer } from './seal-thread.ts'
export { runVoteVerifier } from './verify/run.ts'
export { isVoteBundle } from './verify/shapes.ts'
export { type VoteReport, verifyVote } from './verify/vote.ts'
