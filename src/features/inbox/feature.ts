import { feature } from '../../platform/feature.ts'
import { routes } from './routes.ts'
import { terms } from './terms.ts'

export const inbox = feature({
  id: 'inbox',
  zh: '通知',
  rows: [],
  terms,
  refusals: {},
  routes,
  folder: import.meta.dirname,
})
