import { spawn } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installChromium } from '../src/platform/testing/chromium.ts'
import { startTestCluster } from '../src/platform/testing/cluster.ts'
import { scoreCard } from '../src/platform/testing/score.ts'
import { ensureBuilt } from '../src/platform/ui/build.ts'

// npm test [-- PATTERN… [--node-option…]]   a pattern is a part of a file's path; options go to the runner.
// Files ending in .deep.test.ts (backups, rolling upgrades, full disks, standbys) run deep, or when they are named.

const root = join(import.meta.dirname, '..')
const CONCURRENCY = 2
const CODE_CACHE = join(root, 'node_modules/.cache/linli-tests')
const DEEP = process.env.LINLI_DEEP === '1'
const MINUTE_MS = 60_000
const TEST_MS_MAX = (DEEP ? 40 : 10) * MINUTE_MS
/** A file whose test has timed out may go on holding what it opened; one that runs for so long is ended. */
const FILE_MS_MAX = TEST_MS_MAX + MINUTE_MS / 2

const say = (line: string): void => void process.stderr.write(`${line}\n`)

/** Long ones first, so that the last to finish is not the longest. */
const FOLDERS = [
  'tests',
  'src/app',
  'src/features',
  'src/platform',
  'tools',
  'bench',
  'localities',
  'law',
  'src/kernel',
]

const testFiles = (patterns: readonly string[]): readonly string[] => {
  const all = FOLDERS.flatMap(folder => globSync(`${folder}/**/*.test.ts`, { cwd: root }).sort())
  if (patterns.length === 0) return all.filter(file => DEEP || !file.endsWith('.deep.test.ts'))
  return all.filter(file => patterns.some(pattern => file.includes(pattern)))
}

/** Pure tests need no database, no browser and no built views. */
const isPure = (file: string): boolean => /^(src\/kernel|law|localities)\/|\/rules\//.test(file)

type Surroundings = { readonly env: Readonly<Record<string, string>>; readonly stop: () => Promise<void> }

const NOTHING: Surroundings = { env: {}, stop: async () => undefined }

/** One PostgreSQL for the whole run, unless LINLI_TEST_DATABASE_URL names one; each file takes databases of its own. */
const database = async (): Promise<Surroundings> => {
  if (process.env.LINLI_TEST_DATABASE_URL) return NOTHING
  const { url, stop } = await startTestCluster(say)
  return { env: { LINLI_TEST_DATABASE_URL: url }, stop }
}

/** What pages are drawn from and with. What cannot be had is told, and the tests that need it fail. */
const browser = async (): Promise<void> => {
  const [built, installed] = await Promise.allSettled([ensureBuilt(), installChromium()])
  for (const outcome of [built, installed]) if (outcome.status === 'rejected') say(String(outcome.reason))
}

const childrenOf = (pid: number): readonly string[] => {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean)
  } catch {
    return []
  }
}

/** Ends the files of a runner that run for longer than any may. @returns stops looking */
const endOverdue = (pid: number): (() => void) => {
  const since = new Map<string, number>()
  const look = setInterval(() => {
    for (const child of childrenOf(pid)) {
      const start = since.get(child) ?? Date.now()
      since.set(child, start)
      if (Date.now() - start < FILE_MS_MAX) continue
      since.delete(child)
      say(`a file of tests is ended after ${FILE_MS_MAX / MINUTE_MS} minutes`)
      process.kill(Number(child), 'SIGKILL')
    }
  }, 5_000)
  return () => clearInterval(look)
}

const runner = (files: readonly string[], options: readonly string[], env: Surroundings['env']): Promise<number> =>
  new Promise((resolve, reject) => {
    const limits = [`--test-concurrency=${CONCURRENCY}`, `--test-timeout=${TEST_MS_MAX}`, '--test-reporter=spec']
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', '--test', ...limits, ...options, ...files],
      {
        cwd: root,
        // What is tested is what is served: views are built and rendered as in production.
        // Each file is a process that loads much the same code: it is compiled once for all of them.
        env: { NODE_COMPILE_CACHE: CODE_CACHE, ...process.env, NODE_ENV: 'production', ...env },
        stdio: ['ignore', 'inherit', 'inherit'],
      },
    )
    const stopLooking = endOverdue(child.pid ?? 0)
    const pass = (signal: NodeJS.Signals): void => void child.kill(signal)
    process.on('SIGINT', pass).on('SIGTERM', pass)
    child.once('error', reject)
    child.once('close', code => {
      stopLooking()
      resolve(code ?? 1)
    })
  })

const main = async (args: readonly string[]): Promise<number> => {
  const files = testFiles(args.filter(arg => !arg.startsWith('-')))
  if (files.length === 0) {
    say(`no test file matches ${args.join(' ')}`)
    return 1
  }
  const pure = files.every(isPure)
  // Pictures are for looking at: a run of named files takes them, the whole run only when asked to.
  const shots = process.env.LINLI_SHOTS ?? (files.length < testFiles([]).length ? '1' : '')
  const folder = await mkdtemp(join(tmpdir(), 'linli-score-'))
  const card = join(folder, 'card')
  const [surroundings] = await Promise.all([pure ? NOTHING : database(), pure ? undefined : browser()])
  try {
    return await runner(
      files,
      args.filter(arg => arg.startsWith('-')),
      { ...surroundings.env, LINLI_SCORE: card, LINLI_TEST_SHARED: folder, LINLI_SHOTS: shots },
    )
  } finally {
    await surroundings.stop()
    // On stderr: the runner's own summary stays the last of stdout.
    if (!pure) say(['', 'score card (all must be 0)', ...scoreCard(card)].join('\n'))
    await rm(folder, { recursive: true, force: true })
  }
}

process.exitCode = await main(process.argv.slice(2))
