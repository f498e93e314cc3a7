import { dateOf, HOUR_MS, MINUTE_MS } from '../../kernel/time.ts'
import { type Consumer, feature } from '../../platform/feature.ts'
import { purgeSecurityLog } from '../../platform/identity/purge.ts'
import { LOCKED_TOPIC } from '../../platform/identity/staff.ts'
import { sweepIdentity } from '../../platform/identity/sweep.ts'
import { notify } from '../../platform/notify/notify.ts'
import { ruleValueOn } from '../locality/index.ts'
import { refusals } from './refusals.ts'
import { routes } from './routes.ts'
import { securityLogDays } from './rule-values.ts'
import { terms } from './terms.ts'

/** Tells whoever owns an account that somebody is guessing at it; of a name nobody has, nobody is told. */
const tellOwner: Consumer = {
  id: 'account.tell-owner',
  topic: LOCKED_TOPIC,
  handle: async (tx, { payload, at }) => {
    const { party, failed } = payload as { readonly party: string | null; readonly failed: number }
    if (party === null) return
    const told = { kind: 'account:locked', values: { at, count: failed }, link: '/me/sessions' }
    await notify(tx, { party, ...told, dedupe: `locked/${dateOf(at)}`, at })
  },
}

export const account = feature({
  id: 'account',
  zh: '登录与账号',
  rows: [],
  terms,
  refusals,
  routes,
  consumers: [tellOwner],
  sweeps: [
    { id: 'account.sweep', everyMs: 10 * MINUTE_MS, run: sweepIdentity },
    {
      id: 'account.purge-security-log',
      everyMs: 6 * HOUR_MS,
      run: async (db, now) => {
        const { value, from, basis } = await ruleValueOn(db, securityLogDays, dateOf(now))
        return purgeSecurityLog(db, { days: value, from, basis }, now)
      },
    },
  ],
  folder: import.meta.dirname,
})
