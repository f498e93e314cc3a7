import { feature } from '../../platform/feature.ts'
import { demo } from './demo.ts'
import { consumers, matchTask } from './match.ts'
import { sees } from './policy.ts'
import { REFUSALS } from './refusals.ts'
import { routes } from './routes.ts'
import { sweeps } from './sweeps.ts'
import { terms } from './terms.ts'

export const estate = feature({
  id: 'estate',
  zh: '小区与业主',
  rows: ['C'],
  terms,
  refusals: REFUSALS,
  routes,
  sees,
  consumers,
  sweeps,
  tasks: [matchTask],
  demo,
  folder: import.meta.dirname,
})
