/** The door of housekeeping: what could not be delivered. */
export { operations } from './feature.ts'
