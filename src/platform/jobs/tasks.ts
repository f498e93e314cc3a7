import { CompiledQuery } from 'kysely'
import { PgBoss } from 'pg-boss'
import type { Instant } from '../../kernel/time.ts'
import type { Vault } from '../crypto/vault.ts'
import { hostsOf } from '../db/hosts.ts'
import { openPool } from '../db/pool.ts'
import type { Database, Tx } from '../db/types.ts'
import type { Consumer } from '../feature.ts'
import type { OwnOf } from '../personal/own.ts'
import { traced } from '../trace/trace.ts'
import { emit } from './emit.ts'
import { LeaseLost, leased } from './lease.ts'
import type { AnyTask, Task } from './types.ts'

/** Makes a task; its input is checked against the schema again when it runs, maybe days later. */
export const defineTask = <In>(task: Task<In>): AnyTask => ({
  ...task,
  run: (input, context) => task.run(task.input.parse(input), context),
})

const TOPIC = 'jobs.task'
const SCHEMA = 'pgboss'
const RETRIES = 2
const SECONDS_MAX = 900
const POLL_SECONDS = 1
const STOP_MS_MAX = 5_000
/** Whoever runs a task says so this often; silent for so long, it is dead or asleep, and another takes the task over. */
const BEAT_SECONDS = 5
const SILENT_SECONDS = 15
/** Who is silent is looked for this often: a task is left lying for SILENT_SECONDS and this at most. */
const WATCH_SECONDS = 10
const BOSS_CONNECTIONS = 3

type Order = { readonly task: string; readonly input: unknown }
type JobData = { readonly city: string; readonly input: unknown }

/** Orders a task in the transaction that needs it: it is run when, and only when, that commits. */
export const enqueue = (tx: Tx, task: AnyTask, input: unknown, now: Instant): Promise<void> => {
  const order: Order = { task: task.id, input: task.input.parse(input) }
  return emit(tx, { topic: TOPIC, key: crypto.randomUUID(), payload: order, at: now })
}

export type TasksOptions = {
  readonly url: string
  readonly database: Database
  readonly tasks: readonly AnyTask[]
  /** Opens and seals what a task works with. */
  readonly vault: Vault
  /** What the slices keep of a person. */
  readonly own?: readonly OwnOf[]
  readonly now: () => Instant
  readonly onError: (error: unknown, job: string) => void
}

export type Tasks = {
  /** Hands ordered tasks to pg-boss, exactly once; give it to the worker with the others. */
  readonly consumer: Consumer
  readonly stop: () => Promise<void>
}

const begin = async ({
  url,
  database,
  tasks,
  vault,
  own = [],
  now,
  onError,
}: TasksOptions): Promise<{ readonly boss: PgBoss; readonly end: () => Promise<unknown> }> => {
  // Of several servers the pool knows which one takes writes; pg-boss would ask the first for ever.
  const pool = hostsOf(url).length > 1 ? openPool(url, { max: BOSS_CONNECTIONS }) : undefined
  const executeSql = async (text: string, values: unknown[] = []): Promise<{ rows: object[] }> => {
    if (pool === undefined) throw new Error('pg-boss has its own connections')
    return pool.query(text, values)
  }
  const boss = new PgBoss({
    ...(pool === undefined ? { connectionString: url } : { db: { executeSql } }),
    schema: SCHEMA,
    max: BOSS_CONNECTIONS,
    schedule: false,
    superviseIntervalSeconds: BEAT_SECONDS,
    monitorIntervalSeconds: WATCH_SECONDS,
    application_name: 'linli tasks',
  })
  boss.on('error', error => onError(error, 'pg-boss'))
  await boss.start()
  for (const task of tasks) {
    const expireInSeconds = task.secondsMax ?? SECONDS_MAX
    const queue = { retryLimit: RETRIES, retryBackoff: true, expireInSeconds, heartbeatSeconds: SILENT_SECONDS }
    await boss.createQueue(task.id, queue)
    // A queue made by an older version is left alone by the line above.
    await boss.updateQueue(task.id, queue)
    const work = { pollingIntervalSeconds: POLL_SECONDS, batchSize: 1, heartbeatRefreshSeconds: BEAT_SECONDS }
    await boss.work<JobData>(task.id, work, async ([job]) => {
      if (job === undefined) return
      const lease = { task: task.id, job: job.id, attempt: job.retryCount }
      const db = leased(database.city(job.data.city), lease)
      await traced(`task ${task.id}`, 'job', { 'linli.city': job.data.city }, () =>
        task.run(job.data.input, { db, now: now(), id: job.id, vault, own }),
      ).catch(error => {
        // pg-boss fences its own notes in the same way: giving up here takes nothing from whoever has the task now.
        if (!(error instanceof LeaseLost)) onError(error, task.id)
        throw error
      })
    })
  }
  return { boss, end: async () => pool?.end() }
}

/** Begins to run tasks. pg-boss starts with the first need: at once when there are tasks, else never. */
export const startTasks = async (options: TasksOptions): Promise<Tasks> => {
  const begun = options.tasks.length > 0 ? await begin(options) : undefined
  const boss = begun?.boss
  const known = new Set(options.tasks.map(({ id }) => id))
  return {
    consumer: {
      id: 'jobs.tasks',
      topic: TOPIC,
      handle: async (tx, event) => {
        const { task, input } = event.payload as Order
        if (boss === undefined || !known.has(task)) throw new Error(`no such task: ${task}`)
        const data: JobData = { city: tx.city.code, input }
        // Through our transaction, which also ends the event: the job is there exactly once.
        const executeSql = async (text: string, values: unknown[] = []): Promise<{ rows: object[] }> => ({
          rows: [...(await tx.built(CompiledQuery.raw(text, values) as CompiledQuery<Record<string, unknown>>))],
        })
        await boss.send(task, data, { db: { executeSql } })
      },
    },
    stop: async () => {
      await boss?.stop({ graceful: true, timeout: STOP_MS_MAX })
      await begun?.end()
    },
  }
}
