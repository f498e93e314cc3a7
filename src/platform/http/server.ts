import { randomUUID } from 'node:crypto'
import { constants } from 'node:zlib'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import multipart from '@fastify/multipart'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { JSON_BYTES_MAX, MULTIPART_LIMITS } from './body-limits.ts'
import { answerBrokenConnection, errorHandling } from './error-handling.ts'
import { guard } from './gate.ts'
import { guidePages } from './guide-pages.ts'
import { healthRoutes } from './health.ts'
import { readJson } from './json.ts'
import { lexiconOf } from './lexicon.ts'
import { logAnswers } from './log.ts'
import { metricsRoutes } from './metrics.ts'
import { prefsRoute } from './prefs.ts'
import type { Speech } from './problems.ts'
import { registerRoutes } from './router.ts'
import { secure } from './security.ts'
import type { Module, Services } from './services.ts'
import { serveAssets } from './static.ts'
import { statusPage } from './status-page.ts'
import { traceRequests } from './traces.ts'
import { withoutPrefix } from './visit.ts'

export type ServerOptions = {
  /** Slices, and platform modules with routes of their own. */
  readonly modules: readonly Module[]
  readonly services: Services
  readonly logger?: FastifyBaseLogger
  /** Folder served under /assets/: the `assetsFolder` of ui/render.ts. */
  readonly assets?: string
  /** Addresses or networks of proxies whose X-Forwarded headers are believed; nobody's otherwise. */
  readonly trustedProxies?: readonly string[]
  /** Speak plain http to a network: session cookies then go without Secure. For demonstrations. */
  readonly plainHttp?: boolean
  readonly metricsToken?: string
  /** Check every answer against its schema: on in tests. */
  readonly checkAnswers?: boolean
}

const SECOND_MS = 1000
/** A photo over a slow phone connection takes its time. */
const REQUEST_MS_MAX = 120 * SECOND_MS
const HEADERS_MS_MAX = 15 * SECOND_MS
/** How often the limits above are looked at; Node's own half a minute would let a slow caller stay three times as long. */
const CHECK_EVERY_MS = 5 * SECOND_MS
const KEEP_ALIVE_MS = 65 * SECOND_MS
const HEADER_BYTES_MAX = 16 * 1024
const PARAM_LENGTH_MAX = 200
const COMPRESS_BYTES_MIN = 1024
const BROTLI_QUALITY = 4

const plugins = async (app: FastifyInstance): Promise<void> => {
  await app.register(cookie)
  await secure(app)
  await app.register(compress, {
    encodings: ['br', 'gzip'],
    threshold: COMPRESS_BYTES_MIN,
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } },
  })
  await app.register(formbody, { bodyLimit: JSON_BYTES_MAX })
  await app.register(multipart, { limits: MULTIPART_LIMITS, throwFileSizeLimit: false })
  app.removeContentTypeParser(['text/plain', 'application/json'])
  readJson(app)
}

/**
 * The server of all cities over the given features; it does not listen yet.
 * @throws when a route is wrong: no policy line, an id twice, an answer that JSON cannot say
 */
export const buildServer = async (options: ServerOptions): Promise<FastifyInstance> => {
  const { modules, services } = options
  const sees = modules.flatMap(module => module.sees ?? [])
  const speech: Speech = { services, lexicon: lexiconOf(modules), sees }
  const app: FastifyInstance = Fastify({
    ...(options.logger === undefined ? { logger: false } : { loggerInstance: options.logger }),
    // The framework's own lines hold addresses; log.ts writes ours.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    rewriteUrl: request => withoutPrefix(request.url ?? '/'),
    trustProxy:
      options.trustedProxies === undefined || options.trustedProxies.length === 0 ? false : [...options.trustedProxies],
    bodyLimit: JSON_BYTES_MAX,
    requestTimeout: REQUEST_MS_MAX,
    keepAliveTimeout: KEEP_ALIVE_MS,
    http: {
      maxHeaderSize: HEADER_BYTES_MAX,
      headersTimeout: HEADERS_MS_MAX,
      connectionsCheckingInterval: CHECK_EVERY_MS,
    },
    forceCloseConnections: 'idle',
    // The gate refuses by itself, with a problem in the reader's language.
    return503OnClosing: false,
    clientErrorHandler: answerBrokenConnection,
    routerOptions: { maxParamLength: PARAM_LENGTH_MAX, ignoreTrailingSlash: true },
    ...errorHandling.framework(() => speech),
  })
  app.decorateRequest('visit', undefined)
  app.decorateRequest('refused', undefined)
  traceRequests(app)
  errorHandling.install(app, speech, modules)
  await plugins(app)
  logAnswers(app)
  guard(app, speech, options.plainHttp ?? false)
  healthRoutes(app, speech)
  statusPage(app, speech, options.plainHttp ?? false)
  metricsRoutes(app, speech, options.metricsToken)
  if (options.assets !== undefined) await serveAssets(app, options.assets)
  prefsRoute(app, speech)
  guidePages(app, speech, modules)
  registerRoutes(app, speech, modules, options.checkAnswers ?? false)
  return app
}
