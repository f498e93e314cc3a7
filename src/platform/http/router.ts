import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { apiHandler } from './api-route.ts'
import { FIELD_BYTES_MAX, FIELDS_MAX, JSON_BYTES_MAX } from './body-limits.ts'
import { formHandler } from './form-route.ts'
import { pageHandler } from './page-route.ts'
import { paging } from './paging.ts'
import type { Speech } from './problems.ts'
import type { Module } from './services.ts'
import type { Api, Route } from './types.ts'
import type { RouteInfo } from './visit.ts'

const FORM_BYTES_MAX = Math.min(FIELD_BYTES_MAX * FIELDS_MAX, 1024 * 1024)

const infoFor = (module: Module, route: Route): RouteInfo => ({
  id: route.id,
  space: module.id,
  kind: route.kind,
  access: route.access,
  produces: route.kind === 'api' ? (route.produces ?? 'application/json') : 'text/html',
  files: route.kind === 'page' ? 0 : (route.files ?? 0),
  sensitive: route.sensitive ?? false,
})

/** The serializer is compiled from the answer's schema: what the schema does not name cannot leave. */
const serializerOf = (route: Api): object => {
  const status = route.status ?? 200
  if (status === 204 || (route.produces ?? 'application/json') !== 'application/json') return {}
  return { response: { [status]: z.toJSONSchema(route.answer, { target: 'draft-7', io: 'output' }) } }
}

/** A route that could not work is a bug, told at the start. */
const check = (module: Module, route: Route): void => {
  const where = `${module.id}: ${route.id} ${route.path}`
  if (!route.path.startsWith('/')) throw new Error(`${where}: a path begins with /`)
  if (/^\/c\/\d{6}/.test(route.path)) throw new Error(`${where}: the prefix of a city is added by the server`)
  if (!Object.hasOwn(route.access.policy, route.access.verb))
    throw new Error(`${where}: the policy has no line for ${route.access.verb}`)
}

/**
 * A list takes no parameter it does not know: a filter with a slip in its name would otherwise be a filter left out.
 * How much and from where may be said to every list, also to one that is always whole, within the same bounds. Pages
 * and feeds pass over what mail programs and chats add to a link.
 */
const strict = (route: Api): Api => {
  const { query } = route
  if (!route.path.startsWith('/api/') || !(query instanceof z.ZodObject)) return route
  const known = Object.keys(query.shape)
  const more = {
    ...(known.includes('limit') ? {} : { limit: paging.limit.optional() }),
    ...(known.includes('cursor') ? {} : { cursor: paging.cursor }),
  }
  return { ...route, query: query.safeExtend(more).strict() }
}

const register = (app: FastifyInstance, speech: Speech, module: Module, route: Route, checkAnswers: boolean): void => {
  check(module, route)
  const config = { info: infoFor(module, route) }
  switch (route.kind) {
    case 'api':
      app.route({
        method: route.method,
        url: route.path,
        config,
        schema: serializerOf(route),
        bodyLimit: JSON_BYTES_MAX,
        handler: apiHandler(speech, strict(route), { checkAnswers }),
      })
      return
    case 'page':
      app.route({ method: 'GET', url: route.path, config, handler: pageHandler(speech, route) })
      return
    case 'form':
      app.route({
        method: 'POST',
        url: route.path,
        config,
        bodyLimit: FORM_BYTES_MAX,
        handler: formHandler(speech, route),
      })
  }
}

/** Registers the routes of every slice. Two routes of one id would be one line in the log and the API page. */
export const registerRoutes = (
  app: FastifyInstance,
  speech: Speech,
  modules: readonly Module[],
  checkAnswers: boolean,
): void => {
  const ids = modules.flatMap(({ routes }) => routes.map(({ id }) => id))
  const twice = ids.find((id, index) => ids.indexOf(id) !== index)
  if (twice !== undefined) throw new Error(`two routes of one id: ${twice}`)
  for (const module of modules) for (const route of module.routes) register(app, speech, module, route, checkAnswers)
}
