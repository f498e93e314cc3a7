import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Translate } from '../i18n/types.ts'
import type { Entry, Lexicon } from './lexicon.ts'
import { type Operation, openApi, operationsOf } from './openapi.ts'
import { escapeHtml, plainPage } from './plain-page.ts'
import { type Speech, sendRefusals } from './problems.ts'
import { nonceOf } from './security.ts'
import type { Module } from './services.ts'
import { localeOf, type RouteInfo } from './visit.ts'

const info = (id: string, produces: string): RouteInfo => ({
  id,
  space: 'http',
  kind: produces === 'text/html' ? 'page' : 'api',
  produces,
  files: 0,
})

const send = (request: FastifyRequest, reply: FastifyReply, title: string, body: string): FastifyReply =>
  reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-cache')
    .header('vary', 'Accept-Language, Cookie')
    .send(plainPage({ title, locale: localeOf(request), nonce: nonceOf(reply.raw), body }))

/** Tags an operation names are listed; otherwise its slice's list is one link away, or the page would repeat it everywhere. */
const refusalsHtml = ({ route, module }: Operation, base: string, t: Translate): string => {
  const tags = (route.refuses ?? []).map(
    tag => `<a href="${base}/problems/${encodeURIComponent(tag)}">${escapeHtml(tag)}</a>`,
  )
  const whole = `<a href="${base}/problems#${escapeHtml(module.id)}">${escapeHtml(t('http:guide.refusals'))}</a>`
  return `<p class="soft">${[whole, ...tags].join(' ')}</p>`
}

const operationHtml = (operation: Operation, base: string, t: Translate): string => {
  const { route } = operation
  return `<article id="${escapeHtml(route.id)}"><h2>${escapeHtml(route.summary)}</h2>
<p><code>${route.method} ${escapeHtml(`${base}${route.path}`)}</code> <span class="soft">${escapeHtml(route.id)}</span></p>
${refusalsHtml(operation, base, t)}</article>`
}

/** The words of a tag without the numbers of a case: a message's places for values read `…`. */
const general = (t: Translate, key: string): string => t(key, { skipInterpolation: 1 }).replace(/\{\{[^}]*\}\}/g, '…')

const tagHtml = (tag: string, lexicon: Lexicon, t: Translate): string =>
  lexicon
    .all(tag)
    .map(({ space, status }) => {
      const word = (part: string): string => escapeHtml(general(t, `${space}:refusals.${tag}.${part}`))
      return `<section><h2>${word('title')}</h2><p>${word('detail')}</p><p>${word('next')}</p><p class="soft"><code>${escapeHtml(space)}/${escapeHtml(tag)}</code> ${status}</p></section>`
    })
    .join('')

/** /api, /api/openapi.json, /problems and /problems/<tag>: what programs and people can look up. */
export const guidePages = (app: FastifyInstance, speech: Speech, modules: readonly Module[]): void => {
  const { lexicon, services } = speech
  const wordsOf = (request: FastifyRequest): Translate => services.translate(localeOf(request))
  // It depends on the routes and the prefix only: worked out once for each city.
  const documents = new Map<string, object>()
  const documentFor = (base: string): object => {
    const document = documents.get(base) ?? openApi(modules, lexicon, base)
    documents.set(base, document)
    return document
  }
  const baseOf = (request: FastifyRequest): string => request.visit?.base ?? ''

  app.get('/api/openapi.json', { config: { info: info('http.openapi', 'application/json') } }, async (request, reply) =>
    reply.header('cache-control', 'no-cache').send(documentFor(baseOf(request))),
  )
  app.get('/api', { config: { info: info('http.guide', 'text/html') } }, async (request, reply) => {
    const t = wordsOf(request)
    const list = operationsOf(modules).map(operation => operationHtml(operation, baseOf(request), t))
    const intro = `<p>${escapeHtml(t('http:guide.intro'))}</p><p><a href="${baseOf(request)}/api/openapi.json">openapi.json</a> · <a href="${baseOf(request)}/problems">${escapeHtml(t('http:guide.problems'))}</a></p>`
    return send(request, reply, t('http:guide.title'), intro + list.join(''))
  })
  app.get('/problems', { config: { info: info('http.problems', 'text/html') } }, async (request, reply) => {
    const t = wordsOf(request)
    const row = ({ space, tag, status }: Entry): string =>
      `<tr><td><a href="${baseOf(request)}/problems/${encodeURIComponent(tag)}">${escapeHtml(general(t, `${space}:refusals.${tag}.title`))}</a></td><td>${escapeHtml(tag)}</td><td>${status}</td></tr>`
    const spaces = [...new Set(lexicon.entries.map(({ space }) => space))]
    const sections = spaces.map(space => {
      const rows = lexicon.entries.filter(entry => entry.space === space).map(row)
      return `<section id="${escapeHtml(space)}"><h2>${escapeHtml(space)}</h2><table>${rows.join('')}</table></section>`
    })
    return send(request, reply, t('http:guide.problems'), sections.join(''))
  })
  app.get<{ Params: { tag: string } }>(
    '/problems/:tag',
    { config: { info: info('http.problem', 'text/html') } },
    async (request, reply) => {
      const { tag } = request.params
      const t = wordsOf(request)
      if (lexicon.all(tag).length === 0) return sendRefusals(speech, request, reply, [{ tag: 'not-found' }])
      return send(
        request,
        reply,
        t('http:guide.problem'),
        `${tagHtml(tag, lexicon, t)}<p><a href="${baseOf(request)}/problems">${escapeHtml(t('http:guide.problems'))}</a></p>`,
      )
    },
  )
}
