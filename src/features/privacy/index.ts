/** The door of personal data: the catalogue of what is kept, and what the operator's verbs need. */
export { catalogue } from './catalogue.ts'
export { privacy } from './feature.ts'
export { type Retained, retain } from './retention.ts'
