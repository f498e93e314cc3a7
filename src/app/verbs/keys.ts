import type { Command } from 'commander'
import type { Installation } from '../installation.ts'
import type { Settings, Wishes } from '../settings.ts'

type Options = Wishes & { readonly json?: true }

const HELP = `
Keys lie in the keys folder beside the database and never in it. Adding one takes effect in running processes within a
second; they write what older keys have sealed anew, in the background. A key is retired when nothing uses it any more;
it then lies in keys/retired, because backups made before still need it.

Examples:
  $ ./linli keys status
  $ ./linli keys rotate
  $ ./linli keys reseal
  $ ./linli keys retire seal-0001`

type Opened = { readonly installation: Installation; readonly settings: Settings }

const withInstallation = async (options: Options, work: (opened: Opened) => Promise<void>): Promise<void> => {
  const [{ settingsOf }, { openInstallation }] = await Promise.all([
    import('../settings.ts'),
    import('../installation.ts'),
  ])
  const settings = settingsOf(options, process.env)
  const say = (line: string): void => void process.stderr.write(`${line}\n`)
  const installation = await openInstallation(settings, { beside: true, say })
  await work({ installation, settings }).finally(() => installation.close())
}

const print = (options: Options, value: object, words: string): void =>
  void process.stdout.write(options.json ? `${JSON.stringify(value)}\n` : `${words}\n`)

const status = (options: Options): Promise<void> =>
  withInstallation(options, async ({ installation }) => {
    const keys = await (await import('../keys.ts')).status(installation)
    const words = keys.map(({ key, values, newest }) => {
      const state = newest ? '现用' : values === 0 ? '可以停用: ./linli keys retire' : '正在改用新密钥'
      return `${key}  ${values} 个值  ${state}`
    })
    print(options, { keys }, words.join('\n'))
  })

const rotate = async (options: Options): Promise<void> => {
  const [{ settingsOf }, keys] = await Promise.all([import('../settings.ts'), import('../keys.ts')])
  const key = await keys.rotate(settingsOf(options, process.env))
  print(
    options,
    { key },
    `已添加 ${key}。运行中的进程一秒内改用它,旧值在后台逐批改写;进度: ./linli keys status。请把密钥目录再备份一次。`,
  )
}

const reseal = (options: Options): Promise<void> =>
  withInstallation(options, async ({ installation }) => {
    const { reseal: run } = await import('../keys.ts')
    const began = performance.now()
    let told = 0
    const done = await run(installation, (city, column, count) => {
      if (performance.now() - told < 1_000) return
      told = performance.now()
      process.stderr.write(`${city} ${column}: ${count}\n`)
    })
    const seconds = Math.round((performance.now() - began) / 100) / 10
    print(options, { done, seconds }, `改写了 ${done} 个值,用时 ${seconds} 秒`)
  })

const retire = (key: string, options: Options): Promise<void> =>
  withInstallation(options, async ({ installation, settings }) => {
    await (await import('../keys.ts')).retire(installation, settings, key, Date.now())
    print(options, { retired: key }, `${key} 已停用,移到 keys/retired;更早的备份仍需要它`)
  })

/** `./linli keys status|rotate|reseal|retire`: the keys that personal data are sealed with. */
export const register = (program: Command): void => {
  const keys = program
    .command('keys')
    .summary('the keys personal data are sealed with: status, rotate, reseal, retire')
    .description('个人信息的加密密钥')
    .addHelpText('after', HELP)
  const settled = (command: Command): Command =>
    command
      .option('--data <folder>', 'folder of the private database and the keys (LINLI_DATA; default ./var)')
      .option('--database-url <url>', 'PostgreSQL to use instead of a private one (DATABASE_URL)')
      .option('--json', 'print one JSON object')
  settled(keys.command('status').summary('how many values lie under which key')).action(status)
  settled(keys.command('rotate').summary('add a key; what older ones sealed is written anew')).action(rotate)
  settled(keys.command('reseal').summary('write everything anew under the newest key, now')).action(reseal)
  settled(keys.command('retire').argument('<key>', 'such as seal-0001').summary('take an unused key away')).action(
    retire,
  )
}
