import type { Command } from 'commander'
import type { Wishes } from '../settings.ts'

type Options = Wishes & { readonly demo?: boolean; readonly json?: boolean }

const STOP_MS_MAX = 10_000

const start = async (options: Options): Promise<void> => {
  const [{ settingsOf }, { logOf }, { startLinli }, { EXIT }] = await Promise.all([
    import('../settings.ts'),
    import('../log.ts'),
    import('../start.ts'),
    import('../exit.ts'),
  ])
  const log = logOf(process.env.LINLI_LOG)
  const settings = settingsOf(options, process.env)
  let asked = 0
  const starting = startLinli(settings, options.demo ?? false, log)
  const end = async (): Promise<void> => {
    asked += 1
    if (asked > 1) return process.exit(EXIT.refused)
    const late = setTimeout(() => {
      log.error('停止超过十秒,强行结束')
      process.exit(EXIT.refused)
    }, STOP_MS_MAX)
    late.unref()
    const running = await starting.catch(() => undefined)
    await running?.stop()
    // An idle connection to a mail server must not keep the process.
    if (running !== undefined) process.exit(EXIT.done)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => void end().catch(error => log.error({ err: error }, '停止时出错')))
  const running = await starting
  if (asked > 0) return
  const words = { url: running.url, city: running.city, demo: options.demo ?? false, pid: process.pid }
  process.stdout.write(
    options.json ? `${JSON.stringify(words)}\n` : `邻里已就绪 ${running.url}${words.demo ? ' (演示)' : ''}\n`,
  )
}

/** `./linli start`: the server of all cities, with its worker and, unless told otherwise, its private PostgreSQL. */
export const register = (program: Command): void => {
  program
    .command('start')
    .summary('serve the city, or with --demo a demonstration of it')
    .description('启动: database, migrations, web server and background work in one process')
    .option('--demo', 'make and serve a demonstration city, under a banner that says so')
    .option('--data <folder>', 'folder of the private database and the keys (LINLI_DATA; default ./var)')
    .option('--port <number>', 'port to listen on (PORT; default 8080)')
    .option('--host <address>', 'address to listen on (HOST; default 127.0.0.1)')
    .option('--database-url <url>', 'PostgreSQL to use instead of a private one (DATABASE_URL)')
    .option(
      '--archive <folder>',
      'keep the log of the private database here, to restore any moment; off ends it (LINLI_ARCHIVE)',
    )
    .option('--city <code>', 'city at /, by its division code such as 4420 (LINLI_CITY)')
    .option('--json', 'print the address as one JSON object')
    .action(start)
}
