import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { type Instant, instant, MINUTE_MS } from '../../kernel/time.ts'
import type { Vault } from '../crypto/vault.ts'
import { type CityDb, sql } from '../db/types.ts'
import { ts } from '../db/values.ts'
import type { Sweep } from '../feature.ts'

const COUNT = sql(
  'http.limit-count',
  `insert into city.rate_window as w (bucket, since, until, n) values ($1, $2, $3, 1)
   on conflict (bucket, since) do update set n = least(w.n + 1, 1000000) returning n`,
)
const SWEEP_ROWS_MAX = 5_000
const FORGET = sql(
  'http.limit-forget',
  `delete from city.rate_window where (bucket, since) in
     (select bucket, since from city.rate_window where until <= $1 order by until limit ${SWEEP_ROWS_MAX} for update skip locked)`,
)

export type Leave = {
  /** What is limited, such as `identity.code`. */
  readonly bucket: string
  /** Who uses it: stored as a keyed hash only. */
  readonly by: string
  readonly most: number
  readonly windowMs: number
}

/**
 * Counts a use in fixed windows that all processes share, and refuses beyond the limit. A database that is killed forgets
 * the uses of the running windows: they are not written to its log (migration 0003), so that nobody waits for the disk.
 * A window begins at a multiple of its length, so at worst twice the limit passes within one length.
 */
export const limit = async (
  db: CityDb,
  vault: Vault,
  { bucket, by, most, windowMs }: Leave,
  now: Instant,
): Promise<Result<undefined, readonly Refusal[]>> => {
  const since = instant(Math.floor(now / windowMs) * windowMs)
  const until = instant(since + windowMs)
  const name = `${bucket}:${vault.blind(by, `limit/${bucket}`).toString('base64url')}`
  const { n } = await db.one<{ n: number }>(COUNT, [name, ts(since), ts(until)])
  if (n <= most) return ok(undefined)
  const seconds = Math.ceil((until - now) / 1000)
  return refuse([{ tag: 'too-many', values: { most, seconds, minutes: Math.ceil((until - now) / MINUTE_MS) } }])
}

export const forgetLimits: Sweep = {
  id: 'http.forget-limits',
  everyMs: 10 * MINUTE_MS,
  run: (db, now) => db.run(FORGET, [ts(now)]),
}
