import { feature } from '../../platform/feature.ts'
import { terms } from './terms.ts'

export const ballots = feature({
  id: 'ballots',
  zh: '表决规则',
  rows: ['C', 'X'],
  terms,
  refusals: {},
  routes: [],
  folder: import.meta.dirname,
})
