/** The door of work orders: what others may do with them and what they may hear. */
export { type Accepted, accept, nextOrderNo, type Report } from './accept.ts'
export { type Acted, act, type Env } from './commands.ts'
export { doVerb } from './deeds.ts'
export { ORDER_CHANGED, type OrderChanged } from './events.ts'
export { workOrderFeature } from './feature.ts'
export { type ImportDone, importHistory } from './import/run.ts'
export { type Recomputed, recompute } from './recompute.ts'
