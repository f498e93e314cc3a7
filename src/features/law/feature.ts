import { feature } from '../../platform/feature.ts'
import { routes } from './routes.ts'
import { terms } from './terms.ts'

export const law = feature({
  id: 'law',
  zh: '依据',
  rows: ['X'],
  terms,
  refusals: {},
  routes,
  folder: import.meta.dirname,
})
