import { feature } from '../../platform/feature.ts'
import { demo } from './demo.ts'
import { own } from './own-parts.ts'
import { sees } from './policy.ts'
import { consumers } from './reactions.ts'
import { REFUSALS } from './refusals.ts'
import { routes } from './routes.ts'
import { terms } from './terms.ts'

export const deliberation = feature({
  id: 'deliberation',
  zh: '议事协商',
  rows: ['C'],
  terms,
  refusals: REFUSALS,
  routes,
  sees,
  consumers,
  demo,
  own,
  folder: import.meta.dirname,
})
