import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { type Instant, instant, MINUTE_MS } from '../../kernel/time.ts'
import { token, tokenHash } from '../crypto/uuid.ts'
import { type CityQueries, sql, type Tx } from '../db/types.ts'
import { ts } from '../db/values.ts'

/** What is missing between the password and a session: a code, setting the second factor up, a new password. */
export type Need = 'code' | 'enrol' | 'password'

const VALID_MS = 10 * MINUTE_MS

const INSERT = sql(
  'identity.half.insert',
  `insert into city.half_session (token_hash, party, needs, made_at, expires_at) values ($1, $2, $3, $4, $5)`,
)

/** A half session: it can do nothing but what it needs, once, within ten minutes. */
export type Half = {
  readonly secret: string
  readonly party: string
  readonly until: Instant
  readonly needs: readonly Need[]
}

export const openHalf = async (tx: Tx, party: string, needs: readonly Need[], now: Instant): Promise<Half> => {
  const secret = token()
  const until = instant(now + VALID_MS)
  await tx.run(INSERT, [tokenHash(secret), party, needs, ts(now), ts(until)])
  return { secret, party, until, needs }
}

const PEEK = sql(
  'identity.half.peek',
  `select party, needs from city.half_session where token_hash = $1 and used_at is null and expires_at > $2`,
)

type Row = { readonly party: string; readonly needs: readonly Need[] }

/** Whose half session this is and what it still needs; undefined when it is over. */
export const peekHalf = async (db: CityQueries, secret: string | undefined, now: Instant): Promise<Row | undefined> =>
  secret === undefined ? undefined : db.maybe<Row>(PEEK, [tokenHash(secret), ts(now)])

const TAKE = sql(
  'identity.half.take',
  `select party, needs from city.half_session
   where token_hash = $1 and used_at is null and expires_at > $2 for update`,
)

const USE = sql('identity.half.use', 'update city.half_session set used_at = $2 where token_hash = $1')

/**
 * Holds a half session for one step of it. The row is locked until the transaction ends, so that one half session
 * gives one session.
 * @returns whose it is, what comes after this step, and how to use it up; or `half-over`
 */
export const takeHalf = async (
  tx: Tx,
  secret: string | undefined,
  need: Need,
  now: Instant,
): Promise<
  Result<
    { readonly party: string; readonly rest: readonly Need[]; readonly finish: () => Promise<void> },
    readonly Refusal[]
  >
> => {
  const hash = tokenHash(secret ?? '')
  const row = secret === undefined ? undefined : await tx.maybe<Row>(TAKE, [hash, ts(now)])
  if (row === undefined || row.needs[0] !== need) return refuse([{ tag: 'half-over' }])
  const finish = async (): Promise<void> => {
    await tx.run(USE, [hash, ts(now)])
  }
  return ok({ party: row.party, rest: row.needs.slice(1), finish })
}

const END_ALL = sql(
  'identity.half.end-all',
  'update city.half_session set used_at = $2 where party = $1 and used_at is null',
)

/** Ends every half session of a person: after a reset or a new password. */
export const endHalves = async (db: CityQueries, party: string, now: Instant): Promise<void> => {
  await db.run(END_ALL, [party, ts(now)])
}
