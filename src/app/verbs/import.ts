import type { Command } from 'commander'
import type { ImportDone } from '../../features/work-order/index.ts'
import type { Wishes } from '../settings.ts'

type Options = Wishes & {
  readonly json?: boolean
  readonly dryRun?: boolean
  readonly receipt?: string
  readonly source?: string
  readonly area?: string
  readonly map: Readonly<Record<string, string>>
}

const HELP = `
CSV (UTF-8 or GB 18030), XLSX or JSON lines, told apart by what is in them. Columns are found by their headings:
id 编号, nature 诉求类型, channel 渠道, body 内容, date 日期 must be there; title 标题, reply 答复, replyDays 答复天数 or
replyDate 答复日期, transfers 转办次数, district 区县, place 地点, anonymous 匿名, name 姓名 and phone 电话 may be. Another
heading is given with --map, such as --map nature=业务类型.

Only days are known of the past: a request counts from 08:30 of its date, an answer to 17:30 of its day. Rows of another
city are filed under --area; their own district and place stay in words. Running it again changes nothing: a row is
known by --source and its id. The receipt names every row that was refused, left out as a copy, or noted, and why; put
the refused rows right and import the receipt itself.

Exit codes: 0 every row came in or was known; 1 the file as a whole was refused; 2 some rows were refused.`

const load = async () => {
  const [exit, settings, installation, orders, tables, catalog] = await Promise.all([
    import('../exit.ts'),
    import('../settings.ts'),
    import('../installation.ts'),
    import('../../features/work-order/index.ts'),
    import('../../platform/tables/tables.ts'),
    import('../../platform/i18n/catalog.ts'),
  ])
  return { ...exit, ...settings, ...installation, ...orders, ...tables, ...catalog }
}

/** `FIELD=COLUMN`, repeatable. */
const mapped = (text: string, before: Readonly<Record<string, string>>): Readonly<Record<string, string>> => {
  const at = text.indexOf('=')
  return { ...before, [text.slice(0, at < 0 ? undefined : at).trim()]: at < 0 ? '' : text.slice(at + 1).trim() }
}

/** A name from the file's: `requests_dev.jsonl` in `fuzhou12345/` is of `fuzhou12345`. */
const sourceOf = (file: string, { source }: Options, folder: string): string =>
  source ?? (folder === '' ? file : folder)

const percent = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${Math.round((part * 1000) / whole) / 10}%`

const linesOf = (
  { summary: s, area, areaName }: ImportDone,
  t: (key: string) => string,
  seconds: number,
  saved: string | null,
) => {
  const named = (counts: Readonly<Record<string, number>>, space: string): string =>
    Object.entries(counts)
      .map(([key, count]) => `${t(`work-order:${space}.${key}`)} ${count}`)
      .join(', ')
  const listed = (counts: Readonly<Record<string, number>>): string =>
    Object.entries(counts)
      .map(([key, count]) => `${key} ${count}`)
      .join(', ')
  const reason = (key: string): string => {
    const [field, why] = key.split('/')
    return `${t(`work-order:import.fields.${field}`)} ${why}`
  }
  return [
    `${s.dryRun ? '(试运行,未写入) ' : ''}读入 ${s.read} 行, 导入 ${s.broughtIn}, 已在库中 ${s.already}, 重复 ${s.duplicates}, 退回 ${s.refused} (${seconds} 秒)`,
    ...(s.refused === 0
      ? []
      : [
          `退回原因: ${Object.entries(s.refusedBy)
            .map(([key, count]) => `${reason(key)} ${count}`)
            .join(', ')}`,
        ]),
    `归入区域: ${areaName}(${area});原区县和地点保留在地点文字中`,
    `日期: ${s.from ?? '–'} 至 ${s.to ?? '–'};受理按当日 08:30、答复按当日 17:30 计`,
    `渠道: ${named(s.channels, 'channel')}(原渠道: ${listed(s.channelsSaid)})`,
    `类型: ${named(s.kinds, 'kind')}`,
    `答复: ${s.replied} 件, 未答复 ${s.unreplied} 件;天数中位 ${s.replyDaysMedian ?? '–'}, 九成不超过 ${s.replyDaysP90 ?? '–'}`,
    `超期(按受理当时的时限): ${s.late}/${s.lateOf} (${percent(s.late, s.lateOf)})`,
    `遮盖个人号码: ${s.maskedTexts} 段文字, ${s.maskedOrders} 件;正文相同标题不同 ${s.sameBody} 件`,
    ...(saved === null ? [] : [`回执: ${saved}`]),
  ]
}

/** Rows live for a moment: a small nursery and a heap that grows slowly keep a file of any length within 400 MB. */
const keepSmall = async (): Promise<void> => {
  const { setFlagsFromString } = await import('node:v8')
  setFlagsFromString('--max-semi-space-size=4')
  setFlagsFromString('--heap-growing-percent=40')
}

const importWorkOrders = async (file: string, options: Options): Promise<void> => {
  const started = performance.now()
  await keepSmall()
  const loaded = await load()
  const { EXIT, Exit, FIRST_CITY, fileSource, importHistory, openInstallation, settingsOf, translator } = loaded
  const { basename, dirname, resolve } = await import('node:path')
  const { writeFile } = await import('node:fs/promises')
  const t = translator('zh-Hans')
  const source = await fileSource(file).catch(() => {
    throw new Exit(EXIT.refused, `读不到文件 ${file}`)
  })
  const settings = settingsOf(options, process.env)
  const city = settings.city ?? FIRST_CITY
  const installation = await openInstallation(settings, {
    beside: true,
    say: line => process.stderr.write(`${line}\n`),
  })
  try {
    const { database, vault, clock } = installation
    const known = (await database.cities()).some(({ code }) => code === city)
    if (!known) throw new Exit(EXIT.refused, `还没有城市 ${city}: 先运行 ./linli city add ${city},或启动一次。`)
    const dryRun = options.dryRun ?? false
    const result = await importHistory(database.city(city), vault, source, clock.now(), t, {
      dryRun,
      source: sourceOf(source.name.replace(/\.[^.]+$/, ''), options, basename(dirname(resolve(file)))),
      area: options.area,
      map: options.map,
      progress: read => {
        if (process.stderr.isTTY) process.stderr.write(`\r已读 ${read} 行`)
      },
    })
    if (!result.ok) {
      const said = result.error.map(
        ({ tag, values }) =>
          `${t(`work-order:refusals.${tag}.title`)}: ${t(`work-order:refusals.${tag}.detail`, values)}`,
      )
      throw new Exit(EXIT.refused, said.join('\n'))
    }
    const { summary, receipt, area, areaName } = result.value
    const saved =
      receipt === undefined ? null : (options.receipt ?? `${basename(file).replace(/\.[^.]+$/, '')}.receipt.csv`)
    if (receipt !== undefined && saved !== null) await writeFile(saved, receipt)
    const seconds = Math.round((performance.now() - started) / 100) / 10
    const lines = linesOf(result.value, t, seconds, saved)
    const words = { ...summary, area, areaName, city, receipt: saved, seconds }
    process.stdout.write(options.json ? `${JSON.stringify(words)}\n` : lines.map(line => `${line}\n`).join(''))
    if (summary.refused > 0) process.exitCode = EXIT.badInput
  } finally {
    await installation.close()
  }
}

/** `./linli import work-orders`: requests kept by another system, as history. */
export const register = (program: Command): void => {
  const group = program.command('import').summary('bring in requests of another system').description('导入')
  group
    .command('work-orders')
    .argument('<file>', 'CSV, XLSX or JSON lines')
    .description('bring in past requests with their dates and answers')
    .option('--city <code>', 'city by its division code such as 442000 (LINLI_CITY)')
    .option('--area <code>', 'town or community to file them under (default: the first town of the city)')
    .option('--source <name>', 'name of the other system (default: the folder the file lies in)')
    .option('--map <field=column>', 'column of a field whose heading is not known; repeatable', mapped, {})
    .option('--dry-run', 'go through everything, write nothing')
    .option('--receipt <file>', 'where the receipt goes (default: <file>.receipt.csv in the current folder)')
    .option('--data <folder>', 'folder of the private database and the keys (LINLI_DATA; default ./var)')
    .option('--database-url <url>', 'PostgreSQL to use instead of a private one (DATABASE_URL)')
    .option('--json', 'print one JSON object')
    .addHelpText('after', HELP)
    .action(importWorkOrders)
}
