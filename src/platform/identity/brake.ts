import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { type Instant, instant } from '../../kernel/time.ts'
import type { Vault } from '../crypto/vault.ts'
import { type CityQueries, sql } from '../db/types.ts'
import { ts } from '../db/values.ts'
import { BRAKE } from './limits.ts'

const FAILURES_MAX = BRAKE.failuresMax

const READ = sql('identity.brake.read', `select locked_until from city.sign_in_lock where key = $1`)

/** `tried_at` is the beginning of the window here: one row for the whole city, shared by all processes. */
const COUNT = sql(
  'identity.brake.count',
  `insert into city.sign_in_lock as l (key, failed, tried_at) values ($1, 1, $2)
   on conflict (key) do update set
     failed = case when l.tried_at <= $3 then 1 else l.failed + 1 end,
     tried_at = case when l.tried_at <= $3 then excluded.tried_at else l.tried_at end,
     locked_until = case when l.tried_at > $3 and l.failed + 1 = ${FAILURES_MAX} then $4 else l.locked_until end
   returning failed`,
)

const keyOf = (vault: Vault): Buffer => vault.blind('', 'sign-in-brake')

/**
 * Whether browsers that never signed in before may try: `sign-in-braked` (seconds) while somebody is guessing at the
 * whole city. It ends by itself, and refused tries do not prolong it.
 */
export const brakeOf = async (
  db: CityQueries,
  vault: Vault,
  now: Instant,
): Promise<Result<null, readonly Refusal[]>> => {
  const until = (await db.maybe<{ locked_until: Instant | null }>(READ, [keyOf(vault)]))?.locked_until ?? 0
  return until <= now
    ? ok(null)
    : refuse([{ tag: 'sign-in-braked', values: { seconds: Math.ceil((until - now) / 1000) } }])
}

/** Counts a wrong password of anybody's. @returns whether the brake took hold with this one */
export const countFailure = async (db: CityQueries, vault: Vault, now: Instant): Promise<boolean> => {
  const since = ts(instant(now - BRAKE.windowMs))
  const until = ts(instant(now + BRAKE.heldMs))
  const { failed } = await db.one<{ failed: number }>(COUNT, [keyOf(vault), ts(now), since, until])
  return failed === BRAKE.failuresMax
}
