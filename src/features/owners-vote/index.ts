/** The door of what owners decide together. */
export { columns } from './columns.ts'
export { ownersVote } from './feature.ts'
export { OWNERS_VOTE } from './rules/definition.ts'
