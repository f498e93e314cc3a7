import { type Vault, VaultError } from '../crypto/vault.ts'
import { type CityDb, sql } from '../db/types.ts'

const REMEMBER = sql(
  'identity.vault-mark.remember',
  `insert into city.vault_mark (fingerprint) values ($1) on conflict do nothing`,
)

const READ = sql('identity.vault-mark.read', `select fingerprint from city.vault_mark`)

/** The fingerprint of the keys a city was written with; undefined before its first start. */
export const markOf = async (db: CityDb): Promise<string | undefined> =>
  (await db.maybe<{ fingerprint: string }>(READ))?.fingerprint

/**
 * Ties a city to its vault at the first start, and at every later one makes sure it is the same: with other keys
 * nobody would be found again, and everyone would become a second party.
 * @throws VaultError with what to do
 */
export const assureVault = async (db: CityDb, vault: Vault): Promise<void> => {
  await db.run(REMEMBER, [vault.fingerprint])
  const { fingerprint } = await db.one<{ fingerprint: string }>(READ)
  if (fingerprint !== vault.fingerprint)
    throw new VaultError(
      `city ${db.city.code} was written with other keys (${fingerprint}) than the ones here (${vault.fingerprint}); put the keys folder of its backup back`,
    )
}
