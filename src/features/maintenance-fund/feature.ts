import { feature } from '../../platform/feature.ts'
import { terms } from './terms.ts'

export const maintenanceFund = feature({
  id: 'maintenance-fund',
  zh: '维修资金分摊与计息',
  rows: ['C'],
  terms,
  refusals: {},
  routes: [],
  folder: import.meta.dirname,
})
