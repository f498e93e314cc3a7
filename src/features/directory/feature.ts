import { feature } from '../../platform/feature.ts'
import { demoPeople } from './demo.ts'
import { sees } from './policy.ts'
import { REFUSALS } from './refusals.ts'
import { routes } from './routes.ts'
import { TERMS } from './terms.ts'

export const directory = feature({
  id: 'directory',
  zh: '区划、组织与任职',
  rows: ['S4-040', 'S4-041', 'S4-042', 'S4-043'],
  terms: TERMS,
  refusals: REFUSALS,
  routes,
  sees,
  folder: import.meta.dirname,
  demo: demoPeople,
})
