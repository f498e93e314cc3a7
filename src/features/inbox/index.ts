/** The door of the inbox. */
export { inbox } from './feature.ts'
