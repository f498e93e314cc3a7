import { randomBytes } from 'node:crypto'
import { isMainThread, type MessagePort, parentPort, Worker } from 'node:worker_threads'
import type { Choice } from '../../kernel/ballot/cast.ts'
import { type Blank, fillBlank, makeBlank } from '../../kernel/ballot/sealed/seal.ts'
import type { Opening, Sealed, SealedContext } from '../../kernel/ballot/sealed/types.ts'

type Ballots = readonly { readonly context: SealedContext; readonly choice: Choice }[]
type SealedBallots = readonly { readonly sealed: Sealed; readonly opening: Opening }[]
/** Ballots to be sealed, or how many blanks to have ready. */
type Question = { readonly id: number; readonly ballots: Ballots } | { readonly blanks: number }
type Answer = { readonly id: number; readonly sealed: SealedBallots }

/** As many as 2,000 heads on ten motions need; some 2 kB each. */
const BLANKS_MAX = 20_000
/** Between two blanks the thread rests as long as one takes, so that preparing takes half of one processor at most. */
const REST_MS = 2

/** The thread: seals what it is asked for, and makes blanks while it is not. They are nowhere but here, and each is taken once. */
const serve = (port: MessagePort): void => {
  const blanks: Blank[] = []
  let [wanted, preparing] = [0, false]
  const prepare = (): void => {
    preparing = blanks.length < wanted
    if (!preparing) return
    blanks.push(makeBlank(randomBytes))
    setTimeout(prepare, REST_MS)
  }
  port.on('message', (question: Question) => {
    if ('blanks' in question) wanted = Math.min(BLANKS_MAX, question.blanks)
    else {
      const sealed = question.ballots.map(({ context, choice }) =>
        fillBlank(blanks.pop() ?? makeBlank(randomBytes), context, choice),
      )
      wanted -= question.ballots.length
      port.postMessage({ id: question.id, sealed } satisfies Answer)
    }
    if (!preparing) prepare()
  })
}

// The other side: this same file, started as a thread.
const IS_THREAD = 'linli/seal'
if (!isMainThread && process.argv.includes(IS_THREAD) && parentPort) serve(parentPort)

export type Sealer = {
  /** Says how many ballots will come: their costly part is done meanwhile, at no hurry, for `BLANKS_MAX` of them at most. */
  readonly prepare: (ballots: number) => void
  /** Seals the ballots of one owner group, with chance of the operating system. */
  readonly seal: (ballots: Ballots) => Promise<SealedBallots>
  readonly close: () => Promise<void>
}

/**
 * Seals in a thread of its own: ten motions take some 16 ms, in which the server answers others, or 1 ms when they were
 * prepared. The thread starts with the first ballot or before, does not keep a process alive, and is started again if it
 * dies; what it was doing is refused with its error.
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
  const running = (): Worker => {
    thread ??= start()
    return thread
  }
  return {
    prepare: ballots => {
      if (ballots <= 0) return
      const worker = running()
      worker.postMessage({ blanks: ballots } satisfies Question)
      if (waiting.size === 0) worker.unref()
    },
    seal: ballots => {
      const answer = Promise.withResolvers<SealedBallots>()
      const worker = running()
      worker.ref()
      last += 1
      waiting.set(last, answer)
      worker.postMessage({ id: last, ballots } satisfies Question)
      return answer.promise
    },
    close: async () => {
      const worker = thread
      end(new Error('the sealer was closed'))
      await worker?.terminate()
    },
  }
}
