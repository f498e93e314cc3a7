import { feature } from '../../platform/feature.ts'
import { demo } from './demo.ts'
import { sees } from './policy.ts'
import { REFUSALS } from './refusals.ts'
import { routes } from './routes.ts'
import { terms } from './terms.ts'

export const communityBudget = feature({
  id: 'community-budget',
  zh: '村（社区）经费',
  rows: ['C', 'E'],
  terms,
  refusals: REFUSALS,
  routes,
  sees,
  demo,
  folder: import.meta.dirname,
})
