import type { FastifyInstance } from 'fastify'
import { infoOf } from './visit.ts'

/** One line per answer: which route, how long, how it ended. No address, query, body, header or name. */
export const logAnswers = (app: FastifyInstance): void => {
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        city: request.visit?.city.code,
        method: request.method,
        route: infoOf(request)?.id ?? request.routeOptions.url ?? 'none',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'answered',
    )
  })
}
