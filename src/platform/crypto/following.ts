import { type Place, UnknownKey, type Vault, VaultError } from './vault.ts'

/** Where the keys come from: what tells one state of them from another (cheap), and the vault of the present state. */
export type KeySource = { readonly state: () => string; readonly read: () => Vault }

const LOOK_EVERY_MS = 1_000

/**
 * A vault that follows its keys while the process runs. It looks for new ones at most once a second when it seals, and
 * at once when it meets an envelope of a key it does not know: another process may have been quicker. When the source
 * cannot be read, it goes on with what it has. The look-up key never changes under it.
 * @param clock milliseconds that only grow
 */
export const followingVault = (
  first: Vault,
  source: KeySource,
  clock: () => number = () => performance.now(),
): Vault => {
  let [held, state, looked] = [first, source.state(), clock()]

  const look = (): void => {
    looked = clock()
    try {
      const present = source.state()
      if (present === state) return
      const next = source.read()
      if (next.fingerprint !== first.fingerprint) return
      held = next
      state = present
    } catch (error) {
      // Half a rename, or a folder that is gone: what is in memory still holds; `./linli doctor` names the fault.
      if (!(error instanceof VaultError) && !(error instanceof Error && 'code' in error)) throw error
    }
  }

  const current = (): Vault => {
    if (clock() - looked >= LOOK_EVERY_MS) look()
    return held
  }

  const openBytes = (envelope: Uint8Array, aad: Place): Buffer => {
    try {
      return held.openBytes(envelope, aad)
    } catch (error) {
      if (!(error instanceof UnknownKey)) throw error
      look()
      return held.openBytes(envelope, aad)
    }
  }

  return {
    openBytes,
    open: (envelope, aad) => openBytes(envelope, aad).toString('utf8'),
    seal: (plain, aad) => current().seal(plain, aad),
    sealBytes: (plain, aad) => current().sealBytes(plain, aad),
    blind: (value, purpose) => held.blind(value, purpose),
    isStale: envelope => current().isStale(envelope),
    keys: () => current().keys(),
    fingerprint: first.fingerprint,
  }
}
