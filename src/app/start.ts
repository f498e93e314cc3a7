import type { AddressInfo } from 'node:net'
import type { Logger } from 'pino'
import type { Readiness } from '../platform/http/services.ts'
import { stopServer } from '../platform/http/stop.ts'
import { loadRenderer } from '../platform/ui/render.ts'
import { forgetAddress, noteAddress } from './address.ts'
import { addCity, addDemoCity } from './cities.ts'
import { openInstallation } from './installation.ts'
import { serverOf } from './server.ts'
import { FIRST_CITY, type Settings } from './settings.ts'
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

/**
 * Starts everything of one process: database, migrations, reference data, HTTP, worker. /livez answers early, /readyz
 * when the city, the demonstration included, can be used. What was started is stopped again when a step fails.
 */
export const startLinli = async (settings: Settings, demo: boolean, log: Logger): Promise<Running> => {
  let readiness: Readiness = 'starting'
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
    const installation = await openInstallation(settings, { beside: false, say })
    opened.push(installation.close)
    const known = await installation.database.cities()
    const city = settings.city ?? (demo ? FIRST_CITY : (known[0]?.code ?? FIRST_CITY))
    const app = await serverOf({
      installation,
      settings,
      renderer: await rendering,
      log,
      city,
      demo,
      readiness: () => readiness,
    })
    opened.push(() => stopServer(app, REQUESTS_MS_MAX))
    await app.listen({ host: settings.host, port: settings.port })
    if (demo) await addDemoCity(installation, city)
    else await addCity(installation, city)
    const url = addressOf(app.server.address() as AddressInfo)
    const worker = await runWorker(installation, { origin: settings.origin ?? url, city }, log)
    // Stopped after the server, so that what the last requests emitted is still delivered if there is time.
    opened.splice(opened.length - 1, 0, worker.stop)
    await noteAddress(settings.data, url)
    opened.push(() => forgetAddress(settings.data))
    readiness = 'ready'
    return { url, city, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
