import { feature } from '../../platform/feature.ts'
import { demo } from './demo.ts'
import { consumers, matchTask } from './match-person.ts'
import { own } from './own-parts.ts'
import { sees } from './policy.ts'
import { REFUSALS } from './refusals.ts'
import { routes } from './routes.ts'
import { sweeps } from './sweeps.ts'
import { terms } from './terms.ts'

export const volunteering = feature({
  id: 'volunteering',
  zh: '志愿服务',
  rows: ['D'],
  terms,
  refusals: REFUSALS,
  routes,
  sees,
  consumers,
  tasks: [matchTask],
  sweeps,
  demo,
  own,
  folder: import.meta.dirname,
})
