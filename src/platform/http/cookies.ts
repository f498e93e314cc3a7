import '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Instant } from '../../kernel/time.ts'

/** A year, in seconds: the longest a preference is remembered. */
const PREFERENCE_S = 365 * 24 * 3600
const VISITOR_S = 30 * 24 * 3600

export const ELDER = 'linli_elder'
export const LANGUAGE = 'linli_lang'

/** Browsers keep Secure cookies for these hosts over plain http as well, see docs/decisions/0003-cookies.md. */
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/

export type Scheme = {
  /** `__Host-` cookies; off only where the server was told to speak plain http to a network. */
  readonly secure: boolean
}

/** @param plainHttp the operator allowed plain http beyond this machine (a demonstration on a local network) */
export const schemeOf = (protocol: string, host: string, plainHttp: boolean): Scheme => ({
  secure: protocol === 'https' || !plainHttp || LOOPBACK.test(host),
})

/**
 * One name per city, since a `__Host-` cookie belongs to the whole host: signing in to one city does not sign out of
 * another. Over a secure scheme only the `__Host-` name is read, so a cookie planted over plain http has no effect.
 */
export const cookieName = (scheme: Scheme, use: '' | 'visitor' | 'half' | 'journey', suffix: string): string =>
  [scheme.secure ? '__Host-linli' : 'linli', use, suffix].filter(part => part !== '').join('-')

const base = (scheme: Scheme) => ({ path: '/', httpOnly: true, sameSite: 'lax', secure: scheme.secure }) as const

export const setSession = (
  reply: FastifyReply,
  scheme: Scheme,
  suffix: string,
  secret: string,
  until: Instant,
  now: Instant,
): void => {
  const maxAge = Math.max(0, Math.floor((until - now) / 1000))
  void reply.setCookie(cookieName(scheme, '', suffix), secret, { ...base(scheme), maxAge })
}

/** Takes the session away, and what the browser kept of it: photos in its cache, drafts in its storage. */
export const clearSession = (reply: FastifyReply, scheme: Scheme, suffix: string): void => {
  void reply.setCookie(cookieName(scheme, '', suffix), '', { ...base(scheme), maxAge: 0 })
  void reply.header('clear-site-data', '"cache", "storage"')
}

export const setHalf = (
  reply: FastifyReply,
  scheme: Scheme,
  suffix: string,
  half: { readonly secret: string; readonly until: Instant } | null,
  now: Instant,
): void => {
  const maxAge = half === null ? 0 : Math.max(0, Math.floor((half.until - now) / 1000))
  void reply.setCookie(cookieName(scheme, 'half', suffix), half?.secret ?? '', { ...base(scheme), maxAge })
}

/** Sent along when another site leads back here, which Lax allows for an address followed by hand. */
export const setJourney = (
  reply: FastifyReply,
  scheme: Scheme,
  suffix: string,
  kept: { readonly secret: string; readonly until: Instant } | null,
  now: Instant,
): void => {
  const maxAge = kept === null ? 0 : Math.max(0, Math.floor((kept.until - now) / 1000))
  void reply.setCookie(cookieName(scheme, 'journey', suffix), kept?.secret ?? '', { ...base(scheme), maxAge })
}

export const journeyOf = (request: FastifyRequest, scheme: Scheme, suffix: string): string | undefined => {
  const value = request.cookies[cookieName(scheme, 'journey', suffix)]
  return value !== undefined && VISITOR.test(value) ? value : undefined
}

export const setVisitor = (reply: FastifyReply, scheme: Scheme, value: string): void => {
  void reply.setCookie(cookieName(scheme, 'visitor', ''), value, { ...base(scheme), maxAge: VISITOR_S })
}

const VISITOR = /^[A-Za-z0-9_-]{22,64}$/

export const visitorOf = (request: FastifyRequest, scheme: Scheme): string | undefined => {
  const value = request.cookies[cookieName(scheme, 'visitor', '')]
  return value !== undefined && VISITOR.test(value) ? value : undefined
}

export const setPreference = (
  reply: FastifyReply,
  scheme: Scheme,
  name: typeof ELDER | typeof LANGUAGE,
  value: string,
): void => {
  void reply.setCookie(name, value, { ...base(scheme), secure: false, maxAge: PREFERENCE_S })
}
