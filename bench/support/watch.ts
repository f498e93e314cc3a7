import { readdirSync, readFileSync } from 'node:fs'

/** What a process holds at a moment. */
export type Held = {
  readonly seconds: number
  readonly rssMiB: number
  readonly handles: number
  readonly cpuSeconds: number
}

const TICKS_PER_SECOND = 100

/** Processor time a process has used so far, all its threads. */
export const cpuSecondsOf = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS_PER_SECOND
}

const heldBy = (pid: number, start: number): Held => {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return {
    seconds: Math.round((performance.now() - start) / 1000),
    rssMiB: Math.round(Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024),
    handles: readdirSync(`/proc/${pid}/fd`).length,
    cpuSeconds: cpuSecondsOf(pid),
  }
}

/** Looks at a process every so often until `stop`, which gives what was seen. */
export const watching = (pid: number, everyMs: number): { readonly stop: () => readonly Held[] } => {
  const start = performance.now()
  const seen: Held[] = [heldBy(pid, start)]
  const timer = setInterval(() => seen.push(heldBy(pid, start)), everyMs)
  return {
    stop: () => {
      clearInterval(timer)
      seen.push(heldBy(pid, start))
      return seen
    },
  }
}

const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

export type Growth = { readonly from: number; readonly to: number; readonly percent: number }

/** The middle of the second fifth against that of the last: the first is for warming up. */
export const growthOf = (seen: readonly Held[], what: 'rssMiB' | 'handles'): Growth => {
  const fifth = Math.max(1, Math.floor(seen.length / 5))
  const values = seen.map(held => held[what])
  const [from, to] = [middle(values.slice(fifth, 2 * fifth)), middle(values.slice(-fifth))]
  return { from, to, percent: Math.round(((to - from) * 1000) / Math.max(1, from)) / 10 }
}
