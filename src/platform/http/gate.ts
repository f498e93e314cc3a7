import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Refusal } from '../../kernel/refusal.ts'
import { isRaised } from '../alarms.ts'
import { accepts, prefersHtml } from './accept.ts'
import { UPLOAD_BYTES_MAX } from './body-limits.ts'
import { fromHere, isWrite } from './csrf.ts'
import { doorRefusals, signInPath } from './door.ts'
import { type Speech, sendRefusals } from './problems.ts'
import { PROVE_PATH, proofRefusals } from './proof.ts'
import { ASSETS } from './static.ts'
import { beginVisit, infoOf, type RouteInfo, type Visit } from './visit.ts'

const FORM_OVERHEAD_BYTES = 1024 * 1024
const MEGABYTE = 1024 * 1024

const mediaRefusals = (request: FastifyRequest, info: RouteInfo): readonly Refusal[] => {
  if (!isWrite(request.method)) return []
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  const length = Number(request.headers['content-length'] ?? 0)
  if (length > UPLOAD_BYTES_MAX + FORM_OVERHEAD_BYTES)
    return [{ tag: 'body-large', values: { most: UPLOAD_BYTES_MAX / MEGABYTE } }]
  const empty = type === '' && length === 0 && request.headers['transfer-encoding'] === undefined
  const taken =
    info.kind === 'api'
      ? type === 'application/json' || (info.files > 0 && type === 'multipart/form-data') || empty
      : type === 'application/x-www-form-urlencoded' || type === 'multipart/form-data'
  return taken ? [] : [{ tag: 'media-type' }]
}

const originRefusals = (request: FastifyRequest): readonly Refusal[] => {
  if (!isWrite(request.method)) return []
  const { origin, referer, 'sec-fetch-site': site } = request.headers
  const fetchSite = typeof site === 'string' ? site : undefined
  return fromHere({ host: request.host, origin, referer, fetchSite }) ? [] : [{ tag: 'cross-site' }]
}

const acceptRefusals = (request: FastifyRequest, info: RouteInfo): readonly Refusal[] =>
  info.kind === 'form' || accepts(request.headers.accept, info.produces)
    ? []
    : [{ tag: 'not-acceptable', values: { type: info.produces } }]

/** A stranger at a page that needs a name is taken to the sign-in and comes back afterwards. */
const toSignIn = (
  speech: Speech,
  request: FastifyRequest,
  reply: FastifyReply,
  visit: Visit,
  info: RouteInfo,
): FastifyReply => {
  const path = signInPath(speech.services.identity, info.access)
  const back = new URLSearchParams({ next: request.url })
  return reply.header('cache-control', 'no-store').redirect(`${visit.base}${path}?${back}`, 303)
}

/**
 * What is sensitive asks for the second factor again: of a program with a reason, of a browser on its way to a page or
 * a file by a page that leads back. A form asks by itself, because it holds what was typed.
 */
const provedOr = (
  speech: Speech,
  request: FastifyRequest,
  reply: FastifyReply,
  visit: Visit,
  info: RouteInfo,
): FastifyReply | undefined => {
  if (info.kind === 'form') return undefined
  const why = proofRefusals(info.sensitive ?? false, visit.actor, visit.now)
  if (why.length === 0) return undefined
  if (isWrite(request.method) || !prefersHtml(request.headers.accept)) return sendRefusals(speech, request, reply, why)
  const back = new URLSearchParams({ next: request.url })
  return reply.header('cache-control', 'no-store').redirect(`${visit.base}${PROVE_PATH}?${back}`, 303)
}

/** What every request goes through before its body is read: city, person, origin, type, first door. */
export const guard = (app: FastifyInstance, speech: Speech, plainHttp: boolean): void => {
  const { services } = speech
  let closing = false
  app.addHook('preClose', async () => {
    closing = true
  })
  app.addHook('onRequest', async (request, reply) => {
    const info = infoOf(request)
    if (info?.kind === 'open' || request.url.startsWith(ASSETS)) return
    const readiness = closing ? 'stopping' : services.readiness()
    if (closing) reply.header('connection', 'close')
    if (readiness !== 'ready') return sendRefusals(speech, request, reply, [{ tag: readiness }])
    const visit = await beginVisit(services, request, plainHttp)
    if (visit === undefined) return sendRefusals(speech, request, reply, [{ tag: 'no-such-city' }])
    request.visit = visit
    const origin = originRefusals(request)
    if (origin.length > 0) return sendRefusals(speech, request, reply, origin)
    // Before the body is read: it would be thrown away, and PostgreSQL needs what room there is.
    if (isWrite(request.method) && isRaised('storage-full'))
      return sendRefusals(speech, request, reply, [{ tag: 'storage-full' }])
    if (info === undefined) return
    const form = [...acceptRefusals(request, info), ...mediaRefusals(request, info)]
    if (form.length > 0) return sendRefusals(speech, request, reply, form)
    const door = info.access === undefined ? [] : doorRefusals(info.access, visit.actor)
    if (door.length === 0) return provedOr(speech, request, reply, visit, info)
    if (info.kind === 'page' && door[0]?.tag === 'sign-in-first') return toSignIn(speech, request, reply, visit, info)
    return sendRefusals(speech, request, reply, door)
  })
}
