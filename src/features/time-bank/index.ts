/** The door of the time bank. */
export { columns } from './columns.ts'
export { timeBank } from './feature.ts'
