import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCluster } from '../db/cluster/cluster.ts'
import { alive, runningOn } from '../db/cluster/server.ts'

/** PostgreSQL for tests: as the private cluster, but nothing is forced to disk. Only here is that allowed. */
export type TestCluster = { readonly url: string; readonly stop: () => Promise<void> }

const PREFIX = 'linli-test-'

/** A run that was killed leaves its server behind; the next one clears it away. */
const clearDead = (): void => {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(name.startsWith(PREFIX) ? name.slice(PREFIX.length) : '')
    if (!Number.isInteger(pid) || pid <= 0 || alive(pid)) continue
    const folder = join(tmpdir(), name)
    const note = join(folder, 'postgres-folder')
    const home = existsSync(note) ? readFileSync(note, 'utf8').trim() : join(folder, 'postgres')
    const orphan = runningOn(join(home, 'data'))
    if (orphan !== undefined) process.kill(orphan.pid, 'SIGQUIT')
    for (const path of [home, folder]) rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
}

/** Starts a cluster for one test run in the temporary folder; `stop` removes it. */
export const startTestCluster = async (): Promise<TestCluster> => {
  clearDead()
  const data = join(tmpdir(), `${PREFIX}${process.pid}`)
  await mkdir(data, { recursive: true })
  const cluster = await startCluster({ data, durable: false, binaries: process.env.LINLI_PG_BIN })
  return {
    url: cluster.url,
    stop: async () => {
      await cluster.stop()
      for (const path of [cluster.home.folder, data]) rmSync(path, { recursive: true, force: true })
    },
  }
}
