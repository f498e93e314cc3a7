import { randomUUID } from 'node:crypto'
import { Agent } from 'node:http'
import { send } from '../support/http-load.ts'
import type { Served } from '../support/served.ts'
import { Mix, type Mixed } from './mixed.ts'
import { RATE } from './soak.ts'

const ROWS = 50_000
const BOUNDARY = 'linli-bench-boundary'
const WARM_SECONDS = 15
/**
 * The load is looked at in turns of ten seconds; so many of them before the import, and as many after it. Those after it
 * are for whoever reads the figures: what an import leaves to be done is still being done then.
 */
const [TURN_SECONDS, TURNS_ALONE] = [10, 4]
const SECONDS_MAX = 600
const POLL_MS = 500

export type Imported = {
  readonly rows: number
  readonly broughtIn: number
  readonly state: string
  readonly seconds: number
  /** The mixed load before, and while the file was read: the turn in the middle, by its 95th percentile. */
  readonly alone: Mixed
  readonly beside: Mixed
  readonly p95Growth: number
  /** Of all turns. */
  readonly errors: number
  /** The 95th percentile of every turn, in order: the machine is not as quick in one as in the next. */
  readonly p95s: {
    readonly before: readonly number[]
    readonly beside: readonly number[]
    readonly after: readonly number[]
  }
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

/** The turn in the middle: one that met a start, or somebody else on the machine, does not speak for the others. */
const middleOf = (turns: readonly Mixed[]): Mixed => {
  const found = turns.toSorted((a, b) => a.p95 - b.p95)[(turns.length - 1) >> 1]
  if (found === undefined) throw new Error('no turn was measured')
  return found
}

/** A file of fifty thousand rows handed in at the console while the city goes on working. */
export const measureImport = async (served: Served): Promise<Imported> => {
  const { server, behind, audience, known } = served
  const secondsMost = WARM_SECONDS + 2 * TURNS_ALONE * TURN_SECONDS + SECONDS_MAX
  const mix = await Mix.of(server.base, behind, known, audience, RATE * secondsMost)
  let seed = 11
  const turn = (): Promise<Mixed> => mix.run({ seconds: TURN_SECONDS, rate: RATE, users: 50, seed: seed++ })
  const turns = async (): Promise<readonly Mixed[]> => {
    const found: Mixed[] = []
    while (found.length < TURNS_ALONE) found.push(await turn())
    return found
  }
  await mix.run({ seconds: WARM_SECONDS, rate: RATE / 2, users: 50, seed: 10 })
  const before = await turns()
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
  do beside.push(await turn())
  while (state === 'waiting' || state === 'running')
  await watching
  agent.destroy()
  await served.quiet()
  const after = await turns()
  const [alone, middle] = [middleOf(before), middleOf(beside)]
  const p95sOf = (of: readonly Mixed[]): readonly number[] => of.map(({ p95 }) => p95)
  return {
    rows: ROWS,
    broughtIn,
    state,
    seconds,
    alone,
    beside: middle,
    p95Growth: Math.round((middle.p95 / Math.max(1, alone.p95) - 1) * 100),
    errors: [...before, ...beside, ...after].reduce((sum, { errors }) => sum + errors, 0),
    p95s: { before: p95sOf(before), beside: p95sOf(beside), after: p95sOf(after) },
  }
}
