import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { ALARMS, isRaised } from '../alarms.ts'
import type { Gauges } from '../operation.ts'
import { type Speech, sendRefusals } from './problems.ts'
import { infoOf, type RouteInfo } from './visit.ts'

const INFO: RouteInfo = { id: 'http.metrics', space: 'http', kind: 'open', produces: 'text/plain', files: 0 }
const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

const same = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

/** What an installation measures besides requests: asked for when somebody looks. */
const gaugesIn = (registry: Registry, { about, read }: Gauges): (() => Promise<void>) => {
  const gauges = new Map(
    about.map(({ name, help, labels }) => [
      name,
      new Gauge({ name, help, labelNames: [...labels], registers: [registry] }),
    ]),
  )
  return async () => {
    const samples = await read()
    // What is not known now is left out: an old number would look like a present one.
    for (const gauge of gauges.values()) gauge.reset()
    for (const { name, labels, value } of samples) gauges.get(name)?.set({ ...labels }, value)
  }
}

/** From this machine itself, not passed on by a proxy on it; or with the token. */
const mayRead = (request: FastifyRequest, token: string | undefined): boolean => {
  const { authorization, forwarded, 'x-forwarded-for': passedOn } = request.headers
  if (token !== undefined && authorization !== undefined) return same(authorization, `Bearer ${token}`)
  return LOOPBACK.has(request.socket.remoteAddress ?? '') && forwarded === undefined && passedOn === undefined
}

/** /metrics for Prometheus: counted by route id, never by address or person. */
export const metricsRoutes = (app: FastifyInstance, speech: Speech, token: string | undefined): void => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const seconds = new Histogram({
    name: 'linli_request_seconds',
    help: 'Time from the first byte to the answer, by route and status',
    labelNames: ['route', 'status'] as const,
    buckets: SECONDS,
    registers: [registry],
  })
  const refused = new Counter({
    name: 'linli_refusals_total',
    help: 'Refused requests by route and reason; failed sign-ins are those of the sign-in routes',
    labelNames: ['route', 'tag'] as const,
    registers: [registry],
  })
  const { pool, gauges } = speech.services
  const measured = gauges === undefined ? undefined : gaugesIn(registry, gauges)
  if (pool !== undefined)
    new Gauge({
      name: 'linli_pool_connections',
      help: 'Database connections and those who wait for one',
      labelNames: ['state'] as const,
      registers: [registry],
      collect() {
        for (const [state, count] of Object.entries(pool())) this.set({ state }, count)
      },
    })
  new Gauge({
    name: 'linli_alarm',
    help: 'Alarms that stand (1) or do not (0)',
    labelNames: ['alarm'] as const,
    registers: [registry],
    collect() {
      for (const alarm of ALARMS) this.set({ alarm }, Number(isRaised(alarm)))
    },
  })
  app.addHook('onResponse', async (request, reply) => {
    seconds.observe(
      { route: infoOf(request)?.id ?? 'none', status: String(reply.statusCode) },
      reply.elapsedTime / 1000,
    )
    if (request.refused !== undefined) refused.inc({ route: infoOf(request)?.id ?? 'none', tag: request.refused })
  })
  app.get('/metrics', { config: { info: INFO }, logLevel: 'silent' }, async (request, reply) => {
    if (!mayRead(request, token)) return sendRefusals(speech, request, reply, [{ tag: 'not-found' }])
    await measured?.()
    return reply
      .type(registry.contentType)
      .header('cache-control', 'no-store')
      .send(await registry.metrics())
  })
}
