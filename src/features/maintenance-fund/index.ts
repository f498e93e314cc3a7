/** The door of the repair fund: dividing amounts and interest, exactly. */
export { maintenanceFund } from './feature.ts'
export { allocateLine, interestLine } from './lines.ts'
