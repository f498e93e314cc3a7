/** The door of the law: its pages, and rules as pages show them. */
export { law } from './feature.ts'
export { shownBasis } from './sources.ts'
