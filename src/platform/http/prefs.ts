import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { LOCALES } from '../i18n/types.ts'
import { visitOf } from './context.ts'
import { ELDER, LANGUAGE, setPreference } from './cookies.ts'
import { localPath } from './csrf.ts'
import { refusalsOf } from './issues.ts'
import { type Speech, sendRefusals } from './problems.ts'
import type { RouteInfo } from './visit.ts'

const INFO: RouteInfo = { id: 'http.prefs', space: 'http', kind: 'form', produces: 'text/html', files: 0 }

const body = z.object({
  elder: z.enum(['0', '1']).optional(),
  lang: z.enum(LOCALES).optional(),
  return: z.string().max(2000).optional(),
})

const refererPath = (referer: string | undefined): string | undefined => {
  if (referer === undefined || !URL.canParse(referer)) return undefined
  const { pathname, search } = new URL(referer)
  return `${pathname}${search}`
}

/**
 * POST /prefs: elder mode and language, kept in two plain cookies, so that it works for everyone and without script.
 * `return` is a whole path with the city's prefix; without it the page it was sent from.
 */
export const prefsRoute = (app: FastifyInstance, speech: Speech): void => {
  app.post('/prefs', { config: { info: INFO } }, async (request, reply) => {
    const { scheme } = visitOf(request)
    const read = body.safeParse(request.body, { reportInput: true })
    if (!read.success) return sendRefusals(speech, request, reply, refusalsOf('body', read.error.issues))
    const { elder, lang } = read.data
    if (elder !== undefined) setPreference(reply, scheme, ELDER, elder)
    if (lang !== undefined) setPreference(reply, scheme, LANGUAGE, lang)
    // The guard has seen that the form was sent from here, so the referer is a page of ours.
    const back = localPath(read.data.return ?? refererPath(request.headers.referer))
    return reply.header('cache-control', 'no-store').redirect(back, 303)
  })
}
