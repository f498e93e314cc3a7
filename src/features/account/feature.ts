import { MINUTE_MS } from '../../kernel/time.ts'
import { feature } from '../../platform/feature.ts'
import { sweepIdentity } from '../../platform/identity/sweep.ts'
import { refusals } from './refusals.ts'
import { routes } from './routes.ts'
import { terms } from './terms.ts'

export const account = feature({
  id: 'account',
  zh: '登录与账号',
  rows: [],
  terms,
  refusals,
  routes,
  sweeps: [{ id: 'account.sweep', everyMs: 10 * MINUTE_MS, run: sweepIdentity }],
  folder: import.meta.dirname,
})
