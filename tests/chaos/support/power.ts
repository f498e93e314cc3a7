import assert from 'node:assert/strict'
import { readdirSync, readFileSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { serverAccount } from '../../../src/platform/db/cluster/account.ts'
import { clusterHome } from '../../../src/platform/db/cluster/home.ts'
import { runningOn } from '../../../src/platform/db/cluster/server.ts'

const ppidOf = (pid: string): number => {
  try {
    return Number(/^\d+ \(.*\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1])
  } catch {
    return 0
  }
}

/** Ends the cluster of a data folder as a power cut would: the postmaster and every process of it. */
export const cutDatabase = (folder: string): void => {
  const home = realpathSync(clusterHome(folder, serverAccount()).folder)
  const running = runningOn(join(home, 'data'))
  assert.ok(running, 'the cluster runs')
  const children = readdirSync('/proc').filter(name => /^\d+$/.test(name) && ppidOf(name) === running.pid)
  for (const pid of [running.pid, ...children.map(Number)]) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It had ended by itself.
    }
  }
}
