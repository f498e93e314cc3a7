import type { Command } from 'commander'
import type { CityCheck } from '../backup.ts'
import type { Wishes } from '../settings.ts'

type Options = Wishes & { readonly json?: boolean; readonly keys?: string }

const load = async () => {
  const [exit, settings, installation, backup, time] = await Promise.all([
    import('../exit.ts'),
    import('../settings.ts'),
    import('../installation.ts'),
    import('../backup.ts'),
    import('../../kernel/time.ts'),
  ])
  return { ...exit, ...settings, ...installation, ...backup, ...time }
}

const say = (line: string): void => void process.stderr.write(`${line}\n`)
const MEGABYTE = 1024 * 1024

const backup = async (target: string, options: Options): Promise<void> => {
  const { backUp, EXIT, Exit, instant, openInstallation, settingsOf } = await load()
  const settings = settingsOf(options, process.env)
  if (settings.databaseUrl !== undefined)
    throw new Exit(
      EXIT.refused,
      '数据库是外部的 PostgreSQL,不在数据目录里:请用它自己的备份(pg_dump 或 pg_basebackup),见 docs/recipes/back-up-and-restore.md。',
    )
  const installation = await openInstallation(settings, { beside: true, say })
  try {
    const told = await backUp({ ...installation, data: settings.data }, target, instant(Date.now()))
    const bytes = told.files.reduce((sum, file) => sum + file.size, 0)
    const words = {
      folder: target,
      files: told.files.length,
      bytes,
      cities: told.cities.map(({ code, size, root }) => ({ code, size, root })),
    }
    if (options.json) process.stdout.write(`${JSON.stringify(words)}\n`)
    else
      process.stdout.write(
        `已备份到 ${target}: ${words.files} 个文件, ${Math.round(bytes / MEGABYTE)} MB\n` +
          told.cities.map(({ code, size, root }) => `城市 ${code}: 日志 ${size} 条, 根 ${root}\n`).join('') +
          `密钥不在备份里。请把 ${settings.keys} 另存一处:没有它,备份里的个人信息谁也打不开。\n`,
      )
  } finally {
    await installation.close()
  }
}

const report = async (checks: readonly CityCheck[], options: Options, done: string): Promise<void> => {
  const { EXIT, isSound } = await load()
  const sound = checks.every(isSound)
  process.exitCode = sound ? EXIT.done : EXIT.refused
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ sound, cities: checks })}\n`)
    return
  }
  for (const { code, size, journal, missing, differences } of checks)
    process.stdout.write(
      `城市 ${code}: 日志 ${size} 条, ${journal ? '与备份时的根一致' : '与备份时的根不一致'}; ` +
        `${missing.length === 0 ? '各表行数不少于备份时' : `缺行的表 ${missing.join('、')}`}; 重算差异 ${differences} 处\n`,
    )
  process.stdout.write(sound ? done : '核对没有通过。请保留这份备份和原来的数据,换一份备份再试。\n')
}

const restore = async (folder: string, options: Options): Promise<void> => {
  const { EXIT, Exit, restore: put, settingsOf } = await load()
  if (options.data === undefined) throw new Exit(EXIT.usage, '请用 --data 指定要恢复到的空目录。')
  const settings = settingsOf({ data: options.data }, {})
  const checks = await put(folder, settings.data, { keys: options.keys, say })
  const keys = options.keys === undefined ? `先把备份之外另存的密钥目录放到 ${settings.keys},然后` : ''
  await report(checks, options, `已恢复到 ${settings.data}。${keys}运行 ./linli start --data ${settings.data}\n`)
}

const verify = async (folder: string, options: Options): Promise<void> => {
  const { verifyBackup } = await load()
  await report(await verifyBackup(folder, say), options, '备份可用。\n')
}

const WHAT = `
The backup is made while the city is served. It holds the private database with its photos, and a list of its files
with their SHA-256. The keys are not in it: keep the folder keys of the data folder in another place.`

/** `./linli backup`, `restore`, `verify-backup`: of the private database. */
export const register = (program: Command): void => {
  program
    .command('backup')
    .argument('<folder>', 'a new folder, for instance named by the date')
    .summary('back the private database up, while it serves')
    .description('备份')
    .option('--data <folder>', 'folder of the private database and the keys (LINLI_DATA; default ./var)')
    .option('--database-url <url>', 'is refused: a given PostgreSQL has its own backups')
    .option('--json', 'print one JSON object')
    .addHelpText('after', WHAT)
    .action(backup)
  program
    .command('restore')
    .argument('<folder>', 'a backup')
    .summary('put a backup into an empty data folder, and compare')
    .description('恢复: journal root, rows and recomputed figures are compared with what the backup wrote down')
    .option('--data <folder>', 'the empty data folder')
    .option('--keys <folder>', 'the kept keys, to be copied into it')
    .option('--json', 'print one JSON object')
    .action(restore)
  program
    .command('verify-backup')
    .argument('<folder>', 'a backup')
    .summary('try a backup out in a folder of its own, and compare')
    .description('核对备份: restores it, compares, and removes what it restored')
    .option('--json', 'print one JSON object')
    .action(verify)
}
