import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { sources } from '../../law/index.ts'
import { stepUp } from '../features/account/index.ts'
import { ok, refuse } from '../kernel/result.ts'
import type { Instant } from '../kernel/time.ts'
import { sql } from '../platform/db/types.ts'
import { clamd } from '../platform/files/scanner.ts'
import { citiesOf } from '../platform/http/cities.ts'
import { buildServer } from '../platform/http/server.ts'
import type { Readiness, Services } from '../platform/http/services.ts'
import { translator } from '../platform/i18n/catalog.ts'
import { actorOf } from '../platform/identity/sessions.ts'
import type { Operation } from '../platform/operation.ts'
import type { Renderer } from '../platform/ui/render.ts'
import { uiModule } from '../platform/ui/routes.ts'
import { deliverCodeTo } from './codes.ts'
import { features } from './features.ts'
import { gaugesOf } from './health/gauges.ts'
import { operationOf } from './health/operation.ts'
import { nothingYet } from './health/watch.ts'
import type { Installation } from './installation.ts'
import type { Providers } from './providers.ts'
import type { Settings } from './settings.ts'

export type ServerSetting = {
  readonly installation: Installation
  readonly settings: Settings
  readonly renderer: Renderer
  readonly log: Logger
  /** The city at `/`. */
  readonly city: string
  readonly demo: boolean
  readonly readiness: () => Readiness
  /** False when a power cut would take what was acknowledged, and nobody accepted that. */
  readonly durable?: () => boolean
  readonly status?: Operation['status']
  /** The other servers it may use; without them it does what it can alone. */
  readonly providers?: Providers
}

/** The number of the government hotline everywhere in the country; a city's own lines are in its register. */
const PHONE = '12345'
const PING = sql('app.ping', 'select 1 as one')
const LOOPBACK = /^(127\.|::1$|localhost$)/

const citiesWithFlags = ({ database }: Installation, city: string, now: () => Instant): Services['cities'] => {
  const demos = new Map<string, boolean>()
  const cities = async (): ReturnType<typeof database.cities> => {
    const records = await database.cities()
    for (const { code, demo } of records) demos.set(code, demo)
    return records
  }
  return citiesOf(
    { city: database.city, cities },
    { defaultCode: city, settings: code => ({ phone: PHONE, demo: demos.get(code) ?? false }), now },
  )
}

/** The HTTP server of an installation; it does not listen yet. */
export const serverOf = ({
  installation,
  settings,
  renderer,
  log,
  city,
  demo,
  readiness,
  durable = () => true,
  status,
  providers,
}: ServerSetting): Promise<FastifyInstance> => {
  const { url, database, vault, signer, clock } = installation
  const titles = new Map(sources.map(({ id, title }) => [id, title]))
  return buildServer({
    modules: [...features, uiModule],
    logger: log,
    assets: renderer.assetsFolder,
    trustedProxies: settings.proxies,
    // A demonstration on a local network has no certificate; a real city is never served this way.
    plainHttp: demo && !LOOPBACK.test(settings.host),
    ...(process.env.LINLI_METRICS_TOKEN === undefined ? {} : { metricsToken: process.env.LINLI_METRICS_TOKEN }),
    services: {
      cities: citiesWithFlags(installation, city, clock.now),
      identity: { actorOf, signIn: { resident: '/sign-in', staff: '/staff/sign-in' }, stepUp },
      origin: settings.origin,
      vault,
      signer,
      deliverCode: deliverCodeTo(log, demo, providers?.sms, translator),
      ...(providers === undefined ? {} : { identityServices: providers.identity }),
      ...(settings.scanner === undefined ? {} : { scan: clamd(settings.scanner) }),
      render: renderer.render,
      translate: translator,
      now: clock.now,
      sourceTitle: source => titles.get(source) ?? source,
      readiness,
      ping: () => database.publicDb.one(PING).then(() => ok(undefined), refuse),
      durable,
      pool: database.connections,
      gauges: gaugesOf(database, settings.data),
      operation: operationOf({
        url,
        database,
        settings,
        now: clock.now,
        status: status ?? (() => nothingYet(clock.now())),
      }),
    },
  })
}
