import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Status } from '../operation.ts'
import type { StatusProps } from '../ui/views/status.tsx'
import { type Speech, sendRefusals } from './problems.ts'
import type { Services } from './services.ts'
import { type Around, beginVisit, localeOf, type RouteInfo, strangerVisit, surroundingsOf } from './visit.ts'

const INFO: RouteInfo = { id: 'http.status', space: 'http', kind: 'open', produces: 'text/html', files: 0 }
const ASK_MS_MAX = 1_000

const soon = async <T>(work: Promise<T>): Promise<T | undefined> => {
  const { promise, resolve } = Promise.withResolvers<undefined>()
  const timer = setTimeout(() => resolve(undefined), ASK_MS_MAX)
  return Promise.race([work.catch(() => undefined), promise]).finally(() => clearTimeout(timer))
}

/** Who visits, when the database says so at once; else a stranger. */
const visitorOf = async (services: Services, request: FastifyRequest, plainHttp: boolean): Promise<Around> =>
  (services.readiness() === 'ready' ? await soon(beginVisit(services, request, plainHttp)) : undefined) ??
  strangerVisit(services, request, plainHttp)

const propsOf = async (services: Services, status: Status, { actor, now }: Around): Promise<StatusProps> => {
  const operator = actor.offices.some(({ role }) => role === 'systemAdmin')
  const backups = operator
    ? await soon(services.operation?.backups() ?? Promise.reject(new Error('nobody')))
    : undefined
  return {
    ...status,
    ready: services.readiness() === 'ready',
    backup:
      backups === undefined
        ? { shown: false }
        : { shown: true, ageMs: backups.last === null ? null : now - backups.last.at },
  }
}

/** /status: how the system is, from what this process knows. It comes out while the database is away, or not up yet. */
export const statusPage = (app: FastifyInstance, speech: Speech, plainHttp: boolean): void => {
  const { services } = speech
  app.get('/status', { config: { info: INFO } }, async (request, reply) => {
    if (services.operation === undefined) return sendRefusals(speech, request, reply, [{ tag: 'not-found' }])
    const visit = await visitorOf(services, request, plainHttp)
    const props = await propsOf(services, services.operation.status(visit.city.code), visit)
    const title = services.translate(localeOf(request))('ui:status.title')
    const html = services.render({ view: 'status', props, title }, surroundingsOf(request, reply, visit))
    return reply
      .header('cache-control', 'no-store')
      .header('vary', 'Accept-Language, Cookie')
      .type('text/html; charset=utf-8')
      .send(html)
  })
}
