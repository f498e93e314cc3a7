import type { Command } from 'commander'
import type { Wishes } from '../settings.ts'

type Options = Wishes & { readonly json?: boolean }

const HELP = `
Reads one state of the city and writes nothing; it may run beside a server. Compared are every order's row, clocks,
escalations and rounds, and the rates by kind, channel and town. Clocks that ended under an older calendar stand as
they were judged then; they are counted apart. At most 100 differences are shown, all are counted.

Exit codes: 0 everything stored is what the facts give; 1 differences were found.`

const recompute = async (options: Options): Promise<void> => {
  const [{ EXIT, Exit }, { FIRST_CITY, settingsOf }, { openInstallation }, slice, { instant }] = await Promise.all([
    import('../exit.ts'),
    import('../settings.ts'),
    import('../installation.ts'),
    import('../../features/work-order/recompute.ts'),
    import('../../kernel/time.ts'),
  ])
  const settings = settingsOf(options, process.env)
  const installation = await openInstallation(settings, {
    beside: true,
    say: line => process.stderr.write(`${line}\n`),
  })
  try {
    const cities = await installation.database.cities()
    const code = settings.city ?? cities[0]?.code ?? FIRST_CITY
    if (!cities.some(city => city.code === code)) throw new Exit(EXIT.refused, `没有城市 ${code}`)
    const started = performance.now()
    const { shown, ...found } = await slice.recompute(installation.database.city(code), instant(Date.now()))
    const seconds = Math.round((performance.now() - started) / 100) / 10
    process.exitCode = found.differences === 0 ? EXIT.done : EXIT.refused
    if (options.json) process.stdout.write(`${JSON.stringify({ ...found, seconds, shown })}\n`)
    else {
      const say = (value: unknown): string => JSON.stringify(value) ?? '-'
      for (const { order, what, stored, recomputed } of shown)
        process.stdout.write(`${order} ${what}: 存 ${say(stored)} 算 ${say(recomputed)}\n`)
      process.stdout.write(
        `${found.orders} 件工单, ${found.facts} 条事实, ${found.clocks} 个时限, ${found.rounds} 轮办理, ${found.groups} 组指标; ` +
          `旧日历下结束的时限 ${found.olderCalendar} 个; 差异 ${found.differences} 处; 用时 ${seconds} 秒\n`,
      )
    }
  } finally {
    await installation.close()
  }
}

/** `./linli recompute`: stored dues, rows and rates against their facts. */
export const register = (program: Command): void => {
  program
    .command('recompute')
    .summary('check stored orders, clocks and rates against their facts')
    .description('由事实重算工单: rows, clocks, rounds and rates must be what the facts give')
    .option('--city <code>', 'city to check (LINLI_CITY; default the first)')
    .option('--data <folder>', 'folder of the private database and the keys (LINLI_DATA; default ./var)')
    .option('--database-url <url>', 'PostgreSQL to use instead of a private one (DATABASE_URL)')
    .option('--json', 'print one JSON object')
    .addHelpText('after', HELP)
    .action(recompute)
}
