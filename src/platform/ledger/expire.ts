import { dateOf, type Instant } from '../../kernel/time.ts'
import { uuidv7 } from '../crypto/uuid.ts'
import { type CityDb, sql } from '../db/types.ts'
import { ts } from '../db/values.ts'
import { SYSTEM } from '../identity/sessions.ts'
import { post } from './post.ts'

const EXPIRED = sql(
  'ledger.expired',
  'select transfer, book from city.ledger_hold where expires_at <= $1 order by expires_at limit $2',
)

const AT_ONCE = 100

/**
 * Voids the holds whose time is over, each in a transaction of its own: a hold that somebody else ends in the meantime is
 * refused there. From its time on a hold cannot be settled, whether it has been voided yet or not.
 * @returns how many were voided
 */
export const voidExpired = async (db: CityDb, now: Instant): Promise<number> => {
  const holds = await db.rows<{ transfer: string; book: string }>(EXPIRED, [ts(now), AT_ONCE])
  let voided = 0
  for (const { transfer, book } of holds) {
    const lines = [{ do: 'void', id: uuidv7(now), of: transfer }] as const
    const asked = { id: uuidv7(now), book, kind: 'expire', effectiveOn: dateOf(now), lines }
    const done = await db.tx(tx => post(tx, { actor: SYSTEM, now }, asked))
    if (done.ok) voided += 1
  }
  return voided
}
