import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** What a process holds at a moment. */
export type Held = {
  readonly seconds: number
  readonly rssMiB: number
  readonly handles: number
  /** Those of the handles that are somebody's open connection over TCP: how many depends on who asks, not on the process. */
  readonly connections: number
  readonly cpuSeconds: number
}

const TICKS_PER_SECOND = 100

/** Processor time a process has used so far, all its threads. */
export const cpuSecondsOf = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS_PER_SECOND
}

const ESTABLISHED = '01'

/** Inodes of the open TCP connections of a process's network. */
const connected = (pid: number): ReadonlySet<string> =>
  new Set(
    ['tcp', 'tcp6']
      .map(name => `/proc/${pid}/net/${name}`)
      .filter(existsSync)
      .flatMap(path => readFileSync(path, 'utf8').trim().split('\n').slice(1))
      .map(line => line.trim().split(/\s+/))
      .filter(([, , , state]) => state === ESTABLISHED)
      .map(fields => fields[9] ?? ''),
  )

/** What a handle leads to, such as `socket:[4711]`; empty when it was closed since it was listed. */
const target = (pid: number, handle: string): string => {
  try {
    return readlinkSync(`/proc/${pid}/fd/${handle}`)
  } catch {
    return ''
  }
}

const heldBy = (pid: number, start: number): Held => {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const handles = readdirSync(`/proc/${pid}/fd`)
  const open = connected(pid)
  return {
    seconds: Math.round((performance.now() - start) / 1000),
    rssMiB: Math.round(Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024),
    handles: handles.length,
    connections: handles.filter(handle => open.has(/^socket:\[(\d+)\]$/.exec(target(pid, handle))?.[1] ?? '')).length,
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
export const growthOf = (seen: readonly Held[], what: 'rssMiB' | 'handles' | 'connections'): Growth => {
  const fifth = Math.max(1, Math.floor(seen.length / 5))
  const values = seen.map(held => held[what])
  const [from, to] = [middle(values.slice(fifth, 2 * fifth)), middle(values.slice(-fifth))]
  return { from, to, percent: Math.round(((to - from) * 1000) / Math.max(1, from)) / 10 }
}
