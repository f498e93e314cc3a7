import { type PersonalPlace, type Place, placeOf, type Vault, VaultError } from './vault.ts'

const TABLES = new Set<string>()
const RAW = new WeakMap<Vault, Vault>()

/**
 * Declares a table whose sealed fields are a person's: they open for a purpose only.
 * @returns the place of a field in it, for sealing with the vault and for `openPersonal`
 */
export const personalTable = (table: string): ((column: string, id: string) => PersonalPlace) => {
  TABLES.add(table)
  return (column, id) => placeOf(table, column, id) as PersonalPlace
}

/** A vault that does not open a person's field for whoever has no purpose; everything else it does as before. */
export const guardedVault = (vault: Vault): Vault => {
  const checked = (aad: string): Place => {
    if (TABLES.has(aad.split('/', 1)[0] ?? '')) throw new VaultError('a field of a person is opened for a purpose only')
    return aad
  }
  const guarded: Vault = {
    ...vault,
    open: (envelope, aad) => vault.open(envelope, checked(aad)),
    openBytes: (envelope, aad) => vault.openBytes(envelope, checked(aad)),
  }
  RAW.set(guarded, vault)
  return guarded
}

/** For `openPersonal` and for writing values anew; a test holds everybody else off. */
export const unguarded = (vault: Vault): Vault => RAW.get(vault) ?? vault

/** The same value under the newest key. What it says is seen by nobody. */
export const resealed = (vault: Vault, envelope: Uint8Array, aad: string): Buffer => {
  const raw = unguarded(vault)
  return raw.sealBytes(raw.openBytes(envelope, aad), aad)
}
