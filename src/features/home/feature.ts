import { feature } from '../../platform/feature.ts'
import { routes } from './routes.ts'

export const home = feature({
  id: 'home',
  zh: '首页',
  rows: [],
  terms: {},
  refusals: {},
  routes,
  folder: import.meta.dirname,
})
