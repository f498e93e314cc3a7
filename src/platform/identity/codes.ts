import { timingSafeEqual } from 'node:crypto'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { type Instant, instant } from '../../kernel/time.ts'
import { personalTable } from '../crypto/guard.ts'
import { token, tokenHash } from '../crypto/uuid.ts'
import type { PersonalPlace, Vault } from '../crypto/vault.ts'
import { type CityDb, sql, type Tx } from '../db/types.ts'
import { ts } from '../db/values.ts'
import { leaveOfMachine, openPersonal } from '../personal/purposes.ts'
import { CODE, codeAllowed } from './limits.ts'
import { PHONE } from './personal.ts'
import type { DeliverCode } from './types.ts'

/** What a code is for; a code for one thing opens no other. */
export type Purpose = 'sign-in' | 'confirm'

const QUOTA = sql(
  'identity.code.quota',
  `insert into city.code_quota (phone_blind, sent, last_at) values ($1, '{}', $2)
   on conflict (phone_blind) do update set last_at = excluded.last_at returning sent`,
)

const SPEND = sql('identity.code.spend', `update city.code_quota set sent = $2::timestamptz[] where phone_blind = $1`)

const UNSPEND = sql(
  'identity.code.unspend',
  `update city.code_quota set sent = array_remove(sent, $2::timestamptz) where phone_blind = $1`,
)

const INSERT = sql(
  'identity.code.insert',
  `insert into city.one_time_code (request_hash, phone_blind, phone_sealed, purpose, created_at, expires_at)
   values ($1, $2, $3, $4, $5, $6)`,
)

/**
 * The digits belong to the request's secret and a key of the vault, so nothing that could be guessed at is stored.
 * 256 bits modulo a million favour no code by more than 2^-236.
 */
export const digitsOf = (vault: Vault, request: string): string => {
  const number = BigInt(`0x${vault.blind(request, 'one-time-code').toString('hex')}`) % 10n ** BigInt(CODE.digits)
  return number.toString().padStart(CODE.digits, '0')
}

const codePlace = personalTable('one_time_code')
const sealedAt = (request: string): PersonalPlace => codePlace('phone_sealed', tokenHash(request).toString('hex'))

/** A code that nobody will get: there is no way to send it now. */
export class CodeNotSent extends Error {
  override readonly name = 'CodeNotSent'
  /** True when it certainly did not go out, so asking again soon is no abuse. */
  readonly unsent: boolean
  constructor(unsent: boolean, options?: ErrorOptions) {
    super('code not sent', options)
    this.unsent = unsent
  }
}

/** Names one asking for a code. It goes to the asker's page and back, nowhere else. */
export type CodeRequest = { readonly request: string; readonly until: Instant }

/**
 * Sends a code to a phone. The answer is the same whether or not anyone is known under the number.
 * Parallel requests for one number wait for each other at its quota row, so its limits hold. What certainly was not
 * sent does not count against them.
 * @param phone eleven digits, checked by the caller with `personal.ts`
 * @returns or the refusals of `codeAllowed`; or `code-not-sent`
 */
export const requestCode = async (
  db: CityDb,
  vault: Vault,
  asked: { readonly phone: string; readonly purpose: Purpose },
  now: Instant,
  deliver: DeliverCode,
): Promise<Result<CodeRequest, readonly Refusal[]>> => {
  const request = token()
  const until = instant(now + CODE.validMs)
  const blind = vault.blind(asked.phone, PHONE)
  const answer = await db.tx(async (tx): Promise<Result<null, readonly Refusal[]>> => {
    const quota = await tx.one<{ sent: readonly Instant[] }>(QUOTA, [blind, ts(now)])
    const allowed = codeAllowed(quota.sent, now)
    if (!allowed.ok) return allowed
    await tx.run(SPEND, [blind, allowed.value.map(ts)])
    const sealed = vault.seal(asked.phone, sealedAt(request))
    await tx.run(INSERT, [tokenHash(request), blind, sealed, asked.purpose, ts(now), ts(until)])
    return ok(null)
  })
  if (!answer.ok) return answer
  try {
    await deliver({ phone: asked.phone, digits: digitsOf(vault, request), at: now, until })
  } catch (error) {
    if (!(error instanceof CodeNotSent)) throw error
    if (error.unsent) await db.run(UNSPEND, [blind, ts(now)])
    return refuse([{ tag: 'code-not-sent', pointer: '/body/phone' }])
  }
  return ok({ request, until })
}

const LOCKED = sql(
  'identity.code.lock',
  `select phone_sealed, expires_at, tries, used_at from city.one_time_code
   where request_hash = $1 and purpose = $2 for update`,
)

const WRONG = sql('identity.code.wrong', `update city.one_time_code set tries = tries + 1 where request_hash = $1`)

const USED = sql(
  'identity.code.used',
  `update city.one_time_code set used_at = $2, phone_sealed = null where request_hash = $1`,
)

type CodeRow = {
  readonly phone_sealed: Buffer | null
  readonly expires_at: Instant
  readonly tries: number
  readonly used_at: Instant | null
}

const refused = (tag: string, values: Readonly<Record<string, number>> = {}): Result<never, readonly Refusal[]> =>
  refuse([{ tag, values, basis: CODE.basis, pointer: '/body/digits' }])

const sameDigits = (typed: string, expected: string): boolean => {
  const [a, b] = [Buffer.from(typed.normalize('NFKC').replace(/\s/g, '')), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/**
 * Takes a code, once. A wrong try is counted in this transaction: let it commit whatever the answer is.
 * @returns the phone it was sent to; or `code-expired` (also when nobody asked), `code-used`, `code-dead` (five wrong
 * tries), `code-wrong` (tries left), in this order
 */
export const redeemCode = async (
  tx: Tx,
  vault: Vault,
  given: { readonly request: string; readonly digits: string; readonly purpose: Purpose },
  now: Instant,
): Promise<Result<{ readonly phone: string }, readonly Refusal[]>> => {
  const hash = tokenHash(given.request)
  const row = await tx.maybe<CodeRow>(LOCKED, [hash, given.purpose])
  if (row === undefined || row.expires_at <= now) return refused('code-expired', { minutes: CODE.validMs / 60_000 })
  if (row.used_at !== null || row.phone_sealed === null) return refused('code-used')
  if (row.tries >= CODE.triesMax) return refused('code-dead', { max: CODE.triesMax })
  if (!sameDigits(given.digits, digitsOf(vault, given.request))) {
    await tx.run(WRONG, [hash])
    const left = CODE.triesMax - row.tries - 1
    return left > 0 ? refused('code-wrong', { left }) : refused('code-dead', { max: CODE.triesMax })
  }
  await tx.run(USED, [hash, ts(now)])
  return ok({ phone: openPersonal(vault, leaveOfMachine('sign-in'), row.phone_sealed, sealedAt(given.request)) })
}
