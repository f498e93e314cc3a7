import type { Command } from 'commander'
import type { Wishes } from '../settings.ts'

type Options = Wishes & { readonly json?: boolean }

const load = async () => {
  const [exit, settings, installation, slice, jobs, catalog, actors, time] = await Promise.all([
    import('../exit.ts'),
    import('../settings.ts'),
    import('../installation.ts'),
    import('../../features/operations/index.ts'),
    import('../../platform/jobs/store.ts'),
    import('../../platform/i18n/catalog.ts'),
    import('../../platform/identity/sessions.ts'),
    import('../../kernel/time.ts'),
  ])
  return { ...exit, ...settings, ...installation, ...slice, ...jobs, ...catalog, ...actors, ...time }
}

type Loaded = Awaited<ReturnType<typeof load>>
type Work = Loaded & {
  readonly db: import('../../platform/db/types.ts').CityDb
  readonly now: ReturnType<Loaded['instant']>
}

/** Opens the installation beside a running server, finds the city, does the work. */
const inCity = async (options: Options, work: (loaded: Work) => Promise<void>): Promise<void> => {
  const loaded = await load()
  const { EXIT, Exit, FIRST_CITY, instant, openInstallation, settingsOf } = loaded
  const settings = settingsOf(options, process.env)
  const installation = await openInstallation(settings, {
    beside: true,
    say: line => process.stderr.write(`${line}\n`),
  })
  try {
    const cities = await installation.database.cities()
    const code = settings.city ?? cities[0]?.code ?? FIRST_CITY
    if (!cities.some(city => city.code === code)) throw new Exit(EXIT.refused, `没有城市 ${code}`)
    await work({ ...loaded, db: installation.database.city(code), now: instant(Date.now()) })
  } finally {
    await installation.close()
  }
}

type Refused = { readonly ok: false; readonly error: readonly { readonly tag: string; readonly values?: object }[] }
type Answer = { readonly ok: true; readonly value: object } | Refused

const tell = ({ EXIT, Exit, translator }: Loaded, answer: Answer, options: Options, done: string): void => {
  if (!answer.ok) {
    const t = translator('zh-Hans')
    const said = answer.error.map(({ tag, values }) => t(`operations:refusals.${tag}.detail`, { ...values }))
    throw new Exit(EXIT.refused, said.join('\n'))
  }
  process.stdout.write(options.json ? `${JSON.stringify(answer.value)}\n` : `${done}\n`)
}

const SHOWN_MAX = 500

const listEvents = (options: Options): Promise<void> =>
  inCity(options, async ({ db, deadDeliveries, isoOf }) => {
    const items = (await deadDeliveries(db, SHOWN_MAX)).map(row => ({
      ...row,
      at: isoOf(row.at),
      died: isoOf(row.died),
    }))
    const lines = items.map(({ consumer, event, topic, attempts, error }) =>
      [consumer, event, topic, attempts, error].join('\t'),
    )
    process.stdout.write(options.json ? `${JSON.stringify({ items })}\n` : lines.map(line => `${line}\n`).join(''))
  })

const eventOf = ({ EXIT, Exit }: Loaded, text: string): number => {
  const event = Number(text)
  if (Number.isSafeInteger(event) && event >= 0) return event
  throw new Exit(EXIT.usage, `事件号应为整数,而不是 ${text}`)
}

const revive = (consumer: string, event: string, options: Options): Promise<void> =>
  inCity(options, async loaded => {
    const { db, now, reviveDelivery, SYSTEM } = loaded
    const which = { consumer, event: eventOf(loaded, event) }
    tell(loaded, await db.tx(tx => reviveDelivery(tx, SYSTEM, which, now)), options, '已放回,会重新处理。')
  })

const discard = (consumer: string, event: string, options: Options & { readonly reason: string }): Promise<void> =>
  inCity(options, async loaded => {
    const { db, now, discardDelivery, SYSTEM } = loaded
    const which = { consumer, event: eventOf(loaded, event), reason: options.reason.trim().slice(0, 200) }
    tell(loaded, await db.tx(tx => discardDelivery(tx, SYSTEM, which, now)), options, '不再处理,理由已记入公开日志。')
  })

const timeOf = ({ EXIT, Exit, parseInstant }: Loaded, text: string) => {
  const iso = text.trim().replace(' ', 'T')
  const at = parseInstant(/(Z|[+-]\d\d:\d\d)$/.test(iso) ? iso : `${iso}+08:00`)
  if (at === undefined) throw new Exit(EXIT.usage, `时刻应如 2026-12-01T22:00(北京时间),而不是 ${text}`)
  return at
}

type Announce = Options & { readonly from: string; readonly until: string; readonly what: string }

const announce = (options: Announce): Promise<void> =>
  inCity(options, async loaded => {
    const { announceMaintenance, db, EXIT, Exit, now, SYSTEM } = loaded
    const what = options.what.trim()
    if (what === '' || what.length > 200) throw new Exit(EXIT.usage, '说明要有 1 到 200 个字')
    const notice = { from: timeOf(loaded, options.from), until: timeOf(loaded, options.until), what }
    tell(loaded, await db.tx(tx => announceMaintenance(tx, SYSTEM, notice, now)), options, '已预告,显示在 /status。')
  })

const listNotices = (options: Options): Promise<void> =>
  inCity(options, async ({ db, isoOf, maintenanceOf, now }) => {
    const items = (await maintenanceOf(db, now)).map(row => ({
      ...row,
      from: isoOf(row.from),
      until: isoOf(row.until),
    }))
    const lines = items.map(({ id, from, until, what }) => [id, from, until, what].join('\t'))
    process.stdout.write(options.json ? `${JSON.stringify({ items })}\n` : lines.map(line => `${line}\n`).join(''))
  })

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const withdraw = (id: string, options: Options): Promise<void> =>
  inCity(options, async loaded => {
    const { db, EXIT, Exit, now, SYSTEM, withdrawMaintenance } = loaded
    if (!UUID.test(id)) throw new Exit(EXIT.usage, `${id} 不是预告的编号`)
    tell(loaded, await db.tx(tx => withdrawMaintenance(tx, SYSTEM, id, now)), options, '已撤回。')
  })

const shared = (command: Command): Command =>
  command
    .option('--city <code>', 'city by its division code (LINLI_CITY; default the first)')
    .option('--data <folder>', 'folder of the private database and the keys (LINLI_DATA; default ./var)')
    .option('--database-url <url>', 'PostgreSQL used instead of a private one (DATABASE_URL)')
    .option('--json', 'print one JSON object')

/** `./linli events` and `./linli maintenance`: what the operator's pages do, from the command line. */
export const register = (program: Command): void => {
  const events = program.command('events').summary('events that could not be delivered').description('未送达的事件')
  shared(events.command('list'))
    .description('list them: consumer, event, topic, attempts, last error')
    .action(listEvents)
  shared(events.command('revive').argument('<consumer>').argument('<event>'))
    .description('put one back; it gets all its attempts again')
    .action(revive)
  shared(events.command('discard').argument('<consumer>').argument('<event>'))
    .requiredOption('--reason <text>', 'why it is not handled any more; goes into the public journal')
    .description('give one up for good')
    .action(discard)
  const work = program.command('maintenance').summary('announce maintenance on /status').description('维护预告')
  shared(work.command('announce'))
    .requiredOption('--from <time>', 'when it begins, such as 2026-12-01T22:00 in Beijing time')
    .requiredOption('--until <time>', 'when it ends')
    .requiredOption('--what <text>', 'what is done and what it means for residents')
    .description('announce work')
    .action(announce)
  shared(work.command('list')).description('what is announced and not over').action(listNotices)
  shared(work.command('withdraw').argument('<id>')).description('take an announcement back').action(withdraw)
}
