import { randomUUID } from 'node:crypto'
import { Agent } from 'node:http'
import { send } from '../support/http-load.ts'
import type { Served } from '../support/served.ts'
import { Mix, type Mixed } from './mixed.ts'
import { RATE } from './soak.ts'

const ROWS = 50_000
const BOUNDARY = 'linli-bench-boundary'
const ALONE_SECONDS = 40
const SECONDS_MAX = 600
const POLL_MS = 500

export type Imported = {
  readonly rows: number
  readonly broughtIn: number
  readonly state: string
  readonly seconds: number
  /** The mixed load before, and while the file was read. */
  readonly alone: Mixed
  readonly beside: Mixed
  readonly p95Growth: number
}

const fileOf = (mark: string): Buffer =>
  Buffer.from(
    [
      '编号,诉求类型,渠道,标题,内容,日期,答复,答复天数,地点',
      ...Array.from(
        { length: ROWS },
        (_, row) =>
          `${mark}-${row},投诉,电话,路灯不亮,第${row}盏路灯不亮，晚上回家害怕${mark},2024-08-05,已修,2,兴文路`,
      ),
    ].join('\n'),
  )

/** A file of fifty thousand rows handed in at the console while the city goes on working. */
export const measureImport = async (served: Served): Promise<Imported> => {
  const { server, behind, audience, known } = served
  const mix = await Mix.of(server.base, behind, known, audience, RATE * (ALONE_SECONDS + SECONDS_MAX))
  const alone = await mix.run({ seconds: ALONE_SECONDS, rate: RATE, users: 50, seed: 11 })
  const mark = randomUUID().slice(0, 8).replaceAll(/\d/g, 'x')
  const [url, agent] = [new URL(server.base), new Agent({ keepAlive: true })]
  const { cookie } = audience.readers.desk
  const body = Buffer.concat([
    Buffer.from(`--${BOUNDARY}\r\ncontent-disposition: form-data; name="source"\r\n\r\nbench-${mark}\r\n`),
    Buffer.from(
      `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="old.csv"\r\ncontent-type: text/csv\r\n\r\n`,
    ),
    fileOf(mark),
    Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
  ])
  const headers = {
    cookie,
    'idempotency-key': randomUUID(),
    'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
  }
  const start = performance.now()
  const handed = await send(url, agent, { method: 'POST', path: '/api/work-orders/imports', headers, body })
  if (handed.status !== 202) throw new Error(`the file was not taken: ${handed.status} ${handed.text.slice(0, 300)}`)
  const { id } = JSON.parse(handed.text) as { readonly id: string }
  const beside: Mixed[] = []
  let [state, seconds, broughtIn] = ['waiting', 0, 0]
  const watch = async (): Promise<void> => {
    while ((state === 'waiting' || state === 'running') && seconds < SECONDS_MAX) {
      await new Promise(resolve => setTimeout(resolve, POLL_MS))
      const path = `/api/work-orders/imports/${id}`
      const { text } = await send(url, agent, { method: 'GET', path, headers: { cookie } })
      const found = JSON.parse(text) as { readonly state: string; readonly summary: { broughtIn: number } | null }
      seconds = Math.round((performance.now() - start) / 100) / 10
      broughtIn = found.summary?.broughtIn ?? 0
      state = found.state
    }
  }
  const watching = watch()
  // In turns, so that the load ends with the import.
  for (let turn = 0; turn === 0 || state === 'waiting' || state === 'running'; turn++)
    beside.push(await mix.run({ seconds: 10, rate: RATE, users: 50, seed: 12 + turn }))
  await watching
  agent.destroy()
  const worst = beside.toSorted((a, b) => b.p95 - a.p95)
  const middle = worst[worst.length >> 1] ?? alone
  return {
    rows: ROWS,
    broughtIn,
    state,
    seconds,
    alone,
    beside: middle,
    p95Growth: Math.round((middle.p95 / Math.max(1, alone.p95) - 1) * 100),
  }
}
