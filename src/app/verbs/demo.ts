import type { Command } from 'commander'
import type { Wishes } from '../settings.ts'

type Options = Wishes & { readonly json?: boolean; readonly url?: string }

const accounts = async (options: Options): Promise<void> => {
  const [{ EXIT, Exit }, { FIRST_CITY, settingsOf }, { notedAddress }, { openInstallation }, { demoAccounts }] =
    await Promise.all([
      import('../exit.ts'),
      import('../settings.ts'),
      import('../address.ts'),
      import('../installation.ts'),
      import('../../features/directory/index.ts'),
    ])
  const settings = settingsOf(options, process.env)
  const say = (line: string): boolean => process.stderr.write(`${line}\n`)
  const installation = await openInstallation(settings, { beside: true, say })
  try {
    const { database, vault, clock } = installation
    const cities = await database.cities()
    const wanted = settings.city ?? cities.find(({ demo }) => demo)?.code ?? FIRST_CITY
    const city = cities.find(({ code }) => code === wanted)
    if (city?.demo !== true)
      throw new Exit(EXIT.refused, `${wanted} 不是演示城市: 先运行 ./linli start --demo。正式城市没有免密登录链接。`)
    const told = options.port !== undefined || process.env.PORT !== undefined
    const noted = told ? undefined : await notedAddress(settings.data)
    const url = (options.url ?? noted ?? `http://${settings.host}:${settings.port}`).replace(/\/$/, '')
    const found = await demoAccounts(database.city(city.code), vault, clock.now())
    const list = found.map(({ path, ...account }) => ({ ...account, link: `${url}${path}` }))
    const lines = list.map(({ roleName, name, organisation, area, link }) =>
      [roleName, organisation === null ? name : `${organisation} ${name}`, area, link].join('\t'),
    )
    const words = { city: city.code, name: city.name, accounts: list }
    process.stdout.write(options.json ? `${JSON.stringify(words)}\n` : `${lines.join('\n')}\n`)
  } finally {
    await installation.close()
  }
}

/** `./linli demo accounts`: ways into the demonstration city, also beside a running server. */
export const register = (program: Command): void => {
  const demo = program.command('demo').summary('ways into the demonstration city').description('演示城市')
  demo
    .command('accounts')
    .description('one account per role, each with a link that signs in once, within the hour')
    .option('--url <address>', 'address of the server (default: that of the running server, else from HOST and PORT)')
    .option('--city <code>', 'demonstration city, when there are several (LINLI_CITY)')
    .option('--data <folder>', 'folder of the private database and the keys (LINLI_DATA; default ./var)')
    .option('--port <number>', 'port of the server (PORT; default 8080)')
    .option('--host <address>', 'address of the server (HOST; default 127.0.0.1)')
    .option('--database-url <url>', 'PostgreSQL to use instead of a private one (DATABASE_URL)')
    .option('--json', 'print one JSON object')
    .action(accounts)
}
