import type { Logger } from 'pino'
import { catalogue } from '../features/privacy/index.ts'
import { HOUR_MS, type Instant, MINUTE_MS } from '../kernel/time.ts'
import { isRaised, raise } from '../platform/alarms.ts'
import { sweepClocks } from '../platform/clocks/sweep.ts'
import { isFull } from '../platform/db/errors.ts'
import type { CityDb } from '../platform/db/types.ts'
import type { Sweep } from '../platform/feature.ts'
import { forgetKeys } from '../platform/http/idempotency.ts'
import { forgetLimits } from '../platform/http/limits.ts'
import { endIdentity, sweepIdentity } from '../platform/identity/sweep.ts'
import { startTasks } from '../platform/jobs/tasks.ts'
import { startWorker, type Worker } from '../platform/jobs/worker.ts'
import { sequenceSweep } from '../platform/journal/sequence.ts'
import { voidExpired } from '../platform/ledger/expire.ts'
import { forgetSweep, sendSweep } from '../platform/notify/sweeps.ts'
import { ownOf } from '../platform/personal/own.ts'
import { resealSweep } from '../platform/personal/rotation.ts'
import { features } from './features.ts'
import type { Installation } from './installation.ts'
import type { Providers } from './providers.ts'
import { type Place, sendingOf } from './sending.ts'

const CLOCKS_EVERY_MS = 1_000

const sweepsOf = (installation: Installation, place: Place, log: Logger, providers: Providers): readonly Sweep[] => [
  sequenceSweep(installation.signer),
  sendSweep(sendingOf(installation, place, log, providers)),
  forgetSweep,
  { id: 'clocks.due', everyMs: CLOCKS_EVERY_MS, run: sweepClocks },
  { id: 'identity.end', everyMs: MINUTE_MS / 2, run: endIdentity },
  { id: 'identity.forget', everyMs: HOUR_MS, run: sweepIdentity },
  forgetKeys,
  forgetLimits,
  resealSweep(installation.vault, catalogue),
  { id: 'ledger.expire', everyMs: MINUTE_MS, run: voidExpired },
  ...features
    .flatMap(({ sweeps }) => sweeps ?? [])
    .map(sweep => ({ ...sweep, run: (db: CityDb, now: Instant) => sweep.run(db, now, installation.vault) })),
]

/** A full disk is said once, by its alarm, and not again by everything that meets it: the log may lie on the same disk. */
const full = (error: unknown): boolean => {
  if (!isFull(error) && !(error instanceof Error && 'code' in error && error.code === '53100')) return false
  raise('storage-full')
  return true
}

/** Delivers events, runs sweeps and tasks, for every city; any number of processes may. */
export const runWorker = async (
  installation: Installation,
  place: Place,
  log: Logger,
  providers: Providers,
): Promise<Worker> => {
  const { url, database, vault, clock } = installation
  const tasks = features.flatMap(feature => feature.tasks ?? [])
  const running = await startTasks({
    url,
    database,
    tasks,
    vault,
    own: ownOf(features),
    now: clock.now,
    onError: (error, job) => {
      if (!full(error)) log.error({ err: error, job }, 'a task failed')
    },
  })
  const worker = startWorker({
    database,
    consumers: [running.consumer, ...features.flatMap(({ consumers }) => consumers ?? [])],
    sweeps: sweepsOf(installation, place, log, providers),
    now: clock.now,
    resting: () => isRaised('storage-full'),
    onError: (error, where) => {
      if (!full(error)) log.error({ err: error, ...where }, 'background work failed')
    },
  })
  return {
    stop: async () => {
      await worker.stop()
      await running.stop()
    },
  }
}
