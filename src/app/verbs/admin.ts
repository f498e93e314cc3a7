import type { Command } from 'commander'
import type { Refusal } from '../../kernel/refusal.ts'
import type { Wishes } from '../settings.ts'

type Options = Wishes & {
  readonly username: string
  readonly name?: string
  readonly passwordStdin?: boolean
  readonly json?: boolean
}

const HELP = `
Without --password-stdin a password is invented and shown once. With it the first line of stdin is the password; on a
terminal it is asked for and not shown. There is no default password, and none can be read back.`

/** The first line of stdin; on a terminal what is typed does not show. */
const readPassword = async (): Promise<string> => {
  const [{ createInterface }, { Writable }] = await Promise.all([
    import('node:readline/promises'),
    import('node:stream'),
  ])
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  if (process.stdin.isTTY) process.stderr.write('密码(不显示): ')
  const lines = createInterface({ input: process.stdin, output: silent, terminal: process.stdin.isTTY === true })
  const { value } = await lines[Symbol.asyncIterator]().next()
  lines.close()
  if (process.stdin.isTTY) process.stderr.write('\n')
  return value ?? ''
}

const load = async () => {
  const [exit, settings, installation, account, staff, passwords, catalog, time] = await Promise.all([
    import('../exit.ts'),
    import('../settings.ts'),
    import('../installation.ts'),
    import('../../features/account/index.ts'),
    import('../../platform/identity/staff.ts'),
    import('../../platform/identity/passwords.ts'),
    import('../../platform/i18n/catalog.ts'),
    import('../../kernel/time.ts'),
  ])
  return { ...exit, ...settings, ...installation, ...account, ...staff, ...passwords, ...catalog, ...time }
}

type Loaded = Awaited<ReturnType<typeof load>>

const inWords = ({ translator }: Loaded, why: readonly Refusal[]): string => {
  const t = translator('zh-Hans')
  return why
    .map(({ tag, values }) => `${t(`account:refusals.${tag}.title`)}: ${t(`account:refusals.${tag}.next`, values)}`)
    .join('\n')
}

/** Opens the installation, finds the city, does the work, prints what came of it. */
const run = async (
  options: Options,
  work: (
    with_: Loaded,
    installation: Awaited<ReturnType<Loaded['openInstallation']>>,
    city: string,
    password: string,
  ) => Promise<string>,
): Promise<void> => {
  const loaded = await load()
  const { EXIT, Exit, FIRST_CITY, inventPassword, openInstallation, settingsOf } = loaded
  const settings = settingsOf(options, process.env)
  const city = settings.city ?? FIRST_CITY
  const password = options.passwordStdin ? await readPassword() : inventPassword()
  const installation = await openInstallation(settings, {
    beside: true,
    say: line => process.stderr.write(`${line}\n`),
  })
  try {
    const known = (await installation.database.cities()).some(({ code }) => code === city)
    if (!known) throw new Exit(EXIT.refused, `还没有城市 ${city}: 先运行 ./linli city add ${city},或启动一次。`)
    const party = await work(loaded, installation, city, password)
    const shown = options.passwordStdin ? {} : { password }
    const words = { city, username: options.username, party, ...shown }
    const lines = [
      `城市 ${city},账号 ${options.username}`,
      ...(options.passwordStdin ? [] : [`密码(只显示这一次): ${password}`]),
    ]
    process.stdout.write(options.json ? `${JSON.stringify(words)}\n` : `${lines.join('\n')}\n`)
  } finally {
    await installation.close()
  }
}

const create = (options: Options): Promise<void> =>
  run(options, async (loaded, { database, vault }, city, password) => {
    const { createOperator, Exit, EXIT, instant } = loaded
    const { username, name = '系统管理员' } = options
    const made = await createOperator(database.city(city), vault, { username, name, password }, instant(Date.now()))
    if (!made.ok) throw new Exit(EXIT.refused, inWords(loaded, made.error))
    return made.value.party
  })

const setPassword = (options: Options): Promise<void> =>
  run(options, async (loaded, { database }, city, password) => {
    const { Exit, EXIT, findPartyByUsername, instant, setPassword: set } = loaded
    const party = await findPartyByUsername(database.city(city), options.username)
    const done = party === undefined ? undefined : await set(database.city(city), party, password, instant(Date.now()))
    if (party === undefined || done === undefined) throw new Exit(EXIT.refused, `没有账号 ${options.username}`)
    if (!done.ok) throw new Exit(EXIT.refused, inWords(loaded, done.error))
    return party
  })

const shared = (command: Command): Command =>
  command
    .requiredOption('--username <name>', 'name to sign in with: a letter, then letters, digits, dot, hyphen')
    .option('--city <code>', 'city by its division code such as 442000 (LINLI_CITY)')
    .option('--password-stdin', 'read the password from stdin instead of inventing one')
    .option('--data <folder>', 'folder of the private database and the keys (LINLI_DATA; default ./var)')
    .option('--database-url <url>', 'PostgreSQL to use instead of a private one (DATABASE_URL)')
    .option('--json', 'print one JSON object')
    .addHelpText('after', HELP)

/** `./linli admin create | set-password`: the people who run the system, also beside a running server. */
export const register = (program: Command): void => {
  const admin = program.command('admin').summary('make operators, set their passwords').description('系统管理员')
  shared(admin.command('create').description('make an operator of a city'))
    .option('--name <name>', 'the person, stored encrypted (default 系统管理员)')
    .action(create)
  shared(admin.command('set-password').description('give an account a new password and end its sessions')).action(
    setPassword,
  )
}
