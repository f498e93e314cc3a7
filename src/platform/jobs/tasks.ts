import { CompiledQuery } from 'kysely'
import { PgBoss } from 'pg-boss'
import type { Instant } from '../../kernel/time.ts'
import type { Vault } from '../crypto/vault.ts'
import type { Database, Tx } from '../db/types.ts'
import type { Consumer } from '../feature.ts'
import { emit } from './emit.ts'
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
  readonly now: () => Instant
  readonly onError: (error: unknown, job: string) => void
}

export type Tasks = {
  /** Hands ordered tasks to pg-boss, exactly once; give it to the worker with the others. */
  readonly consumer: Consumer
  readonly stop: () => Promise<void>
}

const begin = async ({ url, database, tasks, vault, now, onError }: TasksOptions): Promise<PgBoss> => {
  const boss = new PgBoss({
    connectionString: url,
    schema: SCHEMA,
    max: 3,
    schedule: false,
    application_name: 'linli tasks',
  })
  boss.on('error', error => onError(error, 'pg-boss'))
  await boss.start()
  for (const task of tasks) {
    const expireInSeconds = task.secondsMax ?? SECONDS_MAX
    await boss.createQueue(task.id, { retryLimit: RETRIES, retryBackoff: true, expireInSeconds })
    await boss.work<JobData>(task.id, { pollingIntervalSeconds: POLL_SECONDS, batchSize: 1 }, async ([job]) => {
      if (job === undefined) return
      await task
        .run(job.data.input, { db: database.city(job.data.city), now: now(), id: job.id, vault })
        .catch(error => {
          onError(error, task.id)
          throw error
        })
    })
  }
  return boss
}

/** Begins to run tasks. pg-boss starts with the first need: at once when there are tasks, else never. */
export const startTasks = async (options: TasksOptions): Promise<Tasks> => {
  const boss = options.tasks.length > 0 ? await begin(options) : undefined
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
    stop: async () => boss?.stop({ graceful: true, timeout: STOP_MS_MAX }),
  }
}
