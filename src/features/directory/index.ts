/** The door of the directory: divisions, grids, organisations, roles. */

export { columns } from './columns.ts'
export { type DemoAccount, demoAccounts } from './demo.ts'
export { DEMO_RESIDENTS, demoResident } from './demo-plan.ts'
export { loadDivisions } from './divisions.ts'
export { directory } from './feature.ts'
export { type Founding, foundCity, nameOfCity } from './found.ts'
export { type AreaImport, exportAreas, importAreas, sayFault } from './import-areas.ts'
export { type Appointment, appoint } from './people.ts'
export { APPOINTED, isAppointed, ROLES, type Role, type RoleId } from './roles.ts'
export { isOrganisationKind, ORGANISATION_KINDS, type OrganisationKind } from './rules/organisation-kinds.ts'
export { namesByCode, townOptions, withinCity, yearlyByTown } from './shown.ts'
export {
  type Area,
  areaAt,
  areaFullName,
  areaName,
  areaNames,
  childrenOf,
  communitiesOf,
  firstVillage,
  type Grid,
  gridsOf,
  type PickerOption,
  pathOfCity,
  pickerOptions,
  searchAreas,
  townsOf,
} from './store/areas.ts'
export {
  type Organisation,
  organisationAt,
  organisationFor,
  organisationNames,
  organisationsOfKind,
} from './store/organisations.ts'
export { type Tiles, tilesOf } from './tiles.ts'
