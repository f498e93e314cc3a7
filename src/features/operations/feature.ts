import { feature } from '../../platform/feature.ts'
import { refusals } from './refusals.ts'
import { routes } from './routes.ts'
import { terms } from './terms.ts'

export const operations = feature({
  id: 'operations',
  zh: '系统运行',
  rows: [],
  terms,
  refusals,
  routes,
  folder: import.meta.dirname,
})
