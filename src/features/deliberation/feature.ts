import { feature } from '../../platform/feature.ts'
import { terms } from './terms.ts'

export const deliberation = feature({
  id: 'deliberation',
  zh: '议事协商',
  rows: ['C'],
  terms,
  refusals: {},
  routes: [],
  folder: import.meta.dirname,
})
