import { randomUUID } from 'node:crypto'
import { Agent } from 'node:http'
import { createStaff } from '../../src/platform/identity/new-staff.ts'
import { send } from '../support/http-load.ts'
import { percentile } from '../support/result.ts'
import type { Served } from '../support/served.ts'

const PEOPLE = 200
const WITHIN_MS = 10_000
const AGAIN_MS = 1_000
const TRIES_MAX = 60
const ADDRESSES = 100

export type SignIns = {
  readonly people: number
  /** From the first asking to the last session. */
  readonly doneSeconds: number
  readonly failed: number
  /** Asked again after being told that too many wait. */
  readonly again: number
  /** Answers to others that were none. */
  readonly broken: number
  readonly p95Seconds: number
  /** Other people's pages meanwhile. */
  readonly others: { readonly count: number; readonly p50: number; readonly p95: number; readonly p99: number }
}

const wait = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

/** Two hundred members of staff sign in within ten seconds, while others go on reading. */
export const measureSignIns = async ({ server, behind, audience, known }: Served): Promise<SignIns> => {
  const { db, vault, now } = behind
  const run = randomUUID().slice(0, 8).replaceAll('-', '')
  const password = '一串足够长的口令 2026 morning'
  for (let at = 0; at < PEOPLE; at++) {
    const made = await createStaff(db, vault, { username: `b${run}${at}`, password, name: '演示人员' }, now)
    if (!made.ok) throw new Error(`no account was made: ${made.error[0]?.tag}`)
  }
  const url = new URL(server.base)
  // From many addresses, as from many offices: one address has few tries.
  const agents = Array.from({ length: ADDRESSES }, (_, at) => new Agent({ localAddress: `127.0.2.${at + 1}` }))
  const agent = new Agent({ keepAlive: true, maxSockets: 4 })
  let [failed, again, broken, over] = [0, 0, 0, false]
  const times: number[] = []
  const others: number[] = []
  const start = performance.now()
  const person = async (at: number): Promise<void> => {
    await wait((at * WITHIN_MS) / PEOPLE)
    const begun = performance.now()
    for (let tries = 0; tries < TRIES_MAX; tries++) {
      const answered = await send(url, agents[at % ADDRESSES] ?? agent, {
        method: 'POST',
        path: '/api/staff/sign-in',
        headers: { 'idempotency-key': randomUUID() },
        body: JSON.stringify({ username: `b${run}${at}`, password }),
      }).catch(() => undefined)
      const status = answered?.status ?? 503
      if (status === 200) {
        times.push(performance.now() - begun)
        return
      }
      if (status !== 429 && status !== 503) break
      again += 1
      await wait(AGAIN_MS)
    }
    failed += 1
  }
  const reader = async (): Promise<void> => {
    for (let index = 0; !over; index++) {
      const begun = performance.now()
      const path = `/api/work-orders/${known.ids[index % known.ids.length]}`
      const headers = { cookie: audience.readers.desk.cookie }
      const answered = await send(url, agent, { method: 'GET', path, headers }).catch(() => undefined)
      if (answered?.status !== 200) broken += 1
      others.push(performance.now() - begun)
      await wait(100)
    }
  }
  const reading = [reader(), reader()]
  await Promise.all(Array.from({ length: PEOPLE }, (_, at) => person(at)))
  const doneSeconds = Math.round((performance.now() - start) / 100) / 10
  over = true
  await Promise.all(reading)
  agent.destroy()
  return {
    people: PEOPLE,
    doneSeconds,
    failed,
    again,
    broken,
    p95Seconds: Math.round(percentile(times, 0.95) / 100) / 10,
    others: {
      count: others.length,
      p50: percentile(others, 0.5),
      p95: percentile(others, 0.95),
      p99: percentile(others, 0.99),
    },
  }
}
