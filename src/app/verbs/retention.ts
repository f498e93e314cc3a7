import type { Command } from 'commander'
import type { Wishes } from '../settings.ts'

type Options = Wishes & { readonly json?: true; readonly run?: true }

const HELP = `
Without --run it only says what a round would remove; the running server does a round every hour by itself. How long
each class is kept is a dated rule value (privacy.keep-…), entered in the console. What a legal hold names is spared.

Examples:
  $ ./linli retention
  $ ./linli retention --run`

const retention = async (options: Options): Promise<void> => {
  const [{ settingsOf }, { openInstallation }, { retain }, { instant }] = await Promise.all([
    import('../settings.ts'),
    import('../installation.ts'),
    import('../../features/privacy/index.ts'),
    import('../../kernel/time.ts'),
  ])
  const settings = settingsOf(options, process.env)
  const say = (line: string): void => void process.stderr.write(`${line}\n`)
  const installation = await openInstallation(settings, { beside: true, say })
  try {
    const cities = []
    for (const { code } of await installation.database.cities()) {
      const done = await retain(
        installation.database.city(code),
        installation.vault,
        instant(Date.now()),
        options.run !== true,
      )
      cities.push({ city: code, ...done })
      if (options.json !== true)
        process.stdout.write(
          `${code}: ${options.run === true ? '已处理' : '到期'} 工单 ${done.orders} 件、账号 ${done.people} 个; 暂缓删除 ${done.ordersHeld + done.peopleHeld} 项\n`,
        )
    }
    if (options.json) process.stdout.write(`${JSON.stringify({ run: options.run === true, cities })}\n`)
  } finally {
    await installation.close()
  }
}

/** `./linli retention`: what is older than its class allows, and removing it. */
export const register = (program: Command): void => {
  program
    .command('retention')
    .summary('what is older than its class allows; --run removes it')
    .description('个人信息到期清理,默认只预检')
    .option('--run', 'remove it now')
    .option('--data <folder>', 'folder of the private database and the keys (LINLI_DATA; default ./var)')
    .option('--database-url <url>', 'PostgreSQL to use instead of a private one (DATABASE_URL)')
    .option('--json', 'print one JSON object')
    .addHelpText('after', HELP)
    .action(retention)
}
