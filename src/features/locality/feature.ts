import { feature } from '../../platform/feature.ts'
import { REFUSALS } from './refusals.ts'
import { routes } from './routes.ts'
import { TERMS } from './terms.ts'

export const locality = feature({
  id: 'locality',
  zh: '规则参数',
  rows: [],
  terms: TERMS,
  refusals: REFUSALS,
  routes,
  folder: import.meta.dirname,
})
