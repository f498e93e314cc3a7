import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Speech, sendRefusals } from './problems.ts'
import type { HttpTag } from './refusals.ts'
import type { Services } from './services.ts'
import type { RouteInfo } from './visit.ts'

const info = (id: string): RouteInfo => ({ id, space: 'http', kind: 'open', produces: 'application/json', files: 0 })

/** Why requests cannot be served, or undefined when they can. Asks the database. */
export const notReady = async (services: Services): Promise<HttpTag | undefined> => {
  const readiness = services.readiness()
  if (readiness !== 'ready') return readiness
  if (!(await services.ping()).ok) return 'unavailable'
  // Requests are still served: who asks here decides whether more are sent.
  return services.durable?.() === false ? 'unsafe' : undefined
}

const PING_MS_MAX = 3_000

const within = <T>(ms: number, work: Promise<T>, late: T): Promise<T> => {
  const { promise, resolve } = Promise.withResolvers<T>()
  const timer = setTimeout(() => resolve(late), ms)
  return Promise.race([work, promise]).finally(() => clearTimeout(timer))
}

/** /livez: the process runs. /readyz: the city can be used, or why not, in words. */
export const healthRoutes = (app: FastifyInstance, speech: Speech): void => {
  app.get('/livez', { config: { info: info('http.livez') }, logLevel: 'silent' }, async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'alive' }),
  )
  app.get(
    '/readyz',
    { config: { info: info('http.readyz') }, logLevel: 'silent' },
    async (request: FastifyRequest, reply) => {
      const why = await within(PING_MS_MAX, notReady(speech.services), 'unavailable')
      if (why !== undefined) return sendRefusals(speech, request, reply, [{ tag: why }])
      return reply.header('cache-control', 'no-store').send({ status: 'ready' })
    },
  )
}
