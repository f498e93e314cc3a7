import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import helmet from '@fastify/helmet'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

const nonces = new WeakMap<ServerResponse, string>()

/** The nonce of this answer, for its own scripts and styles. */
export const nonceOf = (response: ServerResponse): string => {
  const known = nonces.get(response) ?? randomBytes(16).toString('base64url')
  nonces.set(response, known)
  return known
}

const withNonce = (_request: IncomingMessage, response: ServerResponse): string => `'nonce-${nonceOf(response)}'`

const HSTS = 'max-age=31536000; includeSubDomains'

/** For an answer written without the framework: it holds no markup, and nothing may be made of it. */
export const BARE_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  'Cache-Control': 'no-store',
}

/** Sets what the hooks below would set, on an answer they are never asked about: an address that cannot be decoded. */
export const secureBare = (request: FastifyRequest, reply: FastifyReply): void => {
  const policy = `${BARE_HEADERS['Content-Security-Policy']}; style-src ${withNonce(request.raw, reply.raw)}`
  void reply.headers({ ...BARE_HEADERS, 'Content-Security-Policy': policy })
  // Whether a proxy is believed is not known here; over http browsers pass over the header.
  if (request.protocol === 'https' || request.headers['x-forwarded-proto'] === 'https')
    void reply.header('strict-transport-security', HSTS)
}

/** Headers of every answer. HSTS goes out over https only: over http browsers ignore it. */
export const secure = async (app: FastifyInstance): Promise<void> => {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", withNonce],
        styleSrc: ["'self'", withNonce],
        imgSrc: ["'self'", 'data:', 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
    xPoweredBy: false,
  })
  app.addHook('onRequest', async (request, reply) => {
    if (request.protocol === 'https') reply.header('strict-transport-security', HSTS)
    reply.header('permissions-policy', 'camera=(self), geolocation=(self), microphone=()')
  })
}
