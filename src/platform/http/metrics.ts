import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { type Speech, sendRefusals } from './problems.ts'
import { infoOf, type RouteInfo } from './visit.ts'

const INFO: RouteInfo = { id: 'http.metrics', space: 'http', kind: 'open', produces: 'text/plain', files: 0 }
const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

const same = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
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
  const { pool } = speech.services
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
  app.addHook('onResponse', async (request, reply) => {
    seconds.observe(
      { route: infoOf(request)?.id ?? 'none', status: String(reply.statusCode) },
      reply.elapsedTime / 1000,
    )
  })
  app.get('/metrics', { config: { info: INFO }, logLevel: 'silent' }, async (request, reply) => {
    if (!mayRead(request, token)) return sendRefusals(speech, request, reply, [{ tag: 'not-found' }])
    return reply
      .type(registry.contentType)
      .header('cache-control', 'no-store')
      .send(await registry.metrics())
  })
}
