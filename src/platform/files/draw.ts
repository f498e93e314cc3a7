import { Worker } from 'node:worker_threads'
import type { DrawJob, Drawn } from './draw-worker.ts'

/** Photos drawn at a time: a machine that is busy gives one thread too little, and photos would wait for each other. */
const AT_ONCE = 2

/** A thread and whoever waits for it. */
type Lane = { thread: Worker | undefined; turn: Promise<unknown>; waiting: number }

const lanes: readonly Lane[] = Array.from({ length: AT_ONCE }, () => ({
  thread: undefined,
  turn: Promise.resolve(),
  waiting: 0,
}))

/** The lane's thread, started with its first photo. It does not keep the process from ending. */
const started = (lane: Lane): Worker => {
  if (lane.thread !== undefined) return lane.thread
  const worker = new Worker(new URL('./draw-worker.ts', import.meta.url), {
    resourceLimits: { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 192 },
  })
  worker.unref()
  worker.once('exit', () => {
    if (lane.thread === worker) lane.thread = undefined
  })
  lane.thread = worker
  return worker
}

/** What came of it; undefined when the thread ended over it. */
const once = (lane: Lane, job: DrawJob): Promise<Drawn | undefined> =>
  new Promise(resolve => {
    const worker = started(lane)
    const end = (drawn: Drawn | undefined): void => {
      worker.off('message', end).off('error', lost).off('exit', lost)
      worker.unref()
      resolve(drawn)
    }
    const lost = (): void => {
      if (lane.thread === worker) lane.thread = undefined
      end(undefined)
    }
    worker.ref()
    worker.on('message', end).on('error', lost).on('exit', lost)
    worker.postMessage(job)
  })

/**
 * Draws a photo anew in one of its two sizes, two photos at a time, each on a thread of its own: what the pictures leave behind in
 * memory is then cleared there, and not while everybody's requests wait. A photo whose thread ended is given to a new one;
 * one that ends two threads is broken.
 */
export const draw = (job: DrawJob): Promise<Drawn> => {
  const lane = lanes.reduce((a, b) => (b.waiting < a.waiting ? b : a))
  lane.waiting += 1
  const mine = lane.turn
    .then(async () => (await once(lane, job)) ?? (await once(lane, job)) ?? { kind: 'broken' as const })
    .finally(() => {
      lane.waiting -= 1
    })
  lane.turn = mine
  return mine
}
