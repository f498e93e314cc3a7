/** The door of what villages decide. */
export { columns } from './columns.ts'
export { villageDecision } from './feature.ts'
export { FOUR_AND_TWO, FOUR_ONE_AND_TWO } from './rules/definition.ts'
