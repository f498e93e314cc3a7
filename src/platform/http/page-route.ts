import type { FastifyReply, FastifyRequest } from 'fastify'
import type { View } from '../ui/types.ts'
import { contextOf, visitOf } from './context.ts'
import { localPath } from './csrf.ts'
import { readInput } from './input.ts'
import { type Speech, sendRefusals } from './problems.ts'
import type { Page, Redirect } from './types.ts'
import { surroundingsOf } from './visit.ts'

/** Sends a page or goes on to another. Pages hold a key for their forms, so they are never kept. */
export const sendView = (
  { services }: Speech,
  request: FastifyRequest,
  reply: FastifyReply,
  view: View | Redirect,
  status: number,
): FastifyReply => {
  const visit = visitOf(request)
  reply.header('cache-control', 'no-store').header('vary', 'Accept, Accept-Language, Cookie')
  if ('redirect' in view) return reply.redirect(`${visit.base}${localPath(view.redirect)}`, 303)
  const html = services.render(view, surroundingsOf(request, reply, visit))
  return reply
    .code(view.status ?? status)
    .type('text/html; charset=utf-8')
    .send(html)
}

/** The handler of a page. An address whose parameters make no sense is not found; a wrong query is said so. */
export const pageHandler =
  (speech: Speech, route: Page) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const input = readInput(route, request, { fields: undefined, files: [], why: [] })
    if (!input.ok) {
      const lost = input.error.some(({ pointer }) => pointer?.startsWith('/params/'))
      return sendRefusals(speech, request, reply, lost ? [{ tag: 'not-found' }] : input.error)
    }
    const result = await route.load(contextOf(speech, request, reply), { ...input.value, body: undefined as never })
    return result.ok
      ? sendView(speech, request, reply, result.value, 200)
      : sendRefusals(speech, request, reply, result.error)
  }
