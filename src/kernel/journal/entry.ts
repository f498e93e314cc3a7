import { concat, hex, utf8 } from './bytes.ts'
import { canonical, type Json } from './canonical.ts'
import type { Sha256 } from './hash.ts'

/** Who did it, as the public may know it: the office, never the person. A person enters as a commitment. */
export type JournalActor = {
  readonly kind: 'anonymous' | 'resident' | 'staff' | 'system'
  readonly office?: string
  readonly organisation?: string
  readonly role?: string
}

/** One line of the journal. Its canonical JSON is what is hashed, kept and published. */
export type JournalEntry = {
  readonly v: 1
  readonly city: string
  /** What it belongs to, such as `work-order/0193…`; `seq` counts from 1 within it, without gaps. */
  readonly stream: string
  readonly seq: number
  readonly verb: string
  /** Instant with offset, as `isoOf` writes it. */
  readonly at: string
  readonly actor: JournalActor
  /** Public facts only. */
  readonly data: { readonly [key: string]: Json }
  /** Salted commitments, hexadecimal, by the name of what they stand for. */
  readonly personal: { readonly [key: string]: string }
}

export const SALT_BYTES = 16

/**
 * A salted commitment: SHA-256(0x02, salt, canonical JSON). Who holds salt and value can show that this value was
 * meant; when the salt is destroyed, no one can find the value again, even by trying every telephone number.
 */
export const commit = (sha256: Sha256, salt: Uint8Array, value: Json): string => {
  if (salt.length !== SALT_BYTES) throw new Error(`a salt has ${SALT_BYTES} bytes, not ${salt.length}`)
  return hex(sha256(concat(Uint8Array.of(2), salt, utf8(canonical(value)))))
}

/** The entry's text. Throws on what has no canonical form or on a seq below 1: both are bugs of the caller. */
export const entryText = (entry: JournalEntry): string => {
  if (!Number.isSafeInteger(entry.seq) || entry.seq < 1) throw new Error(`seq counts from 1, not ${entry.seq}`)
  return canonical(entry)
}
