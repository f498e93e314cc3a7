import { feature } from '../../platform/feature.ts'
import { consumers } from './credit.ts'
import { demo } from './demo.ts'
import { sweeps } from './expire.ts'
import { own } from './own-parts.ts'
import { sees } from './policy.ts'
import { REFUSALS } from './refusals.ts'
import { routes } from './routes.ts'
import { terms } from './terms.ts'

export const timeBank = feature({
  id: 'time-bank',
  zh: '时间银行',
  rows: ['D'],
  terms,
  refusals: REFUSALS,
  routes,
  sees,
  consumers,
  sweeps,
  demo,
  own,
  folder: import.meta.dirname,
})
