/** The door of volunteering: the register, and the event that a service was recorded. */
export { columns } from './columns.ts'
export { SERVICE_RECORDED, type ServiceRecorded } from './events.ts'
export { volunteering } from './feature.ts'
export { recordedWithin, type ServiceRow, serviceById, servicesByIds, servicesFor } from './store/services.ts'
export { type VolunteerRow, volunteerByNo, volunteerOf, volunteersByIds } from './store/volunteers.ts'
