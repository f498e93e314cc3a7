import type { Command } from 'commander'
import type { CityCheck } from '../backup/facts.ts'
import type { Wishes } from '../settings.ts'

type Options = Wishes & { readonly json?: boolean }
type BackupOptions = Options & { readonly base?: boolean; readonly keepDays?: string }
type RestoreOptions = Options & { readonly keys?: string; readonly until?: string }

const load = async () => {
  const [exit, settings, installation, make, dump, restored, manifest, note, facts, archive, home, database, time] =
    await Promise.all([
      import('../exit.ts'),
      import('../settings.ts'),
      import('../installation.ts'),
      import('../backup/make.ts'),
      import('../backup/dump.ts'),
      import('../backup/restore.ts'),
      import('../backup/manifest.ts'),
      import('../backup/note.ts'),
      import('../backup/facts.ts'),
      import('../../platform/db/cluster/archive.ts'),
      import('../../platform/db/cluster/backup.ts'),
      import('../../platform/db/database.ts'),
      import('../../kernel/time.ts'),
    ])
  const kept = { ...archive, ...home, ...database, ...time }
  return {
    ...exit,
    ...settings,
    ...installation,
    ...make,
    ...dump,
    ...restored,
    ...manifest,
    ...note,
    ...facts,
    ...kept,
  }
}

type Loaded = Awaited<ReturnType<typeof load>>

const say = (line: string): void => void process.stderr.write(`${line}\n`)
const MEGABYTE = 1024 * 1024
const KEEP_DAYS = '14'

const folderFor = (loaded: Loaded, target: string | undefined, options: BackupOptions): string => {
  const { archiveOf, clusterFolder, EXIT, Exit, settingsOf } = loaded
  const settings = settingsOf(options, process.env)
  if (!options.base) {
    if (target === undefined) throw new Exit(EXIT.usage, '请写明备份到哪个新目录,或用 --base 放进日志归档目录。')
    return target
  }
  if (settings.databaseUrl !== undefined)
    throw new Exit(EXIT.refused, '外部的 PostgreSQL 用它自己的归档:见 docs/recipes/standby.md。')
  const archive = settings.archive ?? archiveOf(clusterFolder(settings.data).home)
  if (archive !== undefined && archive !== 'off') return archive
  throw new Exit(EXIT.refused, '还没有日志归档目录:先用 ./linli start --archive 目录(或 LINLI_ARCHIVE)启动一次。')
}

const keepDaysOf = ({ EXIT, Exit }: Loaded, text: string): number => {
  const days = Number(text)
  if (Number.isInteger(days) && days >= 1 && days <= 3650) return days
  throw new Exit(EXIT.usage, `保留天数应为 1 到 3650 的整数,而不是 ${text}`)
}

const backup = async (target: string | undefined, options: BackupOptions): Promise<void> => {
  const loaded = await load()
  const { backUp, backUpBase, backUpGiven, instant, isoOf, noteBackup, openDatabase, openServer, settingsOf } = loaded
  const settings = settingsOf(options, process.env)
  const folder = folderFor(loaded, target, options)
  const keepDays = keepDaysOf(loaded, options.keepDays ?? KEEP_DAYS)
  // As it is: a newer Linli that backs up before an upgrade must not bring the structure up first.
  const { url, cluster } = await openServer(settings, { beside: true, say })
  const database = openDatabase(url, { max: 4 })
  try {
    const now = instant(Date.now())
    const from = { url, database, data: settings.data }
    const based = options.base ? await backUpBase(from, folder, keepDays, now) : undefined
    const told =
      based?.told ??
      (settings.databaseUrl === undefined ? await backUp(from, folder, now) : await backUpGiven(from, folder, now))
    const bytes = told.files.reduce((sum, file) => sum + file.size, 0)
    const cities = told.cities.map(({ code, size, root }) => ({ code, size, root }))
    const made = based?.folder ?? folder
    await noteBackup(settings.data, { at: isoOf(now), folder: options.base ? folder : made, bytes })
    const words = { folder: made, files: told.files.length, bytes, cities, removed: based?.removed.length ?? 0 }
    if (options.json) process.stdout.write(`${JSON.stringify(words)}\n`)
    else
      process.stdout.write(
        `已备份到 ${made}: ${words.files} 个文件, ${Math.round(bytes / MEGABYTE)} MB\n` +
          cities.map(({ code, size, root }) => `城市 ${code}: 日志 ${size} 条, 根 ${root}\n`).join('') +
          (based === undefined ? '' : `保留最近 ${keepDays} 天内的任意时刻,清理了 ${words.removed} 个更早的文件\n`) +
          `密钥不在备份里。请把 ${settings.keys} 另存一处:没有它,备份里的个人信息谁也打不开。\n`,
      )
  } finally {
    await database.close()
    await cluster?.stop()
  }
}

const report = ({ EXIT, isSound }: Loaded, checks: readonly CityCheck[], options: Options, done: string): boolean => {
  const sound = checks.every(isSound)
  process.exitCode = sound ? EXIT.done : EXIT.refused
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ sound, cities: checks })}\n`)
    return sound
  }
  for (const { code, size, journal, missing, differences } of checks)
    process.stdout.write(
      `城市 ${code}: 日志 ${size} 条, ${journal ? '与备份时的根一致' : '与备份时的根不一致'}; ` +
        `${missing.length === 0 ? '各表行数不少于备份时' : `缺行的表 ${missing.join('、')}`}; 重算差异 ${differences} 处\n`,
    )
  process.stdout.write(sound ? done : '核对没有通过。请保留这份备份和原来的数据,换一份备份再试。\n')
  return sound
}

/** A moment as an operator writes it: ISO 8601, or without a zone in Beijing time; `latest` is the end of the log. */
const untilOf = ({ EXIT, Exit, parseInstant }: Loaded, text: string | undefined) => {
  if (text === undefined || text === 'latest') return undefined
  const iso = text.trim().replace(' ', 'T')
  const at = parseInstant(/(Z|[+-]\d\d:\d\d)$/.test(iso) ? iso : `${iso}+08:00`)
  if (at === undefined) throw new Exit(EXIT.usage, `时刻应如 2026-11-25T10:05(北京时间)或 latest,而不是 ${text}`)
  return at
}

const restore = async (folder: string, options: RestoreOptions): Promise<void> => {
  const loaded = await load()
  const { DUMP, EXIT, Exit, manifestOf, restore: put, restoreGiven, settingsOf } = loaded
  if (options.databaseUrl !== undefined) {
    const told = await manifestOf(folder)
    if (told.format !== DUMP) throw new Exit(EXIT.refused, '这是私有数据库的备份:请用 --data 恢复到一个空目录。')
    report(loaded, await restoreGiven(folder, told, options.databaseUrl), options, '已恢复到所给的数据库。\n')
    return
  }
  if (options.data === undefined) throw new Exit(EXIT.usage, '请用 --data 指定要恢复到的空目录。')
  const settings = settingsOf({ data: options.data }, {})
  const checks = await put(folder, settings.data, { keys: options.keys, until: untilOf(loaded, options.until), say })
  const keys = options.keys === undefined ? `先把备份之外另存的密钥目录放到 ${settings.keys},然后` : ''
  report(loaded, checks, options, `已恢复到 ${settings.data}。${keys}运行 ./linli start --data ${settings.data}\n`)
}

const verify = async (folder: string, options: RestoreOptions): Promise<void> => {
  const loaded = await load()
  const { DUMP, instant, isArchive, isoOf, manifestOf, noteVerified, verifyBackup, verifyGiven } = {
    ...loaded,
    ...(await import('../backup/archive.ts')),
  }
  const told = isArchive(folder) ? undefined : await manifestOf(folder)
  const checks =
    told?.format === DUMP
      ? await verifyGiven(folder, told, say)
      : await verifyBackup(folder, { until: untilOf(loaded, options.until), say })
  const sound = report(loaded, checks, options, '备份可用。\n')
  await noteVerified(folder, { at: isoOf(instant(Date.now())), sound })
}

const WHAT = `
The backup is made while the city is served. It holds the private database with its photos, and a list of its files
with their SHA-256. The keys are not in it: keep the folder keys of the data folder in another place.
--base puts it into the folder that \`start --archive\` keeps the log in, so that any later moment can be restored, and
clears away what is older: kept are the bases of the last days, the newest one before them, and all log since that one.
Of a given PostgreSQL (DATABASE_URL) it is a dump by pg_dump, which must be on this machine.`

const UNTIL = 'of an archive: the moment to go back to, such as 2026-11-25T10:05 in Beijing time, or latest'

/** `./linli backup`, `restore`, `verify-backup`. */
export const register = (program: Command): void => {
  program
    .command('backup')
    .argument('[folder]', 'a new folder, for instance named by the date')
    .summary('back the database up, while it serves')
    .description('备份')
    .option('--base', 'a base backup into the folder where the log is kept')
    .option('--keep-days <days>', 'with --base: any moment of the last so many days stays restorable', KEEP_DAYS)
    .option('--archive <folder>', 'folder where the log is kept (LINLI_ARCHIVE; default the one started with)')
    .option('--data <folder>', 'folder of the private database and the keys (LINLI_DATA; default ./var)')
    .option('--database-url <url>', 'PostgreSQL used instead of a private one (DATABASE_URL)')
    .option('--json', 'print one JSON object')
    .addHelpText('after', WHAT)
    .action(backup)
  program
    .command('restore')
    .argument('<folder>', 'a backup, or a folder with base backups and the log')
    .summary('put a backup into an empty data folder, and compare')
    .description('恢复: journal root, rows and recomputed figures are compared with what the backup wrote down')
    .option('--until <time>', UNTIL)
    .option('--data <folder>', 'the empty data folder')
    .option('--database-url <url>', 'of a dump: the empty database')
    .option('--keys <folder>', 'the kept keys, to be copied into it')
    .option('--json', 'print one JSON object')
    .action(restore)
  program
    .command('verify-backup')
    .argument('<folder>', 'a backup, or a folder with base backups and the log')
    .summary('try a backup out in a folder of its own, and compare')
    .description('核对备份: restores it, of an archive with all its log, compares, and removes what it restored')
    .option('--until <time>', UNTIL)
    .option('--json', 'print one JSON object')
    .action(verify)
}
