import type { AddressInfo } from 'node:net'
import type { Logger } from 'pino'
import { type AlarmId, onAlarm } from '../platform/alarms.ts'
import { DatabaseError } from '../platform/db/errors.ts'
import { watchRoom } from '../platform/db/room.ts'
import { type Database, sql } from '../platform/db/types.ts'
import type { Readiness } from '../platform/http/services.ts'
import { stopServer } from '../platform/http/stop.ts'
import { loadRenderer } from '../platform/ui/render.ts'
import { forgetAddress, noteAddress } from './address.ts'
import { addCity, addDemoCity } from './cities.ts'
import { nothingYet, startWatch, type Watch } from './health/watch.ts'
import { bringUpToDate, connectInstallation } from './installation.ts'
import { providersOf } from './providers.ts'
import { serverOf } from './server.ts'
import { FIRST_CITY, type Settings } from './settings.ts'
import { startTracing } from './tracing.ts'
import { runWorker } from './worker.ts'

export type Running = {
  readonly url: string
  readonly city: string
  /** Finishes what runs, then closes everything; the private cluster too. */
  readonly stop: () => Promise<void>
}

/** Requests that run get this long; the rest of the ten seconds is for the worker and the database. */
const REQUESTS_MS_MAX = 6_000

const addressOf = ({ family, address, port }: AddressInfo): string => {
  const host =
    address === '0.0.0.0' ? '127.0.0.1' : address === '::' ? '[::1]' : family === 'IPv6' ? `[${address}]` : address
  return `http://${host}:${port}/`
}

const ALARM_WORDS: Readonly<Record<AlarmId, string>> = {
  'storage-full': '数据库所在的磁盘满了:新的办理会被拒绝,查询照常,已答复的不会丢。请清理或扩容,有空间后会自动恢复。',
}

const logAlarms = (log: Logger): (() => Promise<void>) => {
  const deaf = onAlarm((alarm, raised) =>
    raised ? log.error({ alarm }, ALARM_WORDS[alarm]) : log.warn({ alarm }, '告警解除,恢复办理'),
  )
  return async () => deaf()
}

const FIRST = sql('app.first-city', 'select code from public.city order by code limit 1')
const NO_SUCH_TABLE = '42P01'

/** The first city of a database that may still be empty. */
const firstCity = async ({ publicDb }: Database): Promise<string | undefined> => {
  try {
    return (await publicDb.maybe<{ code: string }>(FIRST))?.code
  } catch (error) {
    if (error instanceof DatabaseError && error.code === NO_SUCH_TABLE) return undefined
    throw error
  }
}

/**
 * Starts everything of one process: database, HTTP, migrations, reference data, worker. /livez answers early; /readyz
 * says `migrating` while the database is brought up to date, and `ready` when the city, the demonstration included, can
 * be used. What was started is stopped again when a step fails.
 */
export const startLinli = async (settings: Settings, demo: boolean, log: Logger): Promise<Running> => {
  let readiness: Readiness = 'migrating'
  const say = (line: string): void => log.warn(line)
  const opened: (() => Promise<unknown>)[] = []
  const stop = async (): Promise<void> => {
    readiness = 'stopping'
    for (let close = opened.pop(); close !== undefined; close = opened.pop()) await close()
  }
  try {
    const rendering = loadRenderer()
    // Heard below; a failure before that must not end the process by itself.
    rendering.catch(() => undefined)
    const tracing = await startTracing(process.env)
    if (tracing !== undefined) opened.push(tracing.stop)
    // First: a wrong setting is told before anything is opened.
    const providers = await providersOf(settings, process.env, log)
    opened.push(providers.close)
    const installation = await connectInstallation(settings, { beside: false, say })
    opened.push(installation.close)
    opened.push(logAlarms(log))
    const clock = installation.clock.follow()
    opened.push(clock.stop)
    const city = settings.city ?? (demo ? undefined : await firstCity(installation.database)) ?? FIRST_CITY
    let watch: Watch | undefined
    let losses: readonly string[] = []
    const begun = installation.clock.now()
    const accepted = demo || process.env.LINLI_ACCEPT_LOSS === '1'
    const app = await serverOf({
      installation,
      settings,
      renderer: await rendering,
      log,
      city,
      demo,
      readiness: () => readiness,
      durable: () => accepted || losses.length === 0,
      status: code => watch?.status(code) ?? nothingYet(begun),
      providers,
    })
    opened.push(() => stopServer(app, REQUESTS_MS_MAX))
    // It answers while the structure is brought up: /livez yes, /readyz not yet, everybody else when to come back.
    await app.listen({ host: settings.host, port: settings.port })
    losses = await bringUpToDate(installation, { beside: false, say })
    readiness = 'starting'
    if (demo) await addDemoCity(installation, city)
    else await addCity(installation, city)
    const url = addressOf(app.server.address() as AddressInfo)
    const worker = await runWorker(installation, { origin: settings.origin ?? url, city }, log, providers)
    // Stopped after the server, so that what the last requests emitted is still delivered if there is time.
    opened.splice(opened.length - 1, 0, worker.stop)
    const watching = startWatch(installation.database, installation.clock.now)
    watch = watching
    opened.splice(opened.length - 1, 0, watching.stop)
    await noteAddress(settings.data, url)
    opened.push(() => forgetAddress(settings.data))
    const room = watchRoom(installation.database, installation.cluster?.home.folder)
    opened.push(room.stop)
    readiness = 'ready'
    return { url, city, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
