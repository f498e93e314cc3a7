import type { Command } from 'commander'
import type { Refusal } from '../../kernel/refusal.ts'
import type { Translate } from '../../platform/i18n/types.ts'
import type { Wishes } from '../settings.ts'

type Options = Wishes & {
  readonly year?: string
  readonly source?: readonly string[]
  readonly dryRun?: boolean
  readonly json?: boolean
}

const HELP = `
FILE is JSON ({"year":2027,"notices":["https://…"],"days":[{"date":"2027-01-01","off":true,"name":"元旦"}]}, or a file
of holiday-cn as it is) or CSV with the columns 日期(date), 类型(off: 放假 or 上班), 名称(name).
The year is the file's own, or the one most days lie in; --source is needed when the file names no notice.
A notice with any fault is refused whole, every fault is named, and nothing is written.

Exit codes: 0 loaded, or nothing new; 1 refused.`

const said = (t: Translate, why: readonly Refusal[]): string =>
  why
    .map(({ tag, values = {}, basis }) => {
      const law = basis?.kind === 'cite' ? `(${basis.article}:${basis.quote})` : ''
      return `${t(`calendar:refusals.${tag}.title`)}: ${t(`calendar:refusals.${tag}.detail`, values)}${law}`
    })
    .join('\n')

const importFile = async (path: string, options: Options): Promise<void> => {
  const { readFile } = await import('node:fs/promises')
  const { importNotice, readNoticeFile, tryNotice, yearOfFile } = await import('../../features/calendar/index.ts')
  const { translator } = await import('../../platform/i18n/catalog.ts')
  const { EXIT, Exit } = await import('../exit.ts')
  const t = translator('zh-Hans')
  const refused = (why: readonly Refusal[]): never => {
    throw new Exit(EXIT.refused, said(t, why))
  }
  const bytes = await readFile(path).catch(() => {
    throw new Exit(EXIT.refused, `读不到文件 ${path}`)
  })
  const read = readNoticeFile(bytes)
  if (!read.ok) return refused(read.error)
  const year = options.year === undefined ? yearOfFile(read.value) : Number(options.year)
  const notice = { year: year ?? 0, notices: options.source ?? read.value.notices, days: read.value.days }
  const { openInstallation } = await import('../installation.ts')
  const { settingsOf } = await import('../settings.ts')
  const { SYSTEM } = await import('../../platform/identity/sessions.ts')
  const settings = settingsOf(options, process.env)
  const say = (line: string): boolean => process.stderr.write(`${line}\n`)
  const { database, clock, close } = await openInstallation(settings, { beside: true, say })
  try {
    const city = settings.city ?? (await database.cities())[0]?.code
    if (city === undefined) throw new Exit(EXIT.refused, '还没有城市,请先用 ./linli city add 建立。')
    const [db, now] = [database.city(city), clock.now()]
    const done = options.dryRun
      ? await tryNotice(db, notice, SYSTEM, now)
      : await db.tx(async tx => {
          const outcome = await importNotice(tx, notice, SYSTEM, now)
          // Thrown, so that nothing of a refused notice stays.
          return outcome.ok ? outcome : refused(outcome.error)
        })
    if (!done.ok) return refused(done.error)
    const { change } = done.value
    const counts = [change?.added, change?.removed, change?.turned].map(days => days?.length ?? 0)
    const words = `新增 ${counts[0]} 天,删去 ${counts[1]} 天,放假与上班互换 ${counts[2]} 天`
    process.stdout.write(
      options.json
        ? `${JSON.stringify({ ...done.value, dryRun: options.dryRun ?? false })}\n`
        : `${notice.year} 年放假安排: ${change === undefined ? '与已载入的相同' : words}${options.dryRun ? '(预检,没有写入)' : ''}\n`,
    )
  } finally {
    await close()
  }
}

/** `./linli calendar import`: loads next year's holiday notice, for every city of the installation. */
export const register = (program: Command): void => {
  program
    .command('calendar')
    .summary('load the yearly holiday notice')
    .description('工作日历: holidays and make-up working days')
    .command('import')
    .argument('<file>', 'JSON or CSV')
    .summary("load a year's notice")
    .description('载入一年的放假安排: due dates that were provisional are then computed again')
    .option('--dry-run', 'say what would change and write nothing')
    .option('--year <year>', 'the year of the notice')
    .option('--source <address...>', 'address of the notice, one or more')
    .option('--city <code>', 'city whose journal takes it down (LINLI_CITY; default the first)')
    .option('--data <folder>', 'folder of the private database and the keys (LINLI_DATA; default ./var)')
    .option('--database-url <url>', 'PostgreSQL to use instead of a private one (DATABASE_URL)')
    .option('--json', 'print the change as one JSON object')
    .addHelpText('after', HELP)
    .action(importFile)
}
