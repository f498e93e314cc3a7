import { existsSync, readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import { chmod, mkdir } from 'node:fs/promises'
import { freemem, tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCluster } from '../db/cluster/cluster.ts'
import { alive, runningOn } from '../db/cluster/server.ts'

/** PostgreSQL for tests: as the private cluster, but nothing is forced to disk. Only here is that allowed. */
export type TestCluster = { readonly url: string; readonly stop: () => Promise<void> }

const PREFIX = 'linli-test-'
const MEMORY = '/dev/shm'
const GIB = 2 ** 30
/** Well above the half GiB of databases and log that a run was seen to hold at a time. */
const [ROOM_MIN, FREE_MIN] = [6 * GIB, 10 * GIB]

/** Whether programs may be started from there: binaries of the package are put beside the data when need be. */
const runsPrograms = (folder: string): boolean => {
  const mount = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .find(line => line.split(' ')[1] === folder)
  return mount !== undefined && !(mount.split(' ')[3] ?? '').split(',').includes('noexec')
}

/**
 * Each test's database is thousands of small files that are made and go at once: on disk a fifth of the server's time went
 * into finding names for them. Only where there is room for all of them.
 */
const inMemory = (): boolean => {
  try {
    const { bavail, bsize } = statfsSync(MEMORY)
    return bavail * bsize >= ROOM_MIN && freemem() >= FREE_MIN && runsPrograms(MEMORY)
  } catch {
    return false
  }
}

/** A run that was killed leaves its server behind; the next one clears it away. */
const clearDead = (parent: string): void => {
  for (const name of existsSync(parent) ? readdirSync(parent) : []) {
    const pid = Number(name.startsWith(PREFIX) ? name.slice(PREFIX.length) : '')
    if (!Number.isInteger(pid) || pid <= 0 || alive(pid)) continue
    const folder = join(parent, name)
    const note = join(folder, 'postgres-folder')
    const home = existsSync(note) ? readFileSync(note, 'utf8').trim() : join(folder, 'postgres')
    const orphan = runningOn(join(home, 'data'))
    if (orphan !== undefined) process.kill(orphan.pid, 'SIGQUIT')
    for (const path of [home, folder]) rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
}

/**
 * Starts a cluster for one test run, in memory or in the temporary folder; `stop` removes it.
 * @param say hears what an operator would be told
 */
export const startTestCluster = async (say?: (line: string) => void): Promise<TestCluster> => {
  for (const parent of new Set([MEMORY, tmpdir()])) clearDead(parent)
  const data = join(inMemory() ? MEMORY : tmpdir(), `${PREFIX}${process.pid}`)
  await mkdir(data, { recursive: true })
  // The server's account may be another one than ours, and must get in.
  await chmod(data, 0o755)
  const cluster = await startCluster({
    data,
    durable: false,
    binaries: process.env.LINLI_PG_BIN,
    ...(say === undefined ? {} : { say }),
  })
  return {
    url: cluster.url,
    stop: async () => {
      await cluster.stop()
      for (const path of [cluster.home.folder, data]) rmSync(path, { recursive: true, force: true })
    },
  }
}
