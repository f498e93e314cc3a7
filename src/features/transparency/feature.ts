import { feature } from '../../platform/feature.ts'
import { refusals } from './refusals.ts'
import { routes } from './routes.ts'
import { terms } from './terms.ts'

export const transparency = feature({
  id: 'transparency',
  zh: '公开日志',
  rows: [],
  terms,
  refusals,
  routes,
  folder: import.meta.dirname,
})
