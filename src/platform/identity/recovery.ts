import { randomBytes } from 'node:crypto'
import type { Instant } from '../../kernel/time.ts'
import type { Chance } from '../crypto/uuid.ts'
import type { Vault } from '../crypto/vault.ts'
import { type CityQueries, sql, type Tx } from '../db/types.ts'
import { ts } from '../db/values.ts'

export const RECOVERY_CODES = 10
const LENGTH = 12
/** Letters and digits that are not taken for each other on paper; 59 bits a code. */
const ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'

const inventCode = (random: Chance): string => {
  const limit = 256 - (256 % ALPHABET.length)
  let text = ''
  while (text.length < LENGTH)
    for (const byte of random(LENGTH * 2))
      if (byte < limit && text.length < LENGTH) text += ALPHABET.charAt(byte % ALPHABET.length)
  return text.replace(/.{4}(?=.)/g, '$&-')
}

const plainOf = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')

/** Whether what was typed has the form of a recovery code. */
export const isRecoveryCode = (typed: string): boolean => plainOf(typed).length === LENGTH

const blindOf = (vault: Vault, party: string, typed: string): Buffer =>
  vault.blind(plainOf(typed), `recovery-code/${party}`)

const FORGET = sql('identity.recovery.forget', 'delete from city.recovery_code where party = $1')

const INSERT = sql(
  'identity.recovery.insert',
  `insert into city.recovery_code (party, code_blind, made_at)
   select $1, code, $3 from unnest($2::bytea[]) as code`,
)

/** Ten new codes in place of the old ones. They are given back here and stored as keyed hashes only. */
export const makeRecoveryCodes = async (
  tx: Tx,
  vault: Vault,
  party: string,
  now: Instant,
  random: Chance = randomBytes,
): Promise<readonly string[]> => {
  const codes = Array.from({ length: RECOVERY_CODES }, () => inventCode(random))
  await tx.run(FORGET, [party])
  await tx.run(INSERT, [party, codes.map(code => blindOf(vault, party, code)), ts(now)])
  return codes
}

export const forgetRecoveryCodes = async (tx: Tx, party: string): Promise<void> => {
  await tx.run(FORGET, [party])
}

const USE = sql(
  'identity.recovery.use',
  `update city.recovery_code set used_at = $3 where party = $1 and code_blind = $2 and used_at is null`,
)

/** Takes a code, once: of two at the same time one finds the row used. */
export const spendRecoveryCode = async (
  tx: Tx,
  vault: Vault,
  party: string,
  typed: string,
  now: Instant,
): Promise<boolean> => (await tx.run(USE, [party, blindOf(vault, party, typed), ts(now)])) === 1

const LEFT = sql(
  'identity.recovery.left',
  'select count(*)::int as count from city.recovery_code where party = $1 and used_at is null',
)

export const recoveryCodesLeft = async (db: CityQueries, party: string): Promise<number> =>
  (await db.one<{ count: number }>(LEFT, [party])).count
