import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { type Instant, instant } from '../../kernel/time.ts'
import { type CityDb, type CityQueries, sql } from '../db/types.ts'
import { ts } from '../db/values.ts'
import { LOCK, lockMs } from './limits.ts'

const FAIL = sql(
  'identity.lock.fail',
  `insert into city.sign_in_lock as l (key, failed, tried_at) values ($1, 1, $2)
   on conflict (key) do update set tried_at = excluded.tried_at,
     failed = case when l.tried_at < $3 then 1 else l.failed + 1 end
   where l.locked_until is null or l.locked_until <= $2 or l.locked_until > $4
   returning failed`,
)

const LOCK_UNTIL = sql('identity.lock.until', `update city.sign_in_lock set locked_until = $2 where key = $1`)

const LOCKED = sql('identity.lock.read', `select locked_until from city.sign_in_lock where key = $1`)

const UNLOCK = sql('identity.lock.clear', `delete from city.sign_in_lock where key = $1`)

/** A try that may be looked at: how many there were in a row, and the wait that follows when it is wrong. */
export type Booked = { readonly failed: number; readonly waitMs: number }

/**
 * Books the try as failed before what was typed is looked at, so that a hundred guesses at once are a hundred
 * failures. Success clears the book.
 */
export const bookTry = (db: CityDb, key: Buffer, now: Instant): Promise<Result<Booked, readonly Refusal[]>> =>
  db.tx(async (tx): Promise<Result<Booked, readonly Refusal[]>> => {
    // A lock that ends later than any lock lasts was set before the clock was put back, and holds nobody.
    const [forget, latest] = [ts(instant(now - LOCK.forgetMs)), ts(instant(now + LOCK.longestMs))]
    const booked = await tx.maybe<{ failed: number }>(FAIL, [key, ts(now), forget, latest])
    if (booked === undefined) {
      const row = await tx.maybe<{ locked_until: Instant | null }>(LOCKED, [key])
      return refuse([
        { tag: 'account-locked', values: { seconds: Math.ceil(((row?.locked_until ?? now) - now) / 1000) } },
      ])
    }
    const waitMs = lockMs(booked.failed)
    if (waitMs > 0) await tx.run(LOCK_UNTIL, [key, ts(instant(now + waitMs))])
    return ok({ failed: booked.failed, waitMs })
  })

const UNBOOK = sql(
  'identity.lock.unbook',
  `update city.sign_in_lock set failed = greatest(failed - 1, 0), locked_until = case when $2 then null else locked_until end
   where key = $1`,
)

/** Takes a booked try back that nobody came to look at: it was no failure, and its wait holds nobody. */
export const unbookTry = async (db: CityQueries, key: Buffer, { waitMs }: Booked): Promise<void> => {
  await db.run(UNBOOK, [key, waitMs > 0])
}

export const clearTries = async (db: CityQueries, key: Buffer): Promise<void> => {
  await db.run(UNLOCK, [key])
}
