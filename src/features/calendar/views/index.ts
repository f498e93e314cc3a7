import { CalendarPage } from './public/calendar.tsx'

export const views = { 'calendar.public': CalendarPage }
