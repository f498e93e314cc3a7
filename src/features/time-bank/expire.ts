import { DAY_MS, dateOf, type Instant, plusMonths } from '../../kernel/time.ts'
import type { CityDb } from '../../platform/db/types.ts'
import type { Sweep } from '../../platform/feature.ts'
import { SYSTEM } from '../../platform/identity/sessions.ts'
import { postMoves } from './book.ts'
import { expiredOf } from './store/liability.ts'
import { rulesOn, schemesWithin } from './store/schemes.ts'

const SCHEMES_MOST = 1000

/**
 * Where a local rule lets minutes end (Z-11), what is older becomes honour: it stays on record and can no longer be spent.
 * Without such a rule nothing happens.
 * @returns how many accounts it touched
 */
export const expire = async (db: CityDb, now: Instant): Promise<number> => {
  const day = dateOf(now)
  let count = 0
  for (const scheme of await schemesWithin(db, '', undefined, SCHEMES_MOST)) {
    const { rules } = await rulesOn(db, scheme.id, day)
    if (rules.expiryMonths === null) continue
    const before = plusMonths(day, -rules.expiryMonths)
    count += await db.tx(async tx => {
      const due = await expiredOf(tx, scheme.id, before)
      for (const { member, redeem, honour, minutes } of due) {
        const moves = [{ from: redeem, to: honour, minutes: BigInt(minutes) }]
        const business = {
          key: `${member}/${day}`,
          kind: 'expire',
          on: day,
          matter: `time-bank-member/${member}`,
          moves,
        } as const
        const done = await postMoves(tx, { actor: SYSTEM, now }, scheme, business)
        if (!done.ok) throw new Error('an expiry was refused')
      }
      return due.length
    })
  }
  return count
}

export const sweeps: readonly Sweep[] = [{ id: 'time-bank.expire', everyMs: DAY_MS, run: expire }]
