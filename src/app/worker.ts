import type { Logger } from 'pino'
import { HOUR_MS, type Instant, instant } from '../kernel/time.ts'
import { sweepClocks } from '../platform/clocks/sweep.ts'
import type { Sweep } from '../platform/feature.ts'
import { forgetKeys } from '../platform/http/idempotency.ts'
import { forgetLimits } from '../platform/http/limits.ts'
import { sweepIdentity } from '../platform/identity/sweep.ts'
import { startTasks } from '../platform/jobs/tasks.ts'
import { startWorker, type Worker } from '../platform/jobs/worker.ts'
import { sequenceSweep } from '../platform/journal/sequence.ts'
import { forgetSweep, sendSweep } from '../platform/notify/sweeps.ts'
import { features } from './features.ts'
import type { Installation } from './installation.ts'
import { type Place, sendingOf } from './sending.ts'

const CLOCKS_EVERY_MS = 1_000

const now = (): Instant => instant(Date.now())

const sweepsOf = (installation: Installation, place: Place, log: Logger): readonly Sweep[] => [
  sequenceSweep(installation.signer),
  sendSweep(sendingOf(installation, place, log)),
  forgetSweep,
  { id: 'clocks.due', everyMs: CLOCKS_EVERY_MS, run: sweepClocks },
  { id: 'identity.forget', everyMs: HOUR_MS, run: sweepIdentity },
  forgetKeys,
  forgetLimits,
  ...features.flatMap(({ sweeps }) => sweeps ?? []),
]

/** Delivers events, runs sweeps and tasks, for every city; any number of processes may. */
export const runWorker = async (installation: Installation, place: Place, log: Logger): Promise<Worker> => {
  const { url, database, vault } = installation
  const tasks = features.flatMap(feature => feature.tasks ?? [])
  const running = await startTasks({
    url,
    database,
    tasks,
    vault,
    now,
    onError: (error, job) => log.error({ err: error, job }, 'a task failed'),
  })
  const worker = startWorker({
    database,
    consumers: [running.consumer, ...features.flatMap(({ consumers }) => consumers ?? [])],
    sweeps: sweepsOf(installation, place, log),
    now,
    onError: (error, where) => log.error({ err: error, ...where }, 'background work failed'),
  })
  return {
    stop: async () => {
      await worker.stop()
      await running.stop()
    },
  }
}
