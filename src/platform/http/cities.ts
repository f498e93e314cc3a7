import { type Instant, MINUTE_MS } from '../../kernel/time.ts'
import type { Database } from '../db/types.ts'
import type { Cities, CityEntry } from './services.ts'

export type CitySettings = { readonly phone: string; readonly demo: boolean }

const KEPT_MS = MINUTE_MS

/** The cities of a database, looked up at most once a minute; an unknown code looks again at once, at most every second. */
export const citiesOf = (
  database: Pick<Database, 'city' | 'cities'>,
  options: {
    readonly defaultCode: string
    readonly settings: (code: string) => CitySettings
    readonly now: () => Instant
  },
): Cities => {
  let known: ReadonlyMap<string, CityEntry> = new Map()
  let asked = Number.NEGATIVE_INFINITY
  let asking: Promise<void> | undefined
  const load = async (): Promise<void> => {
    const records = await database.cities()
    known = new Map(
      records.map(({ code, name }) => [code, { code, name, ...options.settings(code), db: database.city(code) }]),
    )
    asked = options.now()
  }
  const refresh = (): Promise<void> => {
    asking ??= load().finally(() => {
      asking = undefined
    })
    return asking
  }
  return {
    get defaultCode() {
      return options.defaultCode
    },
    known: code => known.get(code),
    find: async code => {
      // A clock that was put back makes what is known old, not new for hours.
      const age = Math.abs(options.now() - asked)
      if (age > KEPT_MS || (!known.has(code) && age > 1000)) await refresh()
      return known.get(code)
    },
  }
}
