import type { FastifyInstance } from 'fastify'
import { infoOf } from './visit.ts'

/** One line per answer: which route, how long, how it ended. No address, query, body, header or name. */
export const logAnswers = (app: FastifyInstance): void => {
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        traceId: request.traceId,
        city: request.visit?.city.code,
        method: request.method,
        route: infoOf(request)?.id ?? request.routeOptions.url ?? 'none',
        status: reply.statusCode,
        // By the monotonic clock: a clock that is set back shows no negative times.
        ms: Math.round(reply.elapsedTime),
        refused: request.refused,
      },
      'answered',
    )
  })
}
