import { createHash } from 'node:crypto'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { DAY_MS, type Instant, instant } from '../../kernel/time.ts'
import { placeOf, type Vault } from '../crypto/vault.ts'
import { DatabaseError } from '../db/errors.ts'
import { type CityDb, sql, type Tx } from '../db/types.ts'
import { ts } from '../db/values.ts'
import type { Sweep } from '../feature.ts'

/** Longest key taken, in characters. */
export const KEY_LENGTH_MAX = 255
/** Answers are kept this long; at least 24 hours are promised. */
export const KEPT_MS = 7 * DAY_MS
/** A key still being worked on is noticed after this; then the caller is told to come back. */
const TAKE_MS_MAX = 250
const LOCK_MS_MAX = 10_000
const SWEEP_MS = 3_600_000
const SWEEP_ROWS_MAX = 5_000

const IMPATIENT = sql('http.lock-short', `set local lock_timeout = ${TAKE_MS_MAX}`)
const PATIENT = sql('http.lock-long', `set local lock_timeout = ${LOCK_MS_MAX}`)
const TAKE = sql(
  'http.key-take',
  `insert into city.idempotency (actor, key, route, body_hash, at) values ($1, $2, $3, $4, $5) on conflict do nothing`,
)
const FIND = sql('http.key-find', 'select route, body_hash, answer from city.idempotency where actor = $1 and key = $2')
const KEEP = sql('http.key-keep', 'update city.idempotency set status = $3, answer = $4 where actor = $1 and key = $2')
const FORGET = sql(
  'http.key-forget',
  `delete from city.idempotency where (actor, key) in
     (select actor, key from city.idempotency where at < $1 order by at limit ${SWEEP_ROWS_MAX} for update skip locked)`,
)

/** The one request a key stands for. */
export type Claim = {
  /** Whose key it is, see `authorOf`. Keys of different people never meet. */
  readonly author: string
  readonly key: string
  /** Method and path inside the city. */
  readonly route: string
  readonly bodyHash: Buffer
  readonly status: number
  readonly now: Instant
  /**
   * A form sent twice waits for the first to finish, because the browser shows the last answer only;
   * a program is told at once to come back.
   */
  readonly patient: boolean
}

/** @param party of whoever is signed in  @param visitor random cookie of whoever is not; callers without either share one name */
export const authorOf = (vault: Vault, party: string | null, visitor: string | undefined): string =>
  party !== null
    ? `party:${party}`
    : visitor === undefined
      ? 'nobody'
      : `visitor:${vault.blind(visitor, 'visitor').toString('base64url')}`

/** Fingerprint of what was sent; keyed, because a short body could be guessed from a plain hash. */
export const bodyHashOf = (
  vault: Vault,
  body: unknown,
  files: readonly { readonly field: string; readonly bytes: Buffer }[],
): Buffer => {
  const hash = createHash('sha256').update(JSON.stringify(body ?? null))
  for (const { field, bytes } of files) hash.update(`\0${field}\0${bytes.length}\0`).update(bytes)
  return vault.blind(hash.digest('base64url'), 'idempotency')
}

/** What is kept must read back as it was; anything JSON would change in silence is a bug of the caller. */
const plain = (value: unknown): boolean => {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
  if (typeof value === 'number') return Number.isFinite(value)
  if (Array.isArray(value)) return value.every(plain)
  if (typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return false
  return Object.values(value).every(part => part === undefined || plain(part))
}

class Refused extends Error {
  readonly why: readonly Refusal[]
  constructor(why: readonly Refusal[]) {
    super('refused')
    this.why = why
  }
}

type Kept = { readonly route: string; readonly body_hash: Buffer; readonly answer: Buffer | null }

/** True when the key is ours now, false when a finished request holds it. */
const take = async (tx: Tx, claim: Claim): Promise<boolean> => {
  const { author, key, route, bodyHash, now, patient } = claim
  if (!patient) tx.write(IMPATIENT)
  const taking = tx.run(TAKE, [author, key, route, bodyHash, ts(now)])
  if (!patient) tx.write(PATIENT)
  const taken = await taking.catch(error => {
    if (error instanceof DatabaseError && error.code === '55P03') throw new Refused([{ tag: 'key-in-use' }])
    throw error
  })
  return taken === 1
}

const answerBefore = <T>(vault: Vault, kept: Kept, claim: Claim, place: string): T => {
  if (kept.route !== claim.route || !kept.body_hash.equals(claim.bodyHash)) throw new Refused([{ tag: 'key-reused' }])
  if (kept.answer === null) throw new Error('an idempotency key without its answer was committed')
  return (JSON.parse(vault.open(kept.answer, place)) as { readonly value: T }).value
}

/**
 * Runs `work` and keeps its answer with the key, in one transaction. A repeated request gives the first answer
 * (`replayed` is called), a key used for something else `key-reused`, a request still running `key-in-use`.
 * Refusals roll back and keep nothing, so a corrected request may use its key again.
 */
export const once = async <T>(
  db: CityDb,
  vault: Vault,
  claim: Claim,
  work: (tx: Tx) => Promise<Result<T, readonly Refusal[]>>,
  replayed: () => void,
): Promise<Result<T, readonly Refusal[]>> => {
  const place = placeOf('idempotency', 'answer', `${claim.author}/${claim.key}`)
  try {
    return ok(
      await db.tx(async tx => {
        if (!(await take(tx, claim))) {
          const kept = await tx.one<Kept>(FIND, [claim.author, claim.key])
          const before = answerBefore<T>(vault, kept, claim, place)
          replayed()
          return before
        }
        const result = await work(tx)
        if (!result.ok) throw new Refused(result.error)
        if (result.value !== undefined && !plain(result.value))
          throw new Error('the answer of `once` is not plain JSON')
        const answer = vault.seal(JSON.stringify({ value: result.value }), place)
        tx.write(KEEP, [claim.author, claim.key, claim.status, answer])
        return result.value
      }),
    )
  } catch (error) {
    if (error instanceof Refused) return refuse(error.why)
    throw error
  }
}

export const forgetKeys: Sweep = {
  id: 'http.forget-keys',
  everyMs: SWEEP_MS,
  run: (db, now) => db.run(FORGET, [ts(instant(now - KEPT_MS))]),
}
