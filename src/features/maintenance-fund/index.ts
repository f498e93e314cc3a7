/** The door of the repair fund: its books, what a use may hold and pay, and dividing amounts and interest exactly. */
export { columns } from './columns.ts'
export { deposit } from './deposits.ts'
export { maintenanceFund } from './feature.ts'
export { allocateLine, interestLine } from './lines.ts'
export { openFund } from './open.ts'
export { type Part, split, type Weighed } from './rules/allocate.ts'
export { type Fund, fundOf } from './store/funds.ts'
export { type PaidIn, paidByPart } from './store/housing.ts'
export type { AccountPart, UnitStanding } from './store/units.ts'
export { heldFor, type OpenHold, type PaidPart, paidFor } from './store/uses.ts'
export {
  type Hold,
  holdForUse,
  type Pay,
  payHeld,
  releaseHeld,
  reversePaid,
  type Shortfall,
  scopeAccounts,
  shortfallsOf,
  type UsePart,
} from './uses.ts'
