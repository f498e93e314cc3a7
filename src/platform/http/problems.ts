import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Refusal } from '../../kernel/refusal.ts'
import type { Sees } from '../access/rows.ts'
import { prefersHtml } from './accept.ts'
import { signInPath } from './door.ts'
import { type Lexicon, say } from './lexicon.ts'
import { escapeHtml, plainPage } from './plain-page.ts'
import { nonceOf } from './security.ts'
import type { Services } from './services.ts'
import type { ProblemProps, Said } from './types.ts'
import { infoOf, localeOf, pathOf, surroundingsOf, type Visit } from './visit.ts'

export type Speech = { readonly services: Services; readonly lexicon: Lexicon; readonly sees: readonly Sees[] }

/** An answer by RFC 9457. The first refusal has precedence and gives type, title and status; `errors` has them all. */
export const problemOf = (status: number, said: readonly Said[], requestId: string, base: string) => {
  const [first] = said
  if (first === undefined) throw new Error('a problem without a refusal')
  return {
    type: `${base}/problems/${first.tag}`,
    title: first.title,
    status,
    detail: first.detail,
    instance: `urn:uuid:${requestId}`,
    next: first.next,
    ...(first.basis === undefined ? {} : { basis: first.basis }),
    errors: said.map(({ tag, title, detail, next, basis, pointer }) => ({
      tag,
      ...(pointer === undefined ? {} : { pointer }),
      title,
      detail,
      next,
      ...(basis === undefined ? {} : { basis }),
    })),
  }
}

/** Pages answer in HTML, the API in JSON; where no route was met, the caller's wish and the address decide. */
const wantsHtml = (request: FastifyRequest): boolean => {
  const kind = infoOf(request)?.kind
  if (kind === 'api') return false
  if (kind === 'page' || kind === 'form')
    return request.headers.accept === undefined || prefersHtml(request.headers.accept)
  return prefersHtml(request.headers.accept) && !pathOf(request).startsWith('/api/')
}

const RETRY: Readonly<Record<string, number>> = {
  'key-in-use': 1,
  busy: 2,
  'read-slow': 5,
  unavailable: 5,
  starting: 3,
  migrating: 5,
  stopping: 10,
  'storage-full': 60,
  'sign-in-busy': 2,
}

const retryAfter = ({ tag, values }: Refusal): number | undefined => {
  const seconds = values?.seconds
  return typeof seconds === 'number' ? seconds : RETRY[tag]
}

const waysOf = (
  request: FastifyRequest,
  visit: Visit | undefined,
  { services }: Speech,
  status: number,
): ProblemProps['ways'] => {
  const t = services.translate(localeOf(request))
  const base = visit?.base ?? ''
  const home = { label: t('http:ways.home'), href: `${base}/` }
  if (status !== 401) return [home]
  const path = signInPath(services.identity, infoOf(request)?.access)
  return [{ label: t('http:ways.signIn'), href: `${base}${path}` }, home]
}

const plainProblem = (request: FastifyRequest, reply: FastifyReply, props: ProblemProps): string => {
  const [first] = props.said
  const lines = props.said.map(said => `<p>${escapeHtml(said.detail)}</p><p>${escapeHtml(said.next)}</p>`)
  const ways = props.ways.map(way => `<a href="${escapeHtml(way.href)}">${escapeHtml(way.label)}</a>`)
  return plainPage({
    title: first?.title ?? '',
    locale: localeOf(request),
    nonce: nonceOf(reply.raw),
    body: `${lines.join('')}<p>${ways.join(' · ')}</p><p class="soft">${escapeHtml(props.requestId)}</p>`,
  })
}

const htmlOf = (request: FastifyRequest, reply: FastifyReply, props: ProblemProps, speech: Speech): string => {
  const { visit } = request
  if (visit === undefined) return plainProblem(request, reply, props)
  try {
    const view = { view: 'problem', props, title: props.said[0]?.title ?? '', status: props.status }
    return speech.services.render(view, surroundingsOf(request, reply, visit))
  } catch (error) {
    // The page of an error must come out whatever is broken.
    request.log.error({ name: error instanceof Error ? error.name : 'unknown' }, 'the problem page failed')
    return plainProblem(request, reply, props)
  }
}

/** Answers with refusals, in the reader's language, as a page or as problem+json. */
export const sendRefusals = (
  speech: Speech,
  request: FastifyRequest,
  reply: FastifyReply,
  why: readonly Refusal[],
): FastifyReply => {
  const [first] = why
  if (first === undefined) throw new Error('refused without a reason')
  request.refused = first.tag
  const space = infoOf(request)?.space
  const { status } = speech.lexicon.find(first.tag, space)
  const said = why.map(refusal =>
    say(
      { lexicon: speech.lexicon, translate: speech.services.translate, sourceTitle: speech.services.sourceTitle },
      localeOf(request),
      refusal,
      space,
    ),
  )
  const retry = why.map(retryAfter).find(seconds => seconds !== undefined)
  if (retry !== undefined) reply.header('retry-after', retry)
  reply.code(status).header('cache-control', 'no-store').header('vary', 'Accept, Accept-Language, Cookie')
  reply.serializer(String)
  if (wantsHtml(request)) {
    const props = { status, said, requestId: request.id, ways: waysOf(request, request.visit, speech, status) }
    return reply.type('text/html; charset=utf-8').send(htmlOf(request, reply, props, speech))
  }
  const body = JSON.stringify(problemOf(status, said, request.id, request.visit?.base ?? ''))
  return reply.type('application/problem+json; charset=utf-8').send(body)
}
