import { type Instant, instant, MINUTE_MS } from '../../kernel/time.ts'

/** When a provider that keeps failing is left alone, and for how long. */
export type BreakerLimits = {
  /** Failures in a row after which nothing more is tried. */
  readonly failuresMax: number
  /** How long nothing is tried; then one try decides. */
  readonly openMs: number
}

export const BREAKER: BreakerLimits = { failuresMax: 3, openMs: MINUTE_MS }

/**
 * A fuse before a provider. Each process has its own: what it knows of the provider it found out itself. It never
 * looks at a clock, so the same calls at the same instants always give the same answers.
 */
export type Breaker = {
  /** How many tries may begin now: as many as one likes, one, or none. */
  room(now: Instant): 'any' | 'one' | 'none'
  /** Takes leave for one try. After the pause the first to ask gets it, the others wait for what comes of it. */
  take(now: Instant): boolean
  /** Until when nothing is tried; undefined while the provider is used. */
  openUntil(now: Instant): Instant | undefined
  succeeded(): void
  failed(now: Instant): void
}

export const breakerOf = ({ failuresMax, openMs }: BreakerLimits = BREAKER): Breaker => {
  let failures = 0
  let until: Instant | undefined
  return {
    openUntil: now => (until !== undefined && now < until ? until : undefined),
    room: now => (until === undefined ? 'any' : now < until ? 'none' : 'one'),
    take: now => {
      if (until === undefined) return true
      if (now < until) return false
      until = instant(now + openMs)
      return true
    },
    succeeded: () => {
      failures = 0
      until = undefined
    },
    failed: now => {
      failures++
      if (failures >= failuresMax) until = instant(now + openMs)
    },
  }
}

/** A provider that cannot be used now: its fuse is open, or the try just made failed. */
export class ProviderDown extends Error {
  override readonly name = 'ProviderDown'
  /** When another try makes sense. */
  readonly until: Instant
  /** True when nothing was tried, so nothing can have happened. */
  readonly untried: boolean
  constructor(until: Instant, untried: boolean, options?: ErrorOptions) {
    super('provider down', options)
    this.until = until
    this.untried = untried
  }
}

/**
 * Makes one try of a provider under its fuse.
 * @param isItsFault whether a failure is the provider's; one that is not (a wrong number) leaves the fuse alone
 * @throws ProviderDown when the fuse is open or the provider failed; other failures as they are
 */
export const tryUnder = async <T>(
  breaker: Breaker,
  now: Instant,
  work: () => Promise<T>,
  isItsFault: (error: unknown) => boolean = () => true,
): Promise<T> => {
  if (!breaker.take(now)) throw new ProviderDown(breaker.openUntil(now) ?? now, true)
  try {
    const done = await work()
    breaker.succeeded()
    return done
  } catch (error) {
    if (!isItsFault(error)) {
      breaker.succeeded()
      throw error
    }
    breaker.failed(now)
    throw new ProviderDown(breaker.openUntil(now) ?? now, false, { cause: error })
  }
}
