import type { Instant } from '../../kernel/time.ts'
import type { CityDb, Database } from '../db/types.ts'
import type { Consumer, Sweep } from '../feature.ts'
import { deliver, type Failure } from './deliver.ts'
import { onEmitted } from './emit.ts'
import { type Loop, startLoop } from './loop.ts'

export type WorkerOptions = {
  readonly database: Database
  readonly consumers: readonly Consumer[]
  readonly sweeps: readonly Sweep[]
  readonly now: () => Instant
  /** While it is so, nothing is delivered and nothing swept. */
  readonly resting?: () => boolean
  /** Hears what went wrong, with the city and the sweep or consumer; nothing stops because of it. */
  readonly onError: (
    error: unknown,
    where: { readonly city?: string; readonly job: string; readonly event?: number; readonly outcome?: string },
  ) => void
}

export type Worker = { readonly stop: () => Promise<void> }

/** Other processes' events are found within this; our own at once. */
const POLL_MS = 250
/** A city added while we run is served within this. */
const CITIES_MS = 5_000

const loopsOf = (db: CityDb, options: WorkerOptions): readonly Loop[] => {
  const { consumers, sweeps, now, onError, resting = () => false } = options
  const { code } = db.city
  const report = ({ consumer, event, error, outcome }: Failure): void =>
    onError(error, { city: code, job: consumer, event, outcome })
  return [
    startLoop(
      POLL_MS,
      async stopped => (resting() ? 0 : deliver(db, consumers, now(), report, stopped)),
      error => onError(error, { city: code, job: 'deliver' }),
    ),
    ...sweeps.map(sweep =>
      startLoop(
        sweep.everyMs,
        async () => (resting() ? 0 : sweep.run(db, now())),
        error => onError(error, { city: code, job: sweep.id }),
      ),
    ),
  ]
}

/**
 * Delivers events and runs sweeps, for each city on its own, so that trouble in one is trouble in one.
 * Any number of workers may run; each effect still happens once, because rows are claimed.
 */
export const startWorker = (options: WorkerOptions): Worker => {
  const { database, onError } = options
  const loops = new Map<string, readonly Loop[]>()
  const look = async (): Promise<void> => {
    for (const { code } of await database.cities())
      if (!loops.has(code)) loops.set(code, loopsOf(database.city(code), options))
  }
  const cities = startLoop(CITIES_MS, look, error => onError(error, { job: 'cities' }))
  const deaf = onEmitted(() => {
    for (const [delivering] of loops.values()) delivering?.nudge()
  })
  return {
    stop: async () => {
      deaf()
      await cities.stop()
      await Promise.all([...loops.values()].flat().map(loop => loop.stop()))
    },
  }
}
