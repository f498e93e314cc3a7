import type { Command } from 'commander'
import type { Wishes } from '../settings.ts'
import type { Upgraded } from '../upgrade/run.ts'

type Options = Wishes & {
  readonly dryRun?: boolean
  readonly backup?: string
  readonly ownBackup?: boolean
  readonly despiteDoctor?: boolean
  readonly key?: string
  readonly into?: string
  readonly json?: boolean
}

const HELP = `
Run it with the NEW version: from its unpacked folder, or give the package to the version that is there, which checks
it, unpacks it beside itself and hands over. The old server may go on serving; nothing is restarted. In order: the code
against its list, a check-up, room for the backup, the backup, the steps of the structure, a record of all that.
--dry-run says what would be done and does none of it.

Going back: start the old code again, which does not touch what it does not know; if that is not enough, restore the
backup named here. An older version refuses a database it does not know.`

const say = (line: string): void => void process.stderr.write(`${line}\n`)

/** The new version's own verb, with the same wishes. */
const handOver = async (folder: string, options: Options): Promise<void> => {
  const { spawn } = await import('node:child_process')
  const flags = (
    [
      ['--data', options.data],
      ['--database-url', options.databaseUrl],
      ['--backup', options.backup],
    ] as const
  ).flatMap(([flag, value]) => (value === undefined ? [] : [flag, value]))
  const switches = [
    ...(options.dryRun ? ['--dry-run'] : []),
    ...(options.ownBackup ? ['--own-backup'] : []),
    ...(options.despiteDoctor ? ['--despite-doctor'] : []),
    ...(options.json ? ['--json'] : []),
  ]
  const child = spawn(`${folder}/linli`, ['upgrade', ...flags, ...switches], { stdio: 'inherit' })
  process.exitCode = await new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', code => resolve(code ?? 1))
  })
}

const linesOf = ({ from, to, steps, backup, done }: Upgraded, data: string): readonly string[] => [
  `版本: ${from ?? '未知'} → ${to}`,
  steps.length === 0 ? '数据库结构: 已是最新' : `数据库结构: ${steps.length} 步`,
  ...steps.map(step => `  ${step}`),
  ...(done
    ? [
        '升级已记入数据库和各城市的公开日志。接着换上新代码并重启服务:',
        `  ln -sfn linli-${to} /opt/linli && systemctl restart linli`,
        '要退回:换回旧代码重启即可,旧版本不碰它不认识的新结构。还不行,就恢复升级前的备份:',
        backup === null ? '  用您自己的备份' : `  ./linli restore ${backup} --data 新目录 --keys ${data}/keys`,
      ]
    : [`会先备份到: ${backup ?? '(您自己的备份)'}`, '(--dry-run:什么都没有改)']),
]

const run = async (file: string | undefined, options: Options): Promise<void> => {
  const [{ settingsOf }, { upgrade }, packages, { ROOT }, { dirname }] = await Promise.all([
    import('../settings.ts'),
    import('../upgrade/run.ts'),
    import('../upgrade/package.ts'),
    import('../version.ts'),
    import('node:path'),
  ])
  if (file !== undefined) {
    const sha256 = await packages.checkPackage(file, options.key)
    say(`${file}: SHA-256 ${sha256}${options.key === undefined ? '(没有给 --key,签名未核对)' : ',签名相符'}`)
    const folder = await packages.unpack(file, options.into ?? dirname(ROOT))
    say(`已解开到 ${folder}`)
    await handOver(folder, options)
    return
  }
  const settings = settingsOf(options, process.env)
  const upgraded = await upgrade(settings, {
    dryRun: options.dryRun ?? false,
    backup: options.backup,
    ownBackup: options.ownBackup ?? false,
    despite: options.despiteDoctor ?? false,
    say,
  })
  process.stdout.write(
    options.json
      ? `${JSON.stringify(upgraded)}\n`
      : linesOf(upgraded, settings.data)
          .map(line => `${line}\n`)
          .join(''),
  )
}

/** `./linli upgrade`: to the version it is run with. */
export const register = (program: Command): void => {
  program
    .command('upgrade')
    .argument('[package]', 'a linli-<version>-<platform>.tar.gz with its .sha256 beside it')
    .summary('bring the database to this version: look, back up, apply, record')
    .description('升级')
    .option('--dry-run', 'say what would be done, do nothing')
    .option('--backup <folder>', 'where the backup goes (default: the archive, else before-upgrade in the data folder)')
    .option('--own-backup', 'a backup was made by other means; make none')
    .option('--despite-doctor', 'go on although the check-up found something wrong')
    .option('--key <file>', 'public key (PEM, Ed25519) the package must be signed with')
    .option('--into <folder>', 'where the package is unpacked (default: beside the present code)')
    .option('--data <folder>', 'folder of the private database and the keys (LINLI_DATA; default ./var)')
    .option('--database-url <url>', 'PostgreSQL used instead of a private one (DATABASE_URL)')
    .option('--json', 'print one JSON object')
    .addHelpText('after', HELP)
    .action(run)
}
