import type { Instant } from '../../kernel/time.ts'
import type { CityDb } from './types.ts'

type Kept<T> = { readonly at: Instant; readonly value: Promise<T> }

/**
 * Sums that cost the more the more there is to sum, and may be some seconds old: each is asked for once in `keepMs` by
 * a process, however many want it meanwhile. What failed is not kept; beyond `most` keys the oldest goes.
 */
export class Recent<T> {
  private readonly kept = new WeakMap<CityDb, Map<string, Kept<T>>>()
  private readonly keepMs: number
  private readonly most: number

  constructor(keepMs: number, most: number) {
    this.keepMs = keepMs
    this.most = most
  }

  /** @param key what the sum depends on besides the city */
  get(db: CityDb, key: string, now: Instant, ask: () => Promise<T>): Promise<T> {
    const ofCity = this.kept.get(db) ?? new Map<string, Kept<T>>()
    this.kept.set(db, ofCity)
    const known = ofCity.get(key)
    if (known !== undefined && Math.abs(now - known.at) < this.keepMs) return known.value
    ofCity.delete(key)
    const value = ask()
    const made = { at: now, value }
    ofCity.set(key, made)
    value.catch(() => {
      if (ofCity.get(key) === made) ofCity.delete(key)
    })
    const oldest = ofCity.keys().next().value
    if (ofCity.size > this.most && oldest !== undefined) ofCity.delete(oldest)
    return value
  }
}
