import { parentPort, workerData } from 'node:worker_threads'
import { checkChunk } from './chunk.ts'
import type { Ground } from './types.ts'

/** A thread that checks ballots: lines come in, reports go out. */
parentPort?.on('message', (lines: readonly string[]) =>
  parentPort?.postMessage(checkChunk(workerData as Ground, lines)),
)
