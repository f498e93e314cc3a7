import { feature } from '../../platform/feature.ts'
import { refusals } from './refusals.ts'
import { routes } from './routes.ts'
import { terms } from './terms.ts'

export const __camel__ = feature({
  id: '__kebab__',
  zh: '__zh__',
  rows: [],
  terms,
  refusals,
  routes,
  folder: import.meta.dirname,
})
