import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'

const nonces = new WeakMap<ServerResponse, string>()

/** The nonce of this answer, for its own scripts and styles. */
export const nonceOf = (response: ServerResponse): string => {
  const known = nonces.get(response) ?? randomBytes(16).toString('base64url')
  nonces.set(response, known)
  return known
}

const withNonce = (_request: IncomingMessage, response: ServerResponse): string => `'nonce-${nonceOf(response)}'`

const HSTS = 'max-age=31536000'

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
