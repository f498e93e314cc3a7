import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { ChunkReport, Ground } from './types.ts'

const THREADS_MAX = 8

export type Checkers = {
  /** Has some ballot lines checked; settles when a thread has them, so that a reader does not run ahead. */
  readonly check: (lines: readonly string[]) => Promise<void>
  /** All reports, in the order their lines were handed in; the threads end. */
  readonly end: () => Promise<readonly ChunkReport[]>
}

const answerOf = (worker: Worker, lines: readonly string[]): Promise<ChunkReport> =>
  new Promise((resolve, reject) => {
    const heard = (report: ChunkReport): void => {
      worker.off('error', reject)
      resolve(report)
    }
    worker.once('message', heard).once('error', reject)
    worker.postMessage(lines)
  })

/** Checks parts of a vote on all processors. A thread is started when a part finds none free. */
export const checkers = (ground: Ground): Checkers => {
  const most = Math.max(1, Math.min(THREADS_MAX, availableParallelism()))
  const all: Worker[] = []
  const idle: Worker[] = []
  const waiting: ((worker: Worker) => void)[] = []
  const reports: Promise<ChunkReport>[] = []

  const take = (): Promise<Worker> => {
    const free = idle.pop()
    if (free !== undefined) return Promise.resolve(free)
    if (all.length >= most) return new Promise(resolve => waiting.push(resolve))
    const started = new Worker(new URL('./worker.ts', import.meta.url), { workerData: ground })
    all.push(started)
    return Promise.resolve(started)
  }
  const give = (worker: Worker): void => {
    const next = waiting.shift()
    if (next === undefined) idle.push(worker)
    else next(worker)
  }

  return {
    check: async lines => {
      const worker = await take()
      const report = answerOf(worker, lines).finally(() => give(worker))
      reports.push(report)
      // A thread that dies is told by `end`; until then it is nobody's unhandled rejection.
      report.catch(() => undefined)
    },
    end: async () => {
      try {
        return await Promise.all(reports)
      } finally {
        await Promise.all(all.map(worker => worker.terminate()))
      }
    },
  }
}
