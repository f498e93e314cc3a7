import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { instant } from '../../kernel/time.ts'
import { freshVault } from '../crypto/vault.ts'
import type { Consumer, Sweep } from '../feature.ts'
import { testCity } from '../testing/database.ts'
import { emit } from './emit.ts'
import { defineTask, enqueue, startTasks } from './tasks.ts'
import { startWorker } from './worker.ts'

const now = instant(1_790_000_000_000)

const until = async (holds: () => boolean, msMax = 8_000): Promise<void> => {
  for (let waited = 0; !holds(); waited += 20) {
    assert.ok(waited < msMax, 'it did not happen in time')
    await pause(20)
  }
}

test('a worker delivers at once, sweeps every city, and a failing sweep or city holds up no other', async t => {
  const { db, database, addCity } = await testCity(t)
  const heard: string[] = []
  const swept: Record<string, number> = {}
  const errors: string[] = []
  const consumer: Consumer = {
    id: 'hear',
    topic: 'thing',
    handle: async (tx, event) => void heard.push(`${tx.city.code} ${event.key}`),
  }
  const sweeps: readonly Sweep[] = [
    {
      id: 'bad',
      everyMs: 50,
      run: async () => {
        throw new Error('sweep broke')
      },
    },
    {
      id: 'good',
      everyMs: 50,
      run: async ({ city }) => {
        swept[city.code] = (swept[city.code] ?? 0) + 1
        return 1
      },
    },
  ]
  const guangzhou = await addCity('440100', '广州市')
  const worker = startWorker({
    database,
    consumers: [consumer],
    sweeps,
    now: () => now,
    onError: (_, { city, job }) => errors.push(`${city} ${job}`),
  })
  await until(() => (swept['442000'] ?? 0) > 2 && (swept['440100'] ?? 0) > 2)
  await db.tx(tx => emit(tx, { topic: 'thing', key: 'one', payload: {}, at: now }))
  await guangzhou.tx(tx => emit(tx, { topic: 'thing', key: 'two', payload: {}, at: now }))
  await until(() => heard.length === 2)
  await worker.stop()
  assert.deepEqual([...heard].sort(), ['440100 two', '442000 one'])
  assert.deepEqual([...new Set(errors)].sort(), ['440100 bad', '442000 bad'])
  const after = swept['442000']
  await pause(150)
  assert.equal(swept['442000'], after, 'nothing runs after stop')
})

test('a worker with much to deliver stops between two deliveries, and another goes on', async t => {
  const { db, database } = await testCity(t)
  const heard: string[] = []
  const slow: Consumer = {
    id: 'slow',
    topic: 'thing',
    handle: async (_tx, event) => {
      heard.push(event.key)
      await pause(20)
    },
  }
  const EVENTS = 300
  for (let at = 0; at < EVENTS; at++)
    await db.tx(tx => emit(tx, { topic: 'thing', key: `k${at}`, payload: {}, at: now }))
  const options = { database, consumers: [slow], sweeps: [], now: () => now, onError: () => undefined }
  const worker = startWorker(options)
  await until(() => heard.length > 3)
  await worker.stop()
  assert.ok(heard.length < EVENTS, 'it did not wait for all of it')
  const another = startWorker(options)
  t.after(() => another.stop())
  await until(() => heard.length === EVENTS, 60_000)
  assert.equal(new Set(heard).size, EVENTS)
})

test('a task runs once, when and only when its transaction commits', async t => {
  const { db, database, url } = await testCity(t)
  const ran: unknown[] = []
  const task = defineTask({
    id: 'test.count',
    input: z.object({ n: z.number() }),
    run: async (input, { db: { city } }) => void ran.push([city.code, input.n]),
  })
  const fail = (error: unknown): void => assert.fail(String(error))
  const tasks = await startTasks({ url, database, tasks: [task], vault: freshVault(), now: () => now, onError: fail })
  const worker = startWorker({ database, consumers: [tasks.consumer], sweeps: [], now: () => now, onError: fail })
  await assert.rejects(
    db.tx(async tx => {
      await enqueue(tx, task, { n: 1 }, now)
      throw new Error('no')
    }),
  )
  await db.tx(tx => enqueue(tx, task, { n: 2 }, now))
  await until(() => ran.length > 0)
  await pause(100)
  await worker.stop()
  await tasks.stop()
  assert.deepEqual(ran, [['442000', 2]])
})
