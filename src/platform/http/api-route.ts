import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { withBody } from './body.ts'
import type { Body } from './body-limits.ts'
import { contextOf, keyRefusals, visitOf } from './context.ts'
import { isWrite } from './csrf.ts'
import { etagOf, isFresh } from './etag.ts'
import { readInput } from './input.ts'
import { type Speech, sendRefusals } from './problems.ts'
import type { Api, Raw } from './types.ts'
import { pathOf } from './visit.ts'

const NOTHING: Body = { fields: undefined, files: [], why: [] }

const isRaw = (answer: unknown): answer is Raw =>
  typeof answer === 'object' && answer !== null && 'raw' in answer && answer.raw === true

const sendRaw = (reply: FastifyReply, { type, body, headers }: Raw): FastifyReply => {
  reply
    .header('cache-control', 'no-store')
    .headers({ ...headers })
    .type(type)
  if (Buffer.isBuffer(body)) return reply.send(body)
  return reply.send(typeof body === 'string' ? Buffer.from(body, 'utf8') : Readable.from(body, { objectMode: false }))
}

const nextLink = (request: FastifyRequest, base: string, answer: unknown): string | undefined => {
  if (request.method !== 'GET' || typeof answer !== 'object' || answer === null || !('next' in answer)) return undefined
  if (typeof answer.next !== 'string') return undefined
  const query = new URLSearchParams(request.url.split('?')[1] ?? '')
  query.set('cursor', answer.next)
  return `<${base}${pathOf(request)}?${query}>; rel="next"`
}

/** In tests: what a handler gives must be what its schema says, or the documentation lies. */
const checkAnswer = (route: Api, answer: unknown): void => {
  const checked = route.answer.safeParse(answer)
  if (checked.success) return
  const where = checked.error.issues.map(issue => `/${issue.path.join('/')} ${issue.code}`)
  throw new Error(`${route.id}: the answer does not fit its schema: ${where.join(', ')}`)
}

export type ApiOptions = { readonly checkAnswers: boolean }

const answerWith = (
  request: FastifyRequest,
  reply: FastifyReply,
  route: Api,
  answer: unknown,
  options: ApiOptions,
): FastifyReply => {
  const { base } = visitOf(request)
  const status = route.status ?? 200
  reply.header('vary', 'Accept-Language, Cookie')
  if (isRaw(answer)) return sendRaw(reply, answer)
  if (options.checkAnswers) checkAnswer(route, answer)
  reply.code(status).header('cache-control', 'no-store')
  if (route.location !== undefined) reply.header('location', `${base}${route.location(answer)}`)
  if (route.version !== undefined) {
    const etag = etagOf(route.version(answer))
    reply.header('etag', etag).header('cache-control', 'private, no-cache')
    if (!isWrite(request.method) && isFresh(request.headers['if-none-match'], etag)) return reply.code(304).send()
  }
  const link = nextLink(request, base, answer)
  if (link !== undefined) reply.header('link', link)
  return status === 204 ? reply.send() : reply.type('application/json; charset=utf-8').send(answer)
}

/** The handler of an API route: read, do, answer. */
export const apiHandler =
  (speech: Speech, route: Api, options: ApiOptions) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const key = request.headers['idempotency-key']
    const write = isWrite(request.method)
    const keyWhy = write ? keyRefusals(key) : []
    if (keyWhy.length > 0) return sendRefusals(speech, request, reply, keyWhy)
    const answer = async (body: Body): Promise<FastifyReply> => {
      const input = readInput(route, request, body)
      if (!input.ok) return sendRefusals(speech, request, reply, input.error)
      const status = route.status ?? 200
      const writing = write ? { key: String(key), body, status, patient: false } : undefined
      const result = await route.handler(contextOf(speech, request, reply, writing), input.value)
      return result.ok
        ? answerWith(request, reply, route, result.value, options)
        : sendRefusals(speech, request, reply, result.error)
    }
    return write ? withBody(request, route.files ?? 0, answer) : answer(NOTHING)
  }
