import { Worker } from 'node:worker_threads'
import type { DrawJob, Drawn } from './draw-worker.ts'

let thread: Worker | undefined

/** The thread that draws, started with the first photo. It does not keep the process from ending. */
const started = (): Worker => {
  if (thread !== undefined) return thread
  const worker = new Worker(new URL('./draw-worker.ts', import.meta.url), {
    resourceLimits: { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 192 },
  })
  worker.unref()
  worker.once('exit', () => {
    if (thread === worker) thread = undefined
  })
  thread = worker
  return worker
}

/** What came of it; undefined when the thread ended over it. */
const once = (job: DrawJob): Promise<Drawn | undefined> =>
  new Promise(resolve => {
    const worker = started()
    const end = (drawn: Drawn | undefined): void => {
      worker.off('message', end).off('error', lost).off('exit', lost)
      worker.unref()
      resolve(drawn)
    }
    const lost = (): void => {
      if (thread === worker) thread = undefined
      end(undefined)
    }
    worker.ref()
    worker.on('message', end).on('error', lost).on('exit', lost)
    worker.postMessage(job)
  })

let turn: Promise<unknown> = Promise.resolve()

/**
 * Draws a photo anew in two sizes, one photo after the other, on a thread of its own: what the pictures leave behind in
 * memory is then cleared there, and not while everybody's requests wait. A photo whose thread ended is given to a new one;
 * one that ends two threads is broken.
 */
export const draw = (job: DrawJob): Promise<Drawn> => {
  const mine = turn.then(async () => (await once(job)) ?? (await once(job)) ?? { kind: 'broken' as const })
  turn = mine
  return mine
}
