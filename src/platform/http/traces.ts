import type { FastifyInstance } from 'fastify'
import { beginSpan, isTracing, type OpenSpan, parseTraceparent, within } from '../trace/trace.ts'
import { infoOf } from './visit.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Of the caller's `traceparent`, of our own trace, or the request's number: what a line of the log is found by. */
    traceId: string
    span: OpenSpan | undefined
  }
}

/** A request as a span: route, method, status. The address, its query and whoever asks stay out. */
export const traceRequests = (app: FastifyInstance): void => {
  app.decorateRequest('traceId', '')
  app.decorateRequest('span', undefined)
  app.addHook('onRequest', (request, _reply, done) => {
    const remote = parseTraceparent(request.headers.traceparent)
    request.traceId = remote?.traceId ?? request.id.replaceAll('-', '')
    if (!isTracing() || infoOf(request)?.kind === 'open') return done()
    const route = infoOf(request)?.id ?? 'none'
    const span = beginSpan(route, 'request', { 'http.request.method': request.method, 'http.route': route }, remote)
    if (span === undefined) return done()
    request.span = span
    request.traceId = span.traceId
    return within(span, done)
  })
  // Reading a body may have left the surroundings of the first hook.
  app.addHook('preHandler', (request, _reply, done) =>
    request.span === undefined ? done() : within(request.span, done),
  )
  app.addHook('onResponse', async (request, reply) => {
    const { span } = request
    if (span === undefined) return
    span.set({
      'http.response.status_code': reply.statusCode,
      ...(request.visit !== undefined && { 'linli.city': request.visit.city.code }),
    })
    span.end(reply.statusCode >= 500)
  })
}
