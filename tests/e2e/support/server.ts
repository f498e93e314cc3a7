import { execFile, spawn } from 'node:child_process'
import { randomInt, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { inDatabase, onServer } from '../../../src/platform/testing/template.ts'
import { startBalancer } from '../../chaos/support/balancer.ts'
import { type DemoCopy, demoCopy, type MakeDemo, takeKeys } from './demo.ts'

export const ROOT = join(import.meta.dirname, '../../..')
const LINLI = join(ROOT, 'linli')
const READY_MS_MAX = 180_000
const STOP_MS_MAX = 20_000
const START_TRIES_MAX = 3
const LOG_CHARS_MAX = 400_000

export type ServerOptions = {
  /** The demonstration city, unless false: then an empty one. */
  readonly demo?: boolean
  /** On a cluster of its own, with a city made by this very start, as an operator has it the first time. */
  readonly own?: boolean
  /** A PostgreSQL to use; without it the server keeps its own cluster in its data folder. */
  readonly databaseUrl?: string
  readonly env?: Readonly<Record<string, string>>
  /** Another copy of the product to start, such as one of another version. */
  readonly root?: string
}

/** A server process as an operator would start it. */
export type TestServer = {
  readonly base: string
  readonly data: string
  readonly pid: number
  /** What it wrote so far, the end of it. */
  readonly log: () => string
  /** Runs a verb of the CLI on the same data: its output, whole. */
  readonly cli: (...args: readonly string[]) => Promise<string>
  /** Ends it as a service manager would; removes its data. Returns the exit code. */
  readonly stop: () => Promise<number | null>
  /** As `stop`; the data stays. */
  readonly stopOnly: () => Promise<number | null>
  /** Ends it as a power cut would; the data stays. */
  readonly kill: () => Promise<void>
}

/** Below the ports a system lends to outgoing connections: such a one could be taken in the next moment. */
const [PORT_MIN, PORT_MAX] = [20_000, 32_000]

const isFree = (port: number): Promise<boolean> =>
  new Promise(resolve => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })

/** A port nobody listens on at this moment. */
export const freePort = async (): Promise<number> => {
  for (;;) {
    const port = randomInt(PORT_MIN, PORT_MAX)
    if (await isFree(port)) return port
  }
}

const wait = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

const isReady = async (base: string): Promise<boolean> => {
  try {
    return (await fetch(`${base}/readyz`, { signal: AbortSignal.timeout(5_000) })).status === 200
  } catch {
    return false
  }
}

/** A data folder that the database's account can enter. */
export const dataFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'linli-e2e-'))
  await chmod(folder, 0o755)
  return folder
}

/**
 * A database of its own on the PostgreSQL that LINLI_E2E_DATABASE_URL names, so that the same journeys run on a given
 * server too; undefined when none is named, and the server then starts its private one.
 */
const givenDatabase = async (): Promise<string | undefined> => {
  const server = process.env.LINLI_E2E_DATABASE_URL
  if (server === undefined || server === '') return undefined
  const name = `e2e_${randomUUID().replaceAll('-', '')}`
  await onServer(server, `create database ${name} template template0`)
  return inDatabase(server, name)
}

/**
 * Starts `./linli start` and waits until it can be used. One per test file: `before(async () => { server = await
 * startServer() })`, `after(() => server.stop())`.
 * @param data a folder of an earlier run, to start on what that one left
 */
export const startServer = async (options: ServerOptions = {}, data?: string): Promise<TestServer> => {
  if (process.env.LINLI_E2E_REPLICAS === '2' && data === undefined && options.databaseUrl === undefined)
    return startReplicas(options)
  const copy = data === undefined && wantsCopy(options) ? await demoCopy(makeDemo) : undefined
  return copy === undefined ? startPatiently(options, data) : startCopy(options, copy)
}

const startPatiently = async (options: ServerOptions, data?: string): Promise<TestServer> => {
  for (let tries = 1; ; tries++) {
    try {
      return await startOnce(options, data)
    } catch (error) {
      // Another test took the port between our look and the server's.
      if (tries === START_TRIES_MAX || !String(error).includes('EADDRINUSE')) throw error
    }
  }
}

const wantsCopy = ({ demo, own, databaseUrl }: ServerOptions): boolean =>
  demo !== false && own !== true && databaseUrl === undefined && !process.env.LINLI_E2E_DATABASE_URL

const makeDemo: MakeDemo = async (data, databaseUrl) => {
  await (await startPatiently({ databaseUrl }, data)).stopOnly()
}

/** On a copy of the demonstration city, which goes with it. */
const startCopy = async (options: ServerOptions, copy: DemoCopy): Promise<TestServer> => {
  const folder = await dataFolder()
  await takeKeys(copy, folder)
  const server = await startPatiently({ ...options, databaseUrl: copy.databaseUrl }, folder)
  return {
    ...server,
    stop: async () => {
      const code = await server.stop()
      await copy.drop()
      return code
    },
  }
}

/** Two processes on one database behind a balancer, for journeys that know nothing of it. */
const startReplicas = async (options: ServerOptions): Promise<TestServer> => {
  const databaseUrl = await givenDatabase()
  if (databaseUrl === undefined) throw new Error('LINLI_E2E_REPLICAS needs LINLI_E2E_DATABASE_URL')
  const folder = await dataFolder()
  const given = { ...options, databaseUrl }
  const [one, two] = await Promise.all([startOnce(given, folder), startOnce(given, folder)])
  const balancer = await startBalancer(one.base, two.base)
  return {
    ...one,
    base: balancer.base,
    log: () => `${one.log()}${two.log()}`,
    stop: async () => {
      await balancer.stop()
      await two.stopOnly()
      return one.stop()
    },
    stopOnly: async () => {
      await balancer.stop()
      await two.stopOnly()
      return one.stopOnly()
    },
    kill: async () => {
      await balancer.stop()
      await Promise.all([one.kill(), two.kill()])
    },
  }
}

const startOnce = async (options: ServerOptions, data: string | undefined): Promise<TestServer> => {
  const [port, folder] = await Promise.all([options.env?.PORT ?? freePort(), data ?? dataFolder()])
  const base = `http://127.0.0.1:${port}`
  // What is set on this machine for other purposes is not for the test.
  const given = {
    DATABASE_URL: options.databaseUrl ?? (data === undefined ? await givenDatabase() : undefined),
    LINLI_DATA: undefined,
    LINLI_CITY: undefined,
    LINLI_KEYS: undefined,
    LINLI_ARCHIVE: undefined,
    // The databases of tests are not safe against power cuts, and a server says of itself that it is not ready on such.
    LINLI_ACCEPT_LOSS: '1',
  }
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PORT: String(port),
    ...given,
    ...options.env,
  }
  const demo = options.demo === false ? [] : ['--demo']
  const root = options.root ?? ROOT
  const child = spawn(join(root, 'linli'), ['start', ...demo, '--data', folder], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let log = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      log = `${log}${text}`.slice(-LOG_CHARS_MAX)
    })
  }
  const ended = once(child, 'close') as Promise<[number | null, string | null]>
  let over = false
  void ended.then(() => {
    over = true
  })
  for (let waited = 0; !(await isReady(base)); waited += 100) {
    if (over) {
      if (data === undefined) await rm(folder, { recursive: true, force: true })
      throw new Error(`the server ended before it was ready:\n${log}`)
    }
    if (waited > READY_MS_MAX) {
      child.kill('SIGKILL')
      throw new Error(`the server was not ready in ${READY_MS_MAX / 1000} s:\n${log}`)
    }
    await wait(100)
  }
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal)
    const hung = setTimeout(() => child.kill('SIGKILL'), STOP_MS_MAX)
    const [code] = await ended
    clearTimeout(hung)
    return code
  }
  return {
    base,
    data: folder,
    pid: child.pid ?? 0,
    log: () => log,
    cli: async (...args) => {
      const { stdout } = await promisify(execFile)(LINLI, [...args, '--data', folder], { cwd: ROOT, env })
      return stdout
    },
    stop: async () => {
      const code = await end('SIGTERM')
      await rm(folder, { recursive: true, force: true })
      return code
    },
    stopOnly: () => end('SIGTERM'),
    kill: async () => void (await end('SIGKILL')),
  }
}
