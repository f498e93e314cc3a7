import { feature } from '../../platform/feature.ts'
import { demo } from './demo.ts'
import { own } from './own-parts.ts'
import { sees } from './policy.ts'
import { REFUSALS } from './refusals.ts'
import { routes } from './routes.ts'
import { terms } from './terms.ts'

export const maintenanceFund = feature({
  id: 'maintenance-fund',
  zh: '住宅专项维修资金',
  rows: ['C'],
  terms,
  refusals: REFUSALS,
  routes,
  sees,
  demo,
  own,
  folder: import.meta.dirname,
})
