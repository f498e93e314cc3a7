import { DAY_MS, type Instant, instant } from '../../kernel/time.ts'
import { type CityDb, sql } from '../db/types.ts'
import { ts } from '../db/values.ts'

const BATCH = 1_000

/** What is over and tells of people only by being kept. A day's grace lets an operator look into a complaint. */
const OVER = [
  sql('identity.sweep.codes', sweepOf('one_time_code', 'request_hash', 'expires_at')),
  sql('identity.sweep.quotas', sweepOf('code_quota', 'phone_blind', 'last_at')),
  sql('identity.sweep.links', sweepOf('sign_in_link', 'token_hash', 'expires_at')),
  sql('identity.sweep.locks', sweepOf('sign_in_lock', 'key', 'tried_at')),
  sql('identity.sweep.sessions', sweepOf('session', 'token_hash', 'absolute_until')),
]

function sweepOf(table: string, key: string, over: string): string {
  return `delete from city.${table} where ${key} in (
    select ${key} from city.${table} where ${over} < $1 limit ${BATCH} for update skip locked)`
}

/** Deletes codes, quotas, links, locks and sessions that have been over for a day. Returns how many. */
export const sweepIdentity = async (db: CityDb, now: Instant): Promise<number> => {
  let swept = 0
  for (const statement of OVER) swept += await db.run(statement, [ts(instant(now - DAY_MS))])
  return swept
}
