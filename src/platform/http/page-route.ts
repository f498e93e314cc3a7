import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import type { View } from '../ui/types.ts'
import { contextOf, visitOf } from './context.ts'
import { localPath } from './csrf.ts'
import { isFresh } from './etag.ts'
import { readInput } from './input.ts'
import { type Speech, sendRefusals } from './problems.ts'
import { codingFor, packed, type SharedPage, SharedPages } from './shared-pages.ts'
import type { Away, Page, Redirect } from './types.ts'
import { elderOf, localeOf, pathOf, sharedSurroundingsOf, surroundingsOf } from './visit.ts'

/** Sends a page or goes on to another. Pages hold a key for their forms, so they are never kept. */
export const sendView = (
  { services }: Speech,
  request: FastifyRequest,
  reply: FastifyReply,
  view: View | Redirect | Away,
  status: number,
): FastifyReply => {
  const visit = visitOf(request)
  reply.header('cache-control', 'no-store').header('vary', 'Accept, Accept-Language, Cookie')
  if ('away' in view) return reply.redirect(view.away, 303)
  if ('redirect' in view) return reply.redirect(`${visit.base}${localPath(view.redirect)}`, 303)
  const html = services.render(view, surroundingsOf(request, reply, visit))
  return reply
    .code(view.status ?? status)
    .type('text/html; charset=utf-8')
    .send(html)
}

type PageInput = Parameters<Page['load']>[1]

/**
 * What makes a page another one: where it is reached and read, in which language and size, and what was asked for, as
 * it was understood. An address with something added that nobody asked for is no other page.
 */
const keyOf = (request: FastifyRequest, { params, query }: PageInput): string => {
  const { city, base } = visitOf(request)
  const place = [request.protocol, request.host, city.code, base, pathOf(request), params, query]
  return JSON.stringify([...place, localeOf(request), elderOf(request)])
}

/** Stands where a form would have its key: a page that has one is not the same for everybody. */
const NO_KEY = 'no-key-on-shared-pages'

const sendShared = (request: FastifyRequest, reply: FastifyReply, page: SharedPage): FastifyReply => {
  reply.header('cache-control', 'private, no-cache').header('etag', page.etag)
  reply.header('vary', 'Accept, Accept-Encoding, Accept-Language, Cookie')
  if (isFresh(request.headers['if-none-match'], page.etag.replace(/^W\//, ''))) return reply.code(304).send()
  const coding = codingFor(request.headers['accept-encoding'], page)
  if (coding !== 'identity') reply.header('content-encoding', coding)
  return reply
    .code(page.status)
    .type('text/html; charset=utf-8')
    .send(page.bodies[coding] ?? page.bodies.identity)
}

type Answer = Result<View | Redirect | Away, readonly Refusal[]>

/** An address whose parameters make no sense is not found; a wrong query is said so. */
const inputOf = (route: Page, request: FastifyRequest): Result<PageInput, readonly Refusal[]> => {
  const input = readInput(route, request, { fields: undefined, files: [], why: [] })
  if (input.ok) return ok({ ...input.value, body: undefined as never })
  const lost = input.error.some(({ pointer }) => pointer?.startsWith('/params/'))
  return lost ? refuse([{ tag: 'not-found' }]) : input
}

const send = (speech: Speech, request: FastifyRequest, reply: FastifyReply, answer: Answer): FastifyReply =>
  answer.ok ? sendView(speech, request, reply, answer.value, 200) : sendRefusals(speech, request, reply, answer.error)

/** The page as every stranger may have it: without nonce, since its scripts come from here, and without any key. */
const sharedOf = async (
  { services }: Speech,
  route: Page,
  request: FastifyRequest,
  load: () => Promise<Answer>,
): Promise<SharedPage | Answer> => {
  const answer = await load()
  if (!answer.ok || 'redirect' in answer.value || 'away' in answer.value) return answer
  const html = services.render(answer.value, sharedSurroundingsOf(request, visitOf(request), NO_KEY))
  if (html.includes(`value="${NO_KEY}"`)) throw new Error(`${route.id}: a shared page has a form with a key`)
  return packed(html, answer.value.status ?? 200)
}

/** The handler of a page. */
export const pageHandler = (speech: Speech, route: Page) => {
  const pages = new SharedPages<Answer>()
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const input = inputOf(route, request)
    if (!input.ok) return send(speech, request, reply, input)
    const load = () => route.load(contextOf(speech, request, reply), input.value)
    if (route.shared !== true || visitOf(request).actor.party !== null)
      return send(speech, request, reply, await load())
    const { now } = speech.services
    const made = await pages.get(keyOf(request, input.value), now, () => sharedOf(speech, route, request, load))
    return 'bodies' in made ? sendShared(request, reply, made) : send(speech, request, reply, made)
  }
}
