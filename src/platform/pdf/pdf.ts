import { Worker } from 'node:worker_threads'
import type { PdfJob } from './pdf-worker.ts'

const MEGABYTES_MAX = 384
const MS_MAX = 120_000
/** What a person can have said is longer than any paper should be. */
export const LINES_MAX = 20_000

/**
 * A PDF of some lines, with the Chinese characters it needs and no others. Made on a thread of its own, so that no
 * request waits for it, with bounds on memory and time.
 * @throws when it takes more than that
 */
export const pdfOf = (job: PdfJob): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./pdf-worker.ts', import.meta.url), {
      workerData: { ...job, lines: job.lines.slice(0, LINES_MAX) },
      resourceLimits: { maxOldGenerationSizeMb: MEGABYTES_MAX },
    })
    const timer = setTimeout(() => end(() => reject(new Error('the PDF took too long'))), MS_MAX)
    const end = (tell: () => void): void => {
      clearTimeout(timer)
      tell()
      void worker.terminate()
    }
    worker.on('message', (bytes: Uint8Array) => end(() => resolve(Buffer.from(bytes))))
    worker.on('error', error => end(() => reject(error)))
    worker.on('exit', () => end(() => reject(new Error('the PDF was not finished'))))
  })
