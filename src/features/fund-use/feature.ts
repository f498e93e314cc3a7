import { feature } from '../../platform/feature.ts'
import { objectionsOf } from '../../platform/personal/own.ts'
import { demo } from './demo.ts'
import { sees } from './policy.ts'
import { REFUSALS } from './refusals.ts'
import { routes } from './routes.ts'
import { OBJECTED } from './store/facts.ts'
import { terms } from './terms.ts'

export const fundUse = feature({
  id: 'fund-use',
  zh: '维修资金使用',
  rows: ['C'],
  terms,
  refusals: REFUSALS,
  routes,
  sees,
  demo,
  own: [objectionsOf(OBJECTED)],
  folder: import.meta.dirname,
})
