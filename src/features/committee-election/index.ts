/** The door of committee elections. */
export { columns } from './columns.ts'
export { committeeElection } from './feature.ts'
export { RESIDENTS_ELECTION, VILLAGERS_ELECTION } from './rules/definition.ts'
