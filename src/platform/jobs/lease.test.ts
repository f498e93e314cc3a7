import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { instant } from '../../kernel/time.ts'
import { freshVault } from '../crypto/vault.ts'
import { sql } from '../db/types.ts'
import { testCity } from '../testing/database.ts'
import { LeaseLost } from './lease.ts'
import { defineTask, enqueue, startTasks } from './tasks.ts'
import { startWorker } from './worker.ts'

const NOW = instant(1_790_000_000_000)
const PUT = sql('test.put', `insert into city.number_block (series, day, next) values ($1, '2026-01-02', 1)`)
const HAVE = sql('test.have', 'select series from city.number_block order by series')
/** What the supervisor does to a task whose process has been silent, and what the next one does that takes it. */
const TAKE_OVER = sql('test.take-over', 'update pgboss.job set retry_count = retry_count + 1 where name = $1')

test('R-4 an attempt that was taken over can read and write nothing more, in no way of asking', async t => {
  const { db, publicDb, database, url } = await testCity(t)
  const lost: string[] = []
  let over = false
  const task = defineTask({
    id: 'test.sleeper',
    input: z.object({}),
    run: async (_, { db: mine }) => {
      if (over) return
      await mine.run(PUT, ['before'])
      await publicDb.run(TAKE_OVER, ['test.sleeper'])
      const ways = {
        run: () => mine.run(PUT, ['run']),
        rows: () => mine.rows(HAVE),
        tx: () => mine.tx(tx => tx.run(PUT, ['tx'])),
        write: () => mine.tx(async tx => tx.write(PUT, ['write'])),
      }
      for (const [way, ask] of Object.entries(ways))
        await ask().catch(error => {
          assert.ok(error instanceof LeaseLost, String(error))
          lost.push(way)
        })
      over = true
    },
  })
  const heard: unknown[] = []
  const fail = (error: unknown): void => void heard.push(error)
  const tasks = await startTasks({ url, database, tasks: [task], vault: freshVault(), now: () => NOW, onError: fail })
  const worker = startWorker({ database, consumers: [tasks.consumer], sweeps: [], now: () => NOW, onError: fail })
  await db.tx(tx => enqueue(tx, task, {}, NOW))
  for (let waited = 0; !over && waited < 20_000; waited += 20) await pause(20)
  await worker.stop()
  await tasks.stop()
  assert.equal(over, true, 'the task ran')
  assert.deepEqual(heard, [])
  assert.deepEqual(lost, ['run', 'rows', 'tx', 'write'])
  assert.deepEqual(await db.rows(HAVE), [{ series: 'before' }])
})
