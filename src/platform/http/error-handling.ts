import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { raise } from '../alarms.ts'
import { isWrite } from './csrf.ts'
import { logged, refusalOf } from './errors.ts'
import { methodsOf } from './methods.ts'
import { type Speech, sendRefusals } from './problems.ts'
import { REFUSALS } from './refusals.ts'
import { BARE_HEADERS, secureBare } from './security.ts'
import type { Module } from './services.ts'

const answerError = (speech: Speech, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const refusal = refusalOf(error, isWrite(request.method) ? 'write' : 'read')
  const line = { traceId: request.traceId, error: logged(error) }
  if (refusal.tag === 'unexpected') request.log.error(line, 'unexpected')
  else if (refusal.tag === 'storage-full') raise('storage-full')
  else if (REFUSALS[refusal.tag].status === 503) request.log.warn(line, refusal.tag)
  return sendRefusals(speech, request, reply, [refusal])
}

const install = (app: FastifyInstance, speech: Speech, modules: readonly Module[]): void => {
  const routes = modules.flatMap(({ routes }) =>
    routes.map(route => ({
      path: route.path,
      method: route.kind === 'api' ? route.method : route.kind === 'page' ? 'GET' : 'POST',
    })),
  )
  const own = ['/livez', '/readyz', '/api', '/api/openapi.json', '/problems', '/problems/:tag'].map(path => ({
    path,
    method: 'GET',
  }))
  const methods = methodsOf([...routes, ...own, { path: '/prefs', method: 'POST' }])
  app.setErrorHandler((error, request, reply) => answerError(speech, error, request, reply))
  app.setNotFoundHandler((request, reply) => {
    const known = methods(request.url.split('?')[0] ?? '/')
    if (known.length === 0) return sendRefusals(speech, request, reply, [{ tag: 'not-found' }])
    void reply.header('allow', known.join(', '))
    return sendRefusals(speech, request, reply, [{ tag: 'wrong-method', values: { methods: known.join(', ') } }])
  })
}

/** What goes wrong before a route is found (an address that cannot be decoded). */
const framework = (speech: () => Speech) => ({
  frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    secureBare(request, reply)
    void answerError(speech(), error, request, reply)
  },
})

export const errorHandling = { install, framework }

const STATUS: Readonly<Record<string, number>> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 }

/** Bytes that are no request: there is no route, language or city yet, so a short problem in English. */
export function answerBrokenConnection(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy()
    return
  }
  const status = STATUS[error.code ?? ''] ?? 400
  const title = STATUS_CODES[status] ?? 'Bad Request'
  const body = JSON.stringify({ type: 'about:blank', title, status, instance: `urn:uuid:${randomUUID()}` })
  const headers = {
    ...BARE_HEADERS,
    'Content-Type': 'application/problem+json',
    'Content-Length': String(Buffer.byteLength(body)),
    Connection: 'close',
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HTTP/1.1 ${status} ${title}\r\n${lines.join('')}\r\n${body}`)
}
