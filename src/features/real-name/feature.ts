import { feature } from '../../platform/feature.ts'
import { own } from './own-parts.ts'
import { refusals } from './refusals.ts'
import { routes } from './routes.ts'
import { terms } from './terms.ts'

export const realName = feature({
  id: 'real-name',
  zh: '实名与身份认证',
  rows: [],
  terms,
  refusals,
  routes,
  own,
  folder: import.meta.dirname,
})
