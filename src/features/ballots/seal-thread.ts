import { randomBytes } from 'node:crypto'
import { isMainThread, parentPort, Worker } from 'node:worker_threads'
import type { Choice } from '../../kernel/ballot/cast.ts'
import { sealBallots } from '../../kernel/ballot/sealed/seal.ts'
import type { Opening, Sealed, SealedContext } from '../../kernel/ballot/sealed/types.ts'

type Ballots = readonly { readonly context: SealedContext; readonly choice: Choice }[]
type SealedBallots = readonly { readonly sealed: Sealed; readonly opening: Opening }[]
type Question = { readonly id: number; readonly ballots: Ballots }
type Answer = { readonly id: number; readonly sealed: SealedBallots }

// The other side: this same file, started as a thread.
const IS_THREAD = 'linli/seal'
if (!isMainThread && process.argv.includes(IS_THREAD))
  parentPort?.on('message', ({ id, ballots }: Question) =>
    parentPort?.postMessage({ id, sealed: sealBallots(ballots, randomBytes) } satisfies Answer),
  )

export type Sealer = {
  /** Seals the ballots of one owner group, with chance of the operating system. */
  readonly seal: (ballots: Ballots) => Promise<SealedBallots>
  readonly close: () => Promise<void>
}

/**
 * Seals in a thread of its own: ten motions take some 16 ms, in which the server answers others. The thread starts with the
 * first ballot, does not keep a process alive, and is started again if it dies; what it was doing is refused with its error.
 */
export const sealer = (): Sealer => {
  let thread: Worker | undefined
  let last = 0
  const waiting = new Map<number, PromiseWithResolvers<SealedBallots>>()
  const end = (error: Error): void => {
    thread = undefined
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  const start = (): Worker => {
    const worker = new Worker(new URL(import.meta.url), { argv: [IS_THREAD] })
    worker.on('message', ({ id, sealed }: Answer) => {
      waiting.get(id)?.resolve(sealed)
      waiting.delete(id)
      if (waiting.size === 0) worker.unref()
    })
    worker.once('error', end)
    return worker
  }
  return {
    seal: ballots => {
      const answer = Promise.withResolvers<SealedBallots>()
      thread ??= start()
      thread.ref()
      last += 1
      waiting.set(last, answer)
      thread.postMessage({ id: last, ballots } satisfies Question)
      return answer.promise
    },
    close: async () => {
      const worker = thread
      end(new Error('the sealer was closed'))
      await worker?.terminate()
    },
  }
}
