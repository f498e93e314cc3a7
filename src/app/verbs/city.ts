import type { Command } from 'commander'
import type { Wishes } from '../settings.ts'

type Options = Wishes & { readonly json?: boolean }
type ImportOptions = Options & { readonly dryRun?: boolean; readonly receipt?: string }

const IMPORT_HELP = `
The first line names the columns: 代码 (2, 4, 6, 9 or 12 digits) and 名称; 上级代码, 级别 and 类型 (居委会, 村委会) may be
left out. UTF-8 or GB 18030. Good lines are written together; the others go into the receipt with a column 原因. Put the
receipt right and import it as it is.

Exit codes: 0 every line was good; 1 the file as a whole was refused; 2 some lines were refused.`

const load = async () => {
  const [exit, settings, installation] = await Promise.all([
    import('../exit.ts'),
    import('../settings.ts'),
    import('../installation.ts'),
  ])
  return { ...exit, ...settings, ...installation }
}

type Loaded = Awaited<ReturnType<typeof load>>
type Installation = Awaited<ReturnType<Loaded['openInstallation']>>

/** Opens the installation, also beside a running server, and closes it whatever happens. */
const withInstallation = async (
  options: Options,
  work: (loaded: Loaded, installation: Installation) => Promise<void>,
): Promise<void> => {
  const loaded = await load()
  const settings = loaded.settingsOf(options, process.env)
  const installation = await loaded.openInstallation(settings, {
    beside: true,
    say: line => process.stderr.write(`${line}\n`),
  })
  try {
    await work(loaded, installation)
  } finally {
    await installation.close()
  }
}

const print = (options: Options, words: object, lines: readonly string[]): void => {
  process.stdout.write(options.json ? `${JSON.stringify(words)}\n` : lines.map(line => `${line}\n`).join(''))
}

const add = (code: string, options: Options): Promise<void> =>
  withInstallation(options, async ({ settingsOf }, installation) => {
    const { addCity } = await import('../cities.ts')
    const { city = code } = settingsOf({ ...options, city: code }, {})
    const made = await addCity(installation, city)
    const { founded } = made
    print(options, made, [
      `${made.name}(${made.code}): ${founded.towns} 个镇街, ${founded.communities} 个村(社区)`,
      `新增组织 ${founded.organisations} 个, 热线登记 ${founded.hotlines} 条`,
    ])
  })

const list = (options: Options): Promise<void> =>
  withInstallation(options, async (_loaded, { database }) => {
    const cities = (await database.cities()).map(({ code, name, demo }) => ({ code, name, demo }))
    print(
      options,
      { cities },
      cities.map(({ code, name, demo }) => `${code} ${name}${demo ? ' (演示)' : ''}`),
    )
  })

const importAreas = (file: string, options: ImportOptions): Promise<void> =>
  withInstallation(options, async ({ EXIT, Exit }, { database, clock }) => {
    const { readFile, writeFile } = await import('node:fs/promises')
    const [directory, { translator }] = await Promise.all([
      import('../../features/directory/index.ts'),
      import('../../platform/i18n/catalog.ts'),
    ])
    const t = translator('zh-Hans')
    const bytes = await readFile(file).catch(() => {
      throw new Exit(EXIT.refused, `读不到文件 ${file}`)
    })
    const dryRun = options.dryRun ?? false
    const result = await directory.importAreas(database.publicDb, bytes, clock.now(), t, { dryRun })
    if (!result.ok) {
      const said = result.error.map(({ tag, values }) => t(`directory:refusals.${tag}.detail`, values))
      throw new Exit(EXIT.refused, said.join('\n'))
    }
    const { lines, taken, written, faults, receipt } = result.value
    const target = options.receipt ?? `${file.replace(/\.csv$/i, '')}.receipt.csv`
    if (receipt !== undefined) {
      await writeFile(target, receipt)
      for (const fault of faults) process.stderr.write(`第 ${fault.line} 行 ${directory.sayFault(t, fault)}\n`)
      process.exitCode = EXIT.badInput
    }
    const saved = receipt === undefined ? null : target
    print(options, { dryRun, lines, taken, written, refused: lines - taken, receipt: saved }, [
      `${dryRun ? '(试运行,未写入) ' : ''}共 ${lines} 行, 可用 ${taken} 行, 写入 ${written} 行, 退回 ${lines - taken} 行`,
      ...(saved === null ? [] : [`退回的行和原因: ${saved}`]),
    ])
  })

const exportAreas = (code: string, options: Options): Promise<void> =>
  withInstallation(options, async ({ EXIT, Exit }, { database }) => {
    const [directory, { parseAreaPath }] = await Promise.all([
      import('../../features/directory/index.ts'),
      import('../../kernel/area-code.ts'),
    ])
    const area = parseAreaPath(code)
    if (!area.ok) throw new Exit(EXIT.usage, `${code} 不是区划代码`)
    process.stdout.write(await directory.exportAreas(database.publicDb, area.value))
  })

const shared = (command: Command): Command =>
  command
    .option('--data <folder>', 'folder of the private database and the keys (LINLI_DATA; default ./var)')
    .option('--database-url <url>', 'PostgreSQL to use instead of a private one (DATABASE_URL)')
    .option('--json', 'print one JSON object')

/** `./linli city add | list | import areas | export areas`. */
export const register = (program: Command): void => {
  const city = program.command('city').summary('add cities, import divisions').description('城市与区划')
  shared(city.command('add').argument('<code>', 'division code, such as 4401'))
    .description('make a city: its schema, organisations and hotline register; repeating it adds what is missing')
    .action(add)
  shared(city.command('list')).description('the cities of this installation').action(list)
  const imports = city.command('import').description('bring in reference data')
  shared(imports.command('areas').argument('<file>', 'CSV file'))
    .description('bring in the divisions of another place')
    .option('--dry-run', 'check everything, write nothing')
    .option('--receipt <file>', 'where the refused lines go (default: beside the file)')
    .addHelpText('after', IMPORT_HELP)
    .action(importAreas)
  const exports = city.command('export').description('write reference data to stdout')
  shared(exports.command('areas').argument('<code>', 'division code'))
    .description('the divisions of an area as a CSV that import takes back')
    .action(exportAreas)
}
