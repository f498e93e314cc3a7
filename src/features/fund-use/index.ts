/** The door of uses of the repair fund: how money is asked for, approved, set aside and paid. */
export { columns } from './columns.ts'
export { fundUse } from './feature.ts'
export { AFTER_TRANSFER, BEFORE_TRANSFER } from './rules/definition.ts'
