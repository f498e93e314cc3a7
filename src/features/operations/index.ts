export { columns } from './columns.ts'
/** The door of housekeeping: what could not be delivered, what is announced, how the installation is. */
export {
  announceMaintenance,
  discardDelivery,
  recordUpgrade,
  reviveDelivery,
  withdrawMaintenance,
} from './commands.ts'
export { operations } from './feature.ts'
export { maintenanceOf, noteServed, noteUpgraded, versionsServed } from './store.ts'
