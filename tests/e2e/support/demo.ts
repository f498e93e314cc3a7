import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inDatabase, onServer } from '../../../src/platform/testing/template.ts'

/** The demonstration city made once in a run, and copied for every file that wants one: keys and database belong together. */
const NAME = 'demo_of_this_run'
const WAIT_MS_MAX = 180_000
const BUSY = '55006'

export type DemoCopy = {
  readonly databaseUrl: string
  /** Its keys, to be copied into the data folder of the server. */
  readonly data: string
  readonly drop: () => Promise<void>
}

/** Starts a server with the demonstration city on a folder and a database, and stops it when it is ready. */
export type MakeDemo = (data: string, databaseUrl: string) => Promise<void>

const wait = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

const made = async (server: string, folder: string, make: MakeDemo): Promise<void> => {
  const data = join(folder, 'data')
  await mkdir(data, { mode: 0o755 })
  await onServer(server, `create database ${NAME} template template0`)
  await make(data, inDatabase(server, NAME))
  await writeFile(join(folder, 'ready'), '')
}

/** The first who asks makes it; whoever asks meanwhile waits. @returns false when whoever made it did not get there */
const ensure = async (server: string, folder: string, make: MakeDemo): Promise<boolean> => {
  const first = await mkdir(folder).then(
    () => true,
    () => false,
  )
  if (first) await made(server, folder, make)
  for (let waited = 0; !existsSync(join(folder, 'ready')); waited += 200) {
    if (waited > WAIT_MS_MAX) return false
    await wait(200)
  }
  return true
}

const copyDatabase = async (server: string, name: string): Promise<void> => {
  for (let tries = 1; ; tries++) {
    try {
      await onServer(server, `create database ${name} template ${NAME} strategy file_copy`)
      return
    } catch (error) {
      // Another file copies it at this moment.
      const busy = error instanceof Error && 'code' in error && error.code === BUSY
      if (!busy || tries === 50) throw error
      await wait(100)
    }
  }
}

/**
 * A copy of the demonstration city of this run, on the run's server; undefined outside of a run, and when the making of it
 * failed: then the file starts a city of its own and says what is wrong.
 */
export const demoCopy = async (make: MakeDemo): Promise<DemoCopy | undefined> => {
  const [server, shared] = [process.env.LINLI_TEST_DATABASE_URL, process.env.LINLI_TEST_SHARED]
  if (!server || !shared) return undefined
  const folder = join(shared, 'demo')
  if (!(await ensure(server, folder, make))) return undefined
  const name = `e2e_${randomUUID().replaceAll('-', '')}`
  await copyDatabase(server, name)
  return {
    databaseUrl: inDatabase(server, name),
    data: join(folder, 'data'),
    drop: async () => void (await onServer(server, `drop database if exists ${name} with (force)`)),
  }
}

/** Takes the keys of a copy into a server's data folder. */
export const takeKeys = (from: DemoCopy, data: string): Promise<void> => cp(from.data, data, { recursive: true })
