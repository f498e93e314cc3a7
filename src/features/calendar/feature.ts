import { MINUTE_MS } from '../../kernel/time.ts'
import { feature } from '../../platform/feature.ts'
import { followCalendar } from './commands.ts'
import { REFUSALS } from './refusals.ts'
import { routes } from './routes.ts'
import { terms } from './terms.ts'

export const calendar = feature({
  id: 'calendar',
  zh: '工作日历',
  rows: ['S4-045', 'S4-046', 'S4-048'],
  terms,
  refusals: REFUSALS,
  routes,
  sweeps: [{ id: 'calendar.follow', everyMs: MINUTE_MS, run: followCalendar }],
  folder: import.meta.dirname,
})
