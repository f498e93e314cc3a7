import { randomBytes, timingSafeEqual } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import type { Instant } from '../../kernel/time.ts'
import type { Chance } from '../crypto/uuid.ts'

/** RFC 6238 as every authenticator application has it. */
export const FACTOR = { digits: 6, periodMs: 30_000, window: 1, algorithm: 'SHA1', secretBytes: 20 } as const

/** The thirty seconds an instant lies in, counted from 1970. */
export const stepOf = (now: Instant): number => Math.floor(now / FACTOR.periodMs)

export const freshSecret = (random: Chance = randomBytes): string =>
  new Secret({ buffer: new Uint8Array(random(FACTOR.secretBytes)).buffer }).base32

const totpOf = (secret: string, issuer = '', label = ''): TOTP =>
  new TOTP({
    issuer,
    label,
    algorithm: FACTOR.algorithm,
    digits: FACTOR.digits,
    period: FACTOR.periodMs / 1000,
    secret: Secret.fromBase32(secret),
  })

/** The code of one step. */
export const codeAt = (secret: string, step: number): string =>
  totpOf(secret).generate({ timestamp: step * FACTOR.periodMs })

/** What an authenticator application scans. */
export const addressOf = (secret: string, issuer: string, label: string): string =>
  totpOf(secret, issuer, label).toString()

const sameCode = (a: string, b: string): boolean => {
  const [one, other] = [Buffer.from(a), Buffer.from(b)]
  return one.length === other.length && timingSafeEqual(one, other)
}

/**
 * The step a code belongs to, the present one or a neighbour; undefined when it is none of theirs. Every candidate is
 * looked at, so that the time tells nothing.
 */
export const stepOfCode = (secret: string, code: string, now: Instant): number | undefined => {
  const present = stepOf(now)
  const offsets = Array.from({ length: 2 * FACTOR.window + 1 }, (_, index) => index - FACTOR.window)
  return offsets.map(offset => present + offset).filter(step => sameCode(codeAt(secret, step), code))[0]
}
