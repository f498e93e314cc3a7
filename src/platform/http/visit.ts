import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Instant } from '../../kernel/time.ts'
import type { Actor } from '../access/types.ts'
import type { Locale } from '../i18n/types.ts'
import type { Surroundings } from '../ui/types.ts'
import { cookieName, ELDER, LANGUAGE, type Scheme, schemeOf, setVisitor, visitorOf } from './cookies.ts'
import { chooseLocale } from './locale.ts'
import { nonceOf } from './security.ts'
import { ANONYMOUS, type CityEntry, type Services } from './services.ts'
import type { Access } from './types.ts'

/** What a request is to the server, worked out once at its beginning. */
export type Visit = {
  readonly city: CityEntry
  /** `` or `/c/440100`. */
  readonly base: string
  /** Suffix of the city's cookies. */
  readonly suffix: string
  readonly scheme: Scheme
  readonly actor: Actor
  readonly visitor: string | undefined
  readonly now: Instant
}

/** As much of a visit as a page's surroundings need. */
export type Around = Omit<Visit, 'city' | 'suffix'> & { readonly city: Omit<CityEntry, 'db'> }

/** How a registered route is treated, kept in its Fastify config. */
export type RouteInfo = {
  readonly id: string
  /** Slice whose words and refusals come first. */
  readonly space: string
  readonly kind: 'api' | 'page' | 'form' | 'open'
  readonly access?: Access
  readonly produces: string
  /** Multipart bodies with at most this many files. */
  readonly files: number
  readonly sensitive?: boolean
}

declare module 'fastify' {
  interface FastifyContextConfig {
    readonly info?: RouteInfo
  }
  interface FastifyRequest {
    visit: Visit | undefined
    /** Tag of the first refusal this request was answered with. */
    refused: string | undefined
  }
}

/** The government hotline, where the city's own number is not known. */
const HOTLINE = '12345'

const PREFIX = /^\/c\/(\d{6})(?=[/?]|$)/

/** `/c/440100/orders?x=1` is `/orders?x=1` in the city 440100. */
export const withoutPrefix = (url: string): string => {
  const rest = url.replace(PREFIX, '')
  return rest === '' ? '/' : rest.startsWith('?') ? `/${rest}` : rest
}

export const infoOf = (request: FastifyRequest): RouteInfo | undefined => request.routeOptions.config.info

export const localeOf = (request: FastifyRequest): Locale =>
  chooseLocale(request.cookies?.[LANGUAGE], request.headers['accept-language'])

/** Whether the page is wanted large and simple. */
export const elderOf = (request: FastifyRequest): boolean => request.cookies[ELDER] === '1'

/** The path inside the city, without the query. */
export const pathOf = (request: FastifyRequest): string => request.url.split('?')[0] ?? '/'

/** The city the address names; undefined when there is none. */
export const findCity = async (
  services: Services,
  request: FastifyRequest,
): Promise<Pick<Visit, 'city' | 'base' | 'suffix'> | undefined> => {
  const { cities } = services
  const named = PREFIX.exec(request.originalUrl)?.[1]
  const code = named ?? cities.defaultCode
  const city = await cities.find(code)
  if (city === undefined) return undefined
  return { city, base: named === undefined ? '' : `/c/${code}`, suffix: code === cities.defaultCode ? '' : code }
}

/** Begins a visit; undefined when the city is unknown. Throws `DatabaseUnavailable`. */
export const beginVisit = async (
  services: Services,
  request: FastifyRequest,
  plainHttp: boolean,
): Promise<Visit | undefined> => {
  const place = await findCity(services, request)
  if (place === undefined) return undefined
  const scheme = schemeOf(request.protocol, request.host, plainHttp)
  const secret = request.cookies[cookieName(scheme, '', place.suffix)]
  const now = services.now()
  const actor =
    secret === undefined || secret === '' ? ANONYMOUS : await services.identity.actorOf(place.city.db, secret, now)
  return { ...place, scheme, actor, visitor: visitorOf(request, scheme), now }
}

/** A visit by nobody in particular, for a page that must come out while the database is away. */
export const strangerVisit = (services: Services, request: FastifyRequest, plainHttp: boolean): Around => {
  const named = PREFIX.exec(request.originalUrl)?.[1]
  const code = named ?? services.cities.defaultCode
  const city = services.cities.known?.(code) ?? { code, name: '', phone: HOTLINE, demo: false }
  const scheme = schemeOf(request.protocol, request.host, plainHttp)
  const base = named === undefined ? '' : `/c/${code}`
  return { city, base, scheme, actor: ANONYMOUS, visitor: undefined, now: services.now() }
}

/** What every page knows; gives a stranger a visitor cookie, under which the keys of his forms are kept. */
export const surroundingsOf = (request: FastifyRequest, reply: FastifyReply, visit: Around): Surroundings => {
  const { actor, scheme } = visit
  if (actor.party === null && visit.visitor === undefined && request.method === 'GET')
    setVisitor(reply, scheme, randomBytes(16).toString('base64url'))
  return aroundOf(request, visit, { nonce: nonceOf(reply.raw), formKey: crypto.randomUUID() })
}

/** The same without a mark of one reader or one answer, for a page that is kept for many. */
export const sharedSurroundingsOf = (request: FastifyRequest, visit: Visit, formKey: string): Surroundings =>
  aroundOf(request, { ...visit, actor: ANONYMOUS }, { nonce: '', formKey })

const aroundOf = (
  request: FastifyRequest,
  visit: Around,
  own: Pick<Surroundings, 'nonce' | 'formKey'>,
): Surroundings => {
  const { city, base, actor, now } = visit
  return {
    city: { code: city.code, name: city.name },
    base,
    path: pathOf(request),
    locale: localeOf(request),
    elder: elderOf(request),
    demo: city.demo,
    ...own,
    person: actor.party === null ? null : { name: actor.name, staff: actor.kind === 'staff' },
    phone: city.phone,
    now,
  }
}
