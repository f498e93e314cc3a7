import { Agent, request } from 'node:http'
import { percentile } from './result.ts'

export type Call = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  /** JSON, unless the headers say otherwise. */
  readonly body?: string | Buffer
}

export type Loaded = {
  readonly count: number
  readonly seconds: number
  readonly perSecond: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  /** How many answers had a status other than the one expected. */
  readonly others: number
  /** The first of them, to be told why. */
  readonly firstOther: string | undefined
}

const ANSWER_MS_MAX = 30_000

/** Sends one call and waits for the whole answer. */
export const send = (
  base: URL,
  agent: Agent,
  call: Call,
): Promise<{ readonly status: number; readonly text: string }> =>
  new Promise((resolve, reject) => {
    const { method, path, headers, body } = call
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
    const asked = request(
      {
        host: base.hostname,
        port: base.port,
        method,
        path,
        agent,
        headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers, ...length },
        timeout: ANSWER_MS_MAX,
      },
      answer => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString() }))
        answer.on('error', reject)
      },
    )
    asked.on('timeout', () => asked.destroy(new Error('no answer in time')))
    asked.on('error', reject)
    asked.end(body)
  })

/** Sends `count` calls over `connections` kept open, each the next as soon as it has its answer. Loopback only. */
export const httpLoad = async (
  base: string,
  count: number,
  connections: number,
  status: number,
  callOf: (index: number) => Call,
): Promise<Loaded> => {
  const url = new URL(base)
  if (url.hostname !== '127.0.0.1') throw new Error('load is for this machine only')
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const times: number[] = []
  let [next, others] = [0, 0]
  let firstOther: string | undefined
  const client = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) {
      const start = performance.now()
      const answer = await send(url, agent, callOf(index))
      times.push(performance.now() - start)
      if (answer.status === status) continue
      others += 1
      firstOther ??= `${answer.status} ${answer.text.slice(0, 300)}`
    }
  }
  const start = performance.now()
  await Promise.all(Array.from({ length: connections }, client))
  const ms = performance.now() - start
  agent.destroy()
  return {
    count,
    seconds: Math.round(ms / 100) / 10,
    perSecond: Math.round((count * 1000) / ms),
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    p99: percentile(times, 0.99),
    others,
    firstOther,
  }
}
