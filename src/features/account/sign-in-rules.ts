import { dateOf, type Instant } from '../../kernel/time.ts'
import type { Vault } from '../../platform/crypto/vault.ts'
import type { Tx } from '../../platform/db/types.ts'
import type { Entered } from '../../platform/identity/enter.ts'
import { beginFactor, factorSince } from '../../platform/identity/factor.ts'
import type { Need } from '../../platform/identity/half.ts'
import { officesOf } from '../../platform/identity/offices.ts'
import { isOutdated } from '../../platform/identity/passwords.ts'
import type { SignInRules } from '../../platform/identity/staff.ts'
import { notify } from '../../platform/notify/notify.ts'
import { ruleValueOn } from '../locality/index.ts'
import { FACTOR_ROLES, passwordPolicy, secondFactor } from './rule-values.ts'

/** Whether somebody with these offices has to have a second factor today. */
const mustHaveFactor = async (tx: Tx, party: string, now: Instant): Promise<boolean> => {
  const level = (await ruleValueOn(tx, secondFactor, dateOf(now))).value
  return (await officesOf(tx, party, now)).some(({ role }) => FACTOR_ROLES[level].has(role))
}

/** The first thing that is missing: a code; setting the factor up, for whoever must have one; or nothing. */
const factorNeed = async (tx: Tx, vault: Vault, party: string, now: Instant): Promise<readonly Need[]> => {
  if ((await factorSince(tx, party)) !== undefined) return ['code']
  if (!(await mustHaveFactor(tx, party, now))) return []
  await beginFactor(tx, vault, party, now)
  return ['enrol']
}

/** Tells an administrator that a session elsewhere ended. */
export const tellReplaced = async (tx: Tx, { party, replaced }: Entered, now: Instant): Promise<void> => {
  if (replaced === 0) return
  const told = { kind: 'account:replaced', values: { at: now, count: replaced }, link: '/me/sessions' }
  await notify(tx, { party, ...told, dedupe: `replaced/${now}`, at: now })
}

/** What this city asks for between a password and a session. */
export const signInRules = (vault: Vault, now: Instant): SignInRules => ({
  needs: async (tx, { party, passwordOf }) => {
    const policy = (await ruleValueOn(tx, passwordPolicy, dateOf(now))).value
    const factor = await factorNeed(tx, vault, party, now)
    return isOutdated(policy, passwordOf, now) ? [...factor, 'password'] : factor
  },
  entered: (tx, entered) => tellReplaced(tx, entered, now),
})
