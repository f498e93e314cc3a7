import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { dataFolder, ROOT, startServer } from '../e2e/support/server.ts'
import { acknowledged, checkStored, sendAgain, startLoad, wait } from './support/load.ts'
import { cutDatabase } from './support/power.ts'
import { eventually, openBehind, staff } from './support.ts'

const DEEP = process.env.LINLI_DEEP === '1'
const ROUNDS = DEEP ? 50 : 3

/** What is killed: everything at once as by a power cut, Linli alone, or its PostgreSQL alone. */
const KILLS = ['both', 'parent', 'database'] as const

test('R-22 the private cluster, killed with and without its parent, recovers by itself and loses nothing', {
  timeout: 60_000 + ROUNDS * 40_000,
}, async t => {
  const data = await dataFolder()
  let server = await startServer({ demo: false }, data)
  t.after(() => server.stop())

  await t.test('a second process on the folder is refused with words, and the first goes on', async () => {
    const second = await promisify(execFile)(join(ROOT, 'linli'), ['start', '--data', data, '--port', '0'], {
      cwd: ROOT,
      env: { ...process.env, DATABASE_URL: '' },
    }).catch((error: { readonly code?: number; readonly stderr?: string }) => error)
    assert.ok('code' in second, 'it did not start')
    assert.equal(second.code, 69)
    assert.match(String(second.stderr), new RegExp(`另一个邻里进程\\(pid ${server.pid}\\)正在使用数据目录`))
    assert.equal((await fetch(`${server.base}/readyz`)).status, 200)
  })

  // Opened once the cluster is there; its password stays, its port may change with each start.
  let person = await staff(await openBehind(t, data), 'deskOperator')
  let acks = 0
  for (let round = 0; round < ROUNDS; round++) {
    const kill = KILLS[round % KILLS.length] ?? 'both'
    const load = startLoad(server.base, person, 200)
    t.after(() => load.stop())
    await eventually('writes are acknowledged', 30_000, async () => load.wishes.filter(acknowledged).length > 10)
    const at = performance.now()
    if (kill !== 'database') {
      const ended = server.kill()
      if (kill === 'both') cutDatabase(data)
      await ended
      await load.stop()
      server = await startServer({ demo: false }, data)
    } else {
      cutDatabase(data)
      const before = load.wishes.length
      await eventually('served again', 30_000, async () => load.wishes.slice(before).some(acknowledged))
    }
    const back = Math.round(performance.now() - at)
    await wait(50)
    const wishes = await load.stop()
    const behind = await openBehind(t, data)
    await checkStored(behind.db, wishes)
    await sendAgain(server.base, person, behind.db, wishes)
    const acked = wishes.filter(acknowledged).length
    acks += acked
    t.diagnostic(`round ${round + 1}, ${kill} killed: ${acked} of ${wishes.length} acknowledged, back in ${back} ms`)
    person = await staff(behind, 'deskOperator')
    await behind.installation.close()
  }
  assert.ok(acks >= ROUNDS * 10)
})
