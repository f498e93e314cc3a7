/** The door of estates: the register of units and owners, and the bodies of owners. */
export { columns } from './columns.ts'
export { DEMO_ESTATE_NAME } from './demo-register.ts'
export { estate } from './feature.ts'
export { parkingCounts, registerFaults } from './register.ts'
export type { FaultKind, RegisterFault } from './rules/faults.ts'
export { type EstateLine, estateById, estateByName, estatesUnder, lockEstate } from './store/estates.ts'
export { estateNames, parkingSettled } from './store/for-votes.ts'
export { type EstateUnit, type Owned, ownedBy, type Scope, unitsOn } from './store/units.ts'
