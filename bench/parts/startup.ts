import { readFileSync } from 'node:fs'
import { dataFolder, startServer, type TestServer } from '../../tests/e2e/support/server.ts'
import { since } from '../support/result.ts'

/** Resident memory of a process, in MiB. */
export const rssOf = (pid: number): number => {
  const kib = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Math.round(Number(kib ?? 0) / 1024)
}

const alive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Stops a server as a service manager would, and leaves its data. */
export const stopKeeping = async ({ pid }: TestServer): Promise<void> => {
  process.kill(pid, 'SIGTERM')
  for (let waited = 0; alive(pid) && waited < 20_000; waited += 50)
    await new Promise(resolve => setTimeout(resolve, 50))
}

export type Startup = { readonly firstSeconds: number; readonly secondSeconds: number; readonly rssMiB: number }

/** From the command to a city that can be used: the first time, with the demonstration city made, and the second. */
export const measureStartup = async (): Promise<Startup> => {
  const data = await dataFolder()
  let start = performance.now()
  const first = await startServer({}, data)
  const firstSeconds = since(start)
  await stopKeeping(first)
  start = performance.now()
  const second = await startServer({}, data)
  const secondSeconds = since(start)
  const rssMiB = rssOf(second.pid)
  await second.stop()
  return { firstSeconds, secondSeconds, rssMiB }
}
