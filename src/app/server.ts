import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { sources } from '../../law/index.ts'
import { ok, refuse } from '../kernel/result.ts'
import { type Instant, instant } from '../kernel/time.ts'
import { sql } from '../platform/db/types.ts'
import { citiesOf } from '../platform/http/cities.ts'
import { buildServer } from '../platform/http/server.ts'
import type { Readiness, Services } from '../platform/http/services.ts'
import { translator } from '../platform/i18n/catalog.ts'
import { actorOf } from '../platform/identity/sessions.ts'
import type { DeliverCode } from '../platform/identity/types.ts'
import type { Renderer } from '../platform/ui/render.ts'
import { uiModule } from '../platform/ui/routes.ts'
import { features } from './features.ts'
import type { Installation } from './installation.ts'
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
}

/** The number of the government hotline everywhere in the country; a city's own lines are in its register. */
const PHONE = '12345'
const PING = sql('app.ping', 'select 1 as one')
const LOOPBACK = /^(127\.|::1$|localhost$)/

const now = (): Instant => instant(Date.now())

/** Without a gateway nobody gets a code, and the log says so; in a demonstration the log has the code. */
const deliverCodeTo =
  (log: Logger, demo: boolean): DeliverCode =>
  async ({ digits }) => {
    if (demo) log.info({ code: digits }, '演示: 短信验证码')
    else log.error('没有接入短信网关,验证码没有发出')
  }

const citiesWithFlags = ({ database }: Installation, city: string): Services['cities'] => {
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
}: ServerSetting): Promise<FastifyInstance> => {
  const { database, vault, signer } = installation
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
      cities: citiesWithFlags(installation, city),
      identity: { actorOf, signIn: { resident: '/sign-in', staff: '/staff/sign-in' } },
      vault,
      signer,
      deliverCode: deliverCodeTo(log, demo),
      render: renderer.render,
      translate: translator,
      now,
      sourceTitle: source => titles.get(source) ?? source,
      readiness,
      ping: () => database.publicDb.one(PING).then(() => ok(undefined), refuse),
      pool: database.connections,
    },
  })
}
