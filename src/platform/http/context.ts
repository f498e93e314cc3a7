import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Refusal } from '../../kernel/refusal.ts'
import { rowsOf } from '../access/rows.ts'
import { NO_SERVICES } from '../oidc/types.ts'
import type { Body } from './body-limits.ts'
import { clearSession, cookieName, journeyOf, setHalf, setJourney, setSession } from './cookies.ts'
import { authorOf, bodyHashOf, type Claim, KEY_LENGTH_MAX, once } from './idempotency.ts'
import { say } from './lexicon.ts'
import { limit } from './limits.ts'
import type { Speech } from './problems.ts'
import type { Context } from './types.ts'
import { infoOf, localeOf, pathOf, type Visit } from './visit.ts'

/** Visible ASCII: a UUID is best. */
const KEY = /^[\x21-\x7e]+$/

/** Every write names its key, so that a repeated one does nothing twice. */
export const keyRefusals = (key: unknown): readonly Refusal[] => {
  if (key === undefined || key === '') return [{ tag: 'key-missing' }]
  const good = typeof key === 'string' && key.length <= KEY_LENGTH_MAX && KEY.test(key)
  return good ? [] : [{ tag: 'key-wrong', values: { most: KEY_LENGTH_MAX } }]
}

/** The visit of a request that has passed the door. */
export const visitOf = (request: FastifyRequest): Visit => {
  if (request.visit === undefined) throw new Error('a route was reached without the door')
  return request.visit
}

/** @param write of a write: its key, its body and the status its answer will have */
export const contextOf = (
  { services, lexicon, sees }: Speech,
  request: FastifyRequest,
  reply: FastifyReply,
  write?: { readonly key: string; readonly body: Body; readonly status: number; readonly patient: boolean },
): Context => {
  const visit = visitOf(request)
  const { vault } = services
  const { db: system } = visit.city
  const author = authorOf(vault, visit.actor.party, visit.visitor)
  const db = visit.actor.kind === 'system' ? system : system.as(rowsOf(visit.actor, system.city, author, sees))
  const locale = localeOf(request)
  const claimOf = (): Claim => {
    if (write === undefined) throw new Error('`once` belongs to writes')
    return {
      author,
      key: write.key,
      route: `${request.method} ${pathOf(request)}`,
      bodyHash: bodyHashOf(vault, [request.query, write.body.fields], write.body.files),
      status: write.status,
      now: visit.now,
      patient: write.patient,
    }
  }
  return {
    db,
    system,
    vault,
    locale,
    city: { code: visit.city.code, name: visit.city.name },
    actor: visit.actor,
    now: visit.now,
    t: services.translate(locale),
    requestId: request.id,
    address: request.ip,
    device: visit.visitor,
    half: request.cookies[cookieName(visit.scheme, 'half', visit.suffix)] || undefined,
    setHalf: half => setHalf(reply, visit.scheme, visit.suffix, half, visit.now),
    userAgent: request.headers['user-agent'] ?? '',
    base: visit.base,
    origin: services.origin ?? `${request.protocol}://${request.host}`,
    demo: visit.city.demo,
    deliverCode: services.deliverCode,
    scan: services.scan,
    identityServices: services.identityServices ?? NO_SERVICES,
    journey: {
      secret: journeyOf(request, visit.scheme, visit.suffix),
      set: kept => setJourney(reply, visit.scheme, visit.suffix, kept, visit.now),
    },
    signer: services.signer,
    operation: services.operation,
    setSession: session => {
      if (session === null) clearSession(reply, visit.scheme, visit.suffix)
      else setSession(reply, visit.scheme, visit.suffix, session.secret, session.until, visit.now)
    },
    sourceTitle: services.sourceTitle,
    say: refusal => say({ ...services, lexicon }, locale, refusal, infoOf(request)?.space),
    limit: (bucket, by, most, windowMs) => limit(system, vault, { bucket, by, most, windowMs }, visit.now),
    systemOnce: work => once(system, vault, claimOf(), work, () => void reply.header('idempotent-replayed', 'true')),
    once: async work => {
      const claim = claimOf()
      // A response to a repeated request says that nothing was done again.
      return once(db, vault, claim, work, () => void reply.header('idempotent-replayed', 'true'))
    },
  }
}
