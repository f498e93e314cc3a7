import type { Command } from 'commander'
import type { Refusal } from '../../kernel/refusal.ts'
import type { Wishes } from '../settings.ts'

type Options = Wishes & {
  readonly username: string
  readonly name?: string
  readonly passwordStdin?: boolean
  readonly role?: string
  readonly reason?: string
  readonly json?: boolean
}

const HELP = `
Without --password-stdin a password is invented and shown once. With it the first line of stdin is the password; on a
terminal it is asked for and not shown. There is no default password, and none can be read back.`

const ROLE_HELP = `
Three administrators watch each other, and nobody can be two of them: systemAdmin keeps the system, securityAdmin gives
rights, auditAdmin reads the security log. Without --role the first of the three that nobody is of is made.`

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
  const [exit, settings, installation, account, directory, administrators, staff, catalog] = await Promise.all([
    import('../exit.ts'),
    import('../settings.ts'),
    import('../installation.ts'),
    import('../../features/account/index.ts'),
    import('../../features/directory/index.ts'),
    import('../../platform/identity/administrator-roles.ts'),
    import('../../platform/identity/staff.ts'),
    import('../../platform/i18n/catalog.ts'),
  ])
  return {
    ...exit,
    ...settings,
    ...installation,
    ...account,
    ...directory,
    ...administrators,
    ...staff,
    ...catalog,
  }
}

type Loaded = Awaited<ReturnType<typeof load>>

const inWords = ({ translator }: Loaded, why: readonly Refusal[]): string => {
  const t = translator('zh-Hans')
  return why
    .map(({ tag, values }) => {
      const space = tag === 'administrator-two' ? 'directory' : 'account'
      return `${t(`${space}:refusals.${tag}.title`)}: ${t(`${space}:refusals.${tag}.next`, values)}`
    })
    .join('\n')
}

/** Opens the installation, finds the city, does the work; closes it whatever happened. */
const inCity = async <T>(
  options: Options,
  work: (with_: Loaded, installation: Awaited<ReturnType<Loaded['openInstallation']>>, city: string) => Promise<T>,
): Promise<T> => {
  const loaded = await load()
  const { EXIT, Exit, FIRST_CITY, openInstallation, settingsOf } = loaded
  const settings = settingsOf(options, process.env)
  const city = settings.city ?? FIRST_CITY
  const say = (line: string): boolean => process.stderr.write(`${line}\n`)
  const installation = await openInstallation(settings, { beside: true, say })
  try {
    const known = (await installation.database.cities()).some(({ code }) => code === city)
    if (!known) throw new Exit(EXIT.refused, `还没有城市 ${city}: 先运行 ./linli city add ${city},或启动一次。`)
    return await work(loaded, installation, city)
  } finally {
    await installation.close()
  }
}

const print = (options: Options, words: Readonly<Record<string, string>>, lines: readonly string[]): void => {
  process.stdout.write(options.json ? `${JSON.stringify(words)}\n` : `${lines.join('\n')}\n`)
}

const passwordFor = async (options: Options): Promise<string> =>
  options.passwordStdin ? await readPassword() : (await import('../../platform/identity/passwords.ts')).inventPassword()

const passwordLines = (options: Options, password: string) => ({
  words: options.passwordStdin ? {} : { password },
  lines: options.passwordStdin ? [] : [`密码(只显示这一次): ${password}`],
})

const create = (options: Options): Promise<void> =>
  inCity(options, async (loaded, { database, vault, clock }, city) => {
    const { ADMINISTRATORS, createAdministrator, Exit, EXIT, isAdministrator, ROLES } = loaded
    const { username, role } = options
    if (role !== undefined && !isAdministrator(role))
      throw new Exit(EXIT.usage, `--role 应为 ${ADMINISTRATORS.join('、')},而不是 ${role}`)
    const password = await passwordFor(options)
    const staff = { username, name: options.name ?? '管理员', password }
    const made = await createAdministrator(database.city(city), vault, staff, clock.now(), role)
    if (!made.ok) throw new Exit(EXIT.refused, inWords(loaded, made.error))
    const shown = passwordLines(options, password)
    const kind = made.value.role
    print(options, { city, username, party: made.value.party, role: kind, ...shown.words }, [
      `城市 ${city},账号 ${username},${ROLES[kind].zh}`,
      ...shown.lines,
      '第一次登录时设置动态验证码。',
    ])
  })

const setPassword = (options: Options): Promise<void> =>
  inCity(options, async (loaded, { database, clock }, city) => {
    const { Exit, EXIT, findPartyByUsername, setPassword: set } = loaded
    const { username } = options
    const db = database.city(city)
    const password = await passwordFor(options)
    const party = await findPartyByUsername(db, username)
    const done = party === undefined ? undefined : await set(db, party, password, clock.now())
    if (party === undefined || done === undefined) throw new Exit(EXIT.refused, `没有账号 ${username}`)
    if (!done.ok) throw new Exit(EXIT.refused, inWords(loaded, done.error))
    const shown = passwordLines(options, password)
    print(options, { city, username, party, ...shown.words }, [`城市 ${city},账号 ${username}`, ...shown.lines])
  })

const resetTotp = (options: Options): Promise<void> =>
  inCity(options, async (loaded, { database, clock }, city) => {
    const { Exit, EXIT, resetFactorHere } = loaded
    const { username, reason = '' } = options
    const done = await resetFactorHere(database.city(city), { username, reason }, clock.now())
    if (!done.ok) throw new Exit(EXIT.refused, inWords(loaded, done.error))
    print(options, { city, username, party: done.value.party }, [
      `城市 ${city},账号 ${username}: 动态验证码已重设,登录全部退出,已记入日志。下次登录时重新设置。`,
    ])
  })

const shared = (command: Command): Command =>
  command
    .requiredOption('--username <name>', 'name to sign in with: a letter, then letters, digits, dot, hyphen')
    .option('--city <code>', 'city by its division code such as 442000 (LINLI_CITY)')
    .option('--data <folder>', 'folder of the private database and the keys (LINLI_DATA; default ./var)')
    .option('--database-url <url>', 'PostgreSQL to use instead of a private one (DATABASE_URL)')
    .option('--json', 'print one JSON object')

const withPassword = (command: Command): Command =>
  shared(command)
    .option('--password-stdin', 'read the password from stdin instead of inventing one')
    .addHelpText('after', HELP)

/** `./linli admin create | set-password | reset-totp`: the people who run the system, also beside a running server. */
export const register = (program: Command): void => {
  const admin = program.command('admin').summary('make administrators, help them in').description('管理员')
  withPassword(admin.command('create').description('make an administrator of a city'))
    .option('--role <role>', 'systemAdmin, securityAdmin or auditAdmin')
    .option('--name <name>', 'the person, stored encrypted (default 管理员)')
    .addHelpText('after', ROLE_HELP)
    .action(create)
  withPassword(admin.command('set-password').description('give an account a new password and end its sessions')).action(
    setPassword,
  )
  shared(
    admin.command('reset-totp').description("take an account's second factor away and end its sessions; journaled"),
  )
    .requiredOption('--reason <text>', 'why, at least ten characters')
    .action(resetTotp)
}
