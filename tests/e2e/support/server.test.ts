import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { startServer } from './server.ts'

test('a server is started, killed, started again on what it left, and stopped', async () => {
  const first = await startServer({ demo: false })
  assert.equal((await fetch(`${first.base}/livez`)).status, 200)
  await first.kill()
  await assert.rejects(fetch(`${first.base}/livez`))
  const second = await startServer({ demo: false }, first.data)
  assert.equal(second.data, first.data)
  assert.equal((await fetch(`${second.base}/readyz`)).status, 200)
  assert.equal(await second.stop(), 0)
  assert.ok(!existsSync(second.data))
})

test('a server that cannot start says why', async () => {
  const nowhere = { demo: false, databaseUrl: 'postgres://nobody@127.0.0.1:1/nothing' }
  await assert.rejects(startServer(nowhere), /ended before it was ready:\n.*\S/s)
})
