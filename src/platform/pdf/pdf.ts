import { Worker } from 'node:worker_threads'
import type { PdfAnswer, PdfAsked, PdfJob } from './pdf-worker.ts'

const MEGABYTES_MAX = 384
const MS_MAX = 120_000
/** A thread that has nothing to do is kept for so long: reading the font takes longer than most papers. */
const IDLE_MS_MAX = 60_000
/** What a person can have said is longer than any paper should be. */
export const LINES_MAX = 20_000

type Waiting = PromiseWithResolvers<Buffer> & { readonly asked: PdfAsked }

const queue: Waiting[] = []
let thread: Worker | undefined
let timer: NodeJS.Timeout | undefined
let last = 0

/** Ends the thread, and what it was doing with it; whoever waits behind gets a new one. */
const drop = (why: string): void => {
  const worker = thread
  thread = undefined
  clearTimeout(timer)
  queue.shift()?.reject(new Error(why))
  void worker?.terminate()
  next()
}

const start = (): Worker => {
  const worker = new Worker(new URL('./pdf-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: MEGABYTES_MAX },
  })
  worker.on('message', (answer: PdfAnswer) => {
    if (answer.id !== queue[0]?.asked.id) return
    const done = queue.shift()
    if ('bytes' in answer) done?.resolve(Buffer.from(answer.bytes))
    else done?.reject(new Error(answer.failed))
    clearTimeout(timer)
    next()
  })
  worker.on('error', error => worker === thread && drop(String(error)))
  worker.on('exit', () => worker === thread && drop('the PDF was not finished'))
  return worker
}

/** Hands the thread the first that waits, one at a time: the bound on time is for each. */
function next(): void {
  const [first] = queue
  if (first === undefined) {
    thread?.unref()
    timer = setTimeout(() => void (thread && drop('')), IDLE_MS_MAX).unref()
    return
  }
  thread ??= start()
  thread.ref()
  thread.postMessage(first.asked)
  timer = setTimeout(() => drop('the PDF took too long'), MS_MAX)
}

/** Somebody is about to ask for a paper: the thread reads its font meanwhile. */
export const readyPdf = (): void => {
  if (queue.length > 0 || thread !== undefined) return
  thread = start()
  next()
}

/**
 * A PDF of some lines, with the Chinese characters it needs and no others. Made on a thread of its own, so that no
 * request waits for it, one after another, with bounds on memory and time.
 * @throws when it takes more than that
 */
export const pdfOf = (job: PdfJob): Promise<Buffer> => {
  last += 1
  const asked = { id: last, job: { ...job, lines: job.lines.slice(0, LINES_MAX) } }
  const waiting: Waiting = { ...Promise.withResolvers<Buffer>(), asked }
  queue.push(waiting)
  if (queue.length === 1) {
    clearTimeout(timer)
    next()
  }
  return waiting.promise
}
