import type { Basis } from '../../kernel/cite.ts'
import { DAY_MS, type Instant, instant, type LocalDate } from '../../kernel/time.ts'
import { uuidv7 } from '../crypto/uuid.ts'
import { type CityDb, sql } from '../db/types.ts'
import { json, ts } from '../db/values.ts'
import { recordSecurity } from './security-log.ts'

/** Six months, however long they are; the table itself refuses less. */
export const SECURITY_LOG_DAYS_MIN = 184

/** The dated rule a purge rests on. */
export type Keeping = { readonly days: number; readonly from: LocalDate; readonly basis: Basis }

const OLDEST = sql('identity.purge.oldest', 'select min(at) as at from city.security_event')

const ALLOW = sql(
  'identity.purge.allow',
  `insert into city.security_purge (id, before_at, days, rule_from, rule_basis) values ($1, $2, $3, $4, $5)`,
)

const DELETE = sql(
  'identity.purge.delete',
  `delete from city.security_event where id in (
     select id from city.security_event where at < $1 and at < now() - interval '6 months' order by at limit 5000)`,
)

/**
 * Removes what the rule no longer keeps. The row that allows it is written in the same transaction and stays, with the
 * rule; without it the triggers of the log refuse any deletion.
 * @returns how many lines went
 */
export const purgeSecurityLog = async (db: CityDb, keeping: Keeping, now: Instant): Promise<number> => {
  const before = instant(now - Math.max(keeping.days, SECURITY_LOG_DAYS_MIN) * DAY_MS)
  const { at } = await db.one<{ at: Instant | null }>(OLDEST)
  if (at === null || at >= before) return 0
  return db.tx(async tx => {
    await tx.run(ALLOW, [uuidv7(now), ts(before), keeping.days, keeping.from, json(keeping.basis)])
    const count = await tx.run(DELETE, [ts(before)])
    if (count > 0) await recordSecurity(tx, { kind: 'purged', party: null, data: { count, days: keeping.days } }, now)
    return count
  })
}
