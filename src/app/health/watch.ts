import { maintenanceOf } from '../../features/operations/index.ts'
import { type Instant, instant } from '../../kernel/time.ts'
import type { Database } from '../../platform/db/types.ts'
import { startLoop } from '../../platform/jobs/loop.ts'
import {
  COMPONENTS,
  type Component,
  type ComponentName,
  type Maintenance,
  type Status,
} from '../../platform/operation.ts'
import { LATE_SECONDS, queuesOf } from './queues.ts'

export type Watch = {
  readonly status: (city: string) => Status
  readonly stop: () => Promise<void>
}

const EVERY_MS = 5_000
const LOOK_MS_MAX = 4_000

type Seen = {
  readonly works: Readonly<Record<ComponentName, boolean>>
  readonly maintenance: ReadonlyMap<string, readonly Maintenance[]>
}

const look = async (database: Database, now: Instant): Promise<Seen> => {
  const maintenance = new Map<string, readonly Maintenance[]>()
  let [background, journal] = [true, true]
  for (const { code } of await database.cities()) {
    const db = database.city(code)
    maintenance.set(code, await maintenanceOf(db, now))
    const { outboxSeconds, deliverySeconds, clockSeconds, unnumberedSeconds } = await queuesOf(db)
    background &&= Math.max(outboxSeconds, deliverySeconds, clockSeconds) <= LATE_SECONDS
    journal &&= unnumberedSeconds <= LATE_SECONDS
  }
  return { works: { web: true, database: true, background, journal }, maintenance }
}

/**
 * Looks every few seconds how the parts of the installation are and remembers it, so that it can be told when the
 * database cannot be asked. Since when a part has been so is known from the start of this process on.
 */
export const startWatch = (database: Database, now: () => Instant): Watch => {
  const begun = now()
  let components: readonly Component[] = COMPONENTS.map(name => ({ name, works: true, since: begun }))
  let announced: ReadonlyMap<string, readonly Maintenance[]> = new Map()
  let asOf = begun
  let before: Seen['works'] | undefined
  const take = (found: Seen['works']): void => {
    asOf = now()
    // Work that has just come due is no fault: it is late when the next look finds it so too.
    const late = (part: 'background' | 'journal'): boolean => found[part] || (before?.[part] ?? true)
    const works = { ...found, background: late('background'), journal: late('journal') }
    before = found
    components = components.map(one =>
      one.works === works[one.name] ? one : { name: one.name, works: works[one.name], since: asOf },
    )
  }
  const round = async (): Promise<void> => {
    const { promise, reject } = Promise.withResolvers<never>()
    const timer = setTimeout(() => reject(new Error('too slow')), LOOK_MS_MAX)
    try {
      const seen = await Promise.race([look(database, now()), promise])
      announced = seen.maintenance
      take(seen.works)
    } catch {
      // Without the database nothing behind it works either; what was announced is still known.
      take({ web: true, database: false, background: false, journal: false })
    } finally {
      clearTimeout(timer)
    }
  }
  const loop = startLoop(EVERY_MS, round, () => undefined)
  return {
    status: city => ({
      components,
      maintenance: (announced.get(city) ?? []).filter(({ until }) => until > now()),
      asOf,
    }),
    stop: loop.stop,
  }
}

/** Before there is anything to watch. */
export const nothingYet = (now: Instant): Status => ({
  components: COMPONENTS.map(name => ({ name, works: name === 'web', since: now })),
  maintenance: [],
  asOf: instant(now),
})
