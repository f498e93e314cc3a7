import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { HOUR_MS, type Instant, instant } from '../../kernel/time.ts'
import { placeOf, type Vault } from '../crypto/vault.ts'
import { type CityQueries, sql, type Tx } from '../db/types.ts'
import { ts } from '../db/values.ts'
import { forgetRecoveryCodes, isRecoveryCode, makeRecoveryCodes, spendRecoveryCode } from './recovery.ts'
import { NOWHERE, recordSecurity, type Trace } from './security-log.ts'
import { freshSecret, stepOfCode } from './totp.ts'

/** A secret that was shown but never confirmed is made anew after this. */
const PENDING_MS = HOUR_MS

const placeFor = (party: string): string => placeOf('second_factor', 'secret_sealed', party)

const READ = sql(
  'identity.factor.read',
  'select secret_sealed, made_at, confirmed_at from city.second_factor where party = $1',
)

const LOCK = sql(
  'identity.factor.lock',
  'select secret_sealed, made_at, confirmed_at from city.second_factor where party = $1 for update',
)

type Row = { readonly secret_sealed: Buffer; readonly made_at: Instant; readonly confirmed_at: Instant | null }

/** When this person's second factor was confirmed; undefined without one. */
export const factorSince = async (db: CityQueries, party: string): Promise<Instant | undefined> =>
  (await db.maybe<Row>(READ, [party]))?.confirmed_at ?? undefined

const BEGIN = sql(
  'identity.factor.begin',
  `insert into city.second_factor as f (party, secret_sealed, made_at) values ($1, $2, $3)
   on conflict (party) do update set secret_sealed = excluded.secret_sealed, made_at = excluded.made_at
   where f.confirmed_at is null and f.made_at < $4`,
)

/** Makes a secret to be confirmed. One that was shown in the last hour stays, so that going back breaks nothing. */
export const beginFactor = async (tx: CityQueries, vault: Vault, party: string, now: Instant): Promise<void> => {
  const sealed = vault.seal(freshSecret(), placeFor(party))
  await tx.run(BEGIN, [party, sealed, ts(now), ts(instant(now - PENDING_MS))])
}

/** The secret waiting to be confirmed, in base 32; undefined when there is none. A confirmed one is never shown again. */
export const pendingSecret = async (db: CityQueries, vault: Vault, party: string): Promise<string | undefined> => {
  const row = await db.maybe<Row>(READ, [party])
  return row === undefined || row.confirmed_at !== null ? undefined : vault.open(row.secret_sealed, placeFor(party))
}

const SPEND = sql(
  'identity.factor.spend',
  'insert into city.used_step (party, step, used_at) values ($1, $2, $3) on conflict do nothing',
)

const wrong = (tag: string): Result<never, readonly Refusal[]> => refuse([{ tag, pointer: '/body/code' }])

/** Digits as typed on any keyboard, without the blank in the middle. */
const digitsIn = (typed: string): string => typed.normalize('NFKC').replaceAll(/\s/g, '')

/** A code of this secret, once: the step's key in `used_step` refuses it the second time. */
const spendCode = async (
  tx: Tx,
  party: string,
  secret: string,
  typed: string,
  now: Instant,
): Promise<Result<null, readonly Refusal[]>> => {
  const step = stepOfCode(secret, digitsIn(typed), now)
  if (step === undefined) return wrong('factor-wrong')
  return (await tx.run(SPEND, [party, step, ts(now)])) === 1 ? ok(null) : wrong('factor-replayed')
}

const CONFIRM = sql('identity.factor.confirm', 'update city.second_factor set confirmed_at = $2 where party = $1')

/**
 * Confirms the waiting secret with a code of it.
 * @returns the recovery codes, to be shown this one time; or `factor-set` (there is one already), `factor-not-begun`,
 * `factor-wrong`, `factor-replayed`
 */
export const confirmFactor = async (
  tx: Tx,
  vault: Vault,
  party: string,
  typed: string,
  now: Instant,
  trace: Trace = NOWHERE,
): Promise<Result<readonly string[], readonly Refusal[]>> => {
  const row = await tx.maybe<Row>(LOCK, [party])
  if (row === undefined) return refuse([{ tag: 'factor-not-begun' }])
  if (row.confirmed_at !== null) return refuse([{ tag: 'factor-set' }])
  const spent = await spendCode(tx, party, vault.open(row.secret_sealed, placeFor(party)), typed, now)
  if (!spent.ok) return spent
  await tx.run(CONFIRM, [party, ts(now)])
  await recordSecurity(tx, { kind: 'factorSet', party, trace }, now)
  return ok(await makeRecoveryCodes(tx, vault, party, now))
}

/**
 * Takes the second factor: a code of the application, or a recovery code.
 * @returns which of the two; or `factor-missing`, `factor-wrong`, `factor-replayed`
 */
export const redeemFactor = async (
  tx: Tx,
  vault: Vault,
  party: string,
  typed: string,
  now: Instant,
  trace: Trace = NOWHERE,
): Promise<Result<'code' | 'recovery', readonly Refusal[]>> => {
  const row = await tx.maybe<Row>(READ, [party])
  if (row === undefined || row.confirmed_at === null) return refuse([{ tag: 'factor-missing' }])
  if (isRecoveryCode(typed)) {
    if (!(await spendRecoveryCode(tx, vault, party, typed, now))) return wrong('factor-wrong')
    await recordSecurity(tx, { kind: 'recoveryUsed', party, trace }, now)
    return ok('recovery')
  }
  const spent = await spendCode(tx, party, vault.open(row.secret_sealed, placeFor(party)), typed, now)
  return spent.ok ? ok('code') : spent
}

const REMOVE = sql('identity.factor.remove', 'delete from city.second_factor where party = $1')

/** Takes the second factor and its recovery codes away; false when there was none. */
export const removeFactor = async (tx: Tx, party: string): Promise<boolean> => {
  await forgetRecoveryCodes(tx, party)
  return (await tx.run(REMOVE, [party])) === 1
}
