import { localDefault } from '../../kernel/cite.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { DAY_MS, HOUR_MS, type Instant, instant, MINUTE_MS } from '../../kernel/time.ts'
import type { Realm } from './types.ts'

/** Limits of signing in. None of them is law; they are shown as 默认参数. */
export const CODE = {
  digits: 6,
  validMs: 5 * MINUTE_MS,
  pauseMs: MINUTE_MS,
  hourMax: 5,
  dayMax: 10,
  triesMax: 5,
  basis: localDefault('U-C1', '验证码6位,5分钟有效;同一手机号60秒内一次,一小时5次,一天10次;输错5次作废'),
} as const

/** How long a session lives without use, and in all. */
export const SESSION: Readonly<Record<Realm, { readonly idleMs: number; readonly absoluteMs: number }>> = {
  staff: { idleMs: 30 * MINUTE_MS, absoluteMs: 12 * HOUR_MS },
  resident: { idleMs: 30 * DAY_MS, absoluteMs: 180 * DAY_MS },
}
export const SESSION_BASIS = localDefault('U-C4', '工作人员30分钟不用即退出,最长12小时;居民30天不用即退出,最长180天')

/** `seen_at` is written at most this often. */
export const TOUCH_MS = MINUTE_MS

/** The four free failures of a typing mistake; from the fifth on each costs a wait that doubles up to a limit. */
export const LOCK = { freeFailures: 4, firstMs: 30_000, longestMs: 15 * MINUTE_MS, forgetMs: DAY_MS } as const

/** So many wrong passwords of anybody's within the window, and browsers never seen before wait. */
export const BRAKE = { failuresMax: 300, windowMs: 10 * MINUTE_MS, heldMs: 5 * MINUTE_MS } as const

/** The second factor counts this long for what is sensitive. */
export const PROOF_MS = 15 * MINUTE_MS

/** How long an account stays closed after that many failures in a row; 0 when it stays open. */
export const lockMs = (failed: number): number =>
  failed <= LOCK.freeFailures
    ? 0
    : Math.min(LOCK.longestMs, LOCK.firstMs * 2 ** Math.min(failed - LOCK.freeFailures - 1, 30))

/** When each session ends unless it is used: never after its absolute end. */
export const idleUntil = (realm: Realm, now: Instant, absoluteUntil: Instant): Instant =>
  instant(Math.min(now + SESSION[realm].idleMs, absoluteUntil))

const seconds = (ms: number): number => Math.ceil(ms / 1000)

/**
 * Whether one more code may go to a phone. The refusal with the longest wait is the one that counts, so one is given.
 * @param sent when codes went to it before, any order
 * @returns the instants worth keeping, with the new one; or `code-too-soon` (seconds to wait), `code-too-many-hour`,
 * `code-too-many-day` (minutes to wait)
 */
export const codeAllowed = (sent: readonly Instant[], now: Instant): Result<readonly Instant[], readonly Refusal[]> => {
  // A clock that was put back must not shut anybody out: what was sent in a time to come counts as sent just now.
  const past = sent.map(at => instant(Math.min(at, now)))
  const day = past.filter(at => at > now - DAY_MS).toSorted((a, b) => a - b)
  const hour = day.filter(at => at > now - HOUR_MS)
  const waits = (tag: string, at: Instant | undefined, span: number, max: number): Refusal => {
    const ms = (at ?? now) + span - now
    return {
      tag,
      values: { seconds: seconds(ms), minutes: Math.ceil(ms / MINUTE_MS), max },
      basis: CODE.basis,
      pointer: '/body/phone',
    }
  }
  const last = day.at(-1)
  if (day.length >= CODE.dayMax) return refuse([waits('code-too-many-day', day.at(-CODE.dayMax), DAY_MS, CODE.dayMax)])
  if (hour.length >= CODE.hourMax)
    return refuse([waits('code-too-many-hour', hour.at(-CODE.hourMax), HOUR_MS, CODE.hourMax)])
  if (last !== undefined && now - last < CODE.pauseMs) return refuse([waits('code-too-soon', last, CODE.pauseMs, 1)])
  return ok([...day, now])
}
