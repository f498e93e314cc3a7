import { feature } from '../../platform/feature.ts'
import { demo } from './demo.ts'
import { own } from './own-parts.ts'
import { sees } from './policy.ts'
import { REFUSALS } from './refusals.ts'
import { routes } from './routes.ts'
import { terms } from './terms.ts'

export const ownersVote = feature({
  id: 'owners-vote',
  zh: '业主共同决定',
  rows: ['C'],
  terms,
  refusals: REFUSALS,
  routes,
  sees,
  demo,
  own,
  folder: import.meta.dirname,
})
