import { redact } from '../../kernel/redact.ts'
import { tidied } from '../../kernel/text.ts'
import { personalTable } from '../../platform/crypto/guard.ts'
import type { PersonalPlace, Vault } from '../../platform/crypto/vault.ts'
import type { Tx } from '../../platform/db/types.ts'
import { insertSealed } from './store/facts.ts'

/** Free text as everyone may see it, and the original where masking changed it. */
export type Words = { readonly shown: string; readonly original: string | null }

/** Masks personal numbers in what was typed. Line ends are made equal, so that a copy of a text is found as one. */
export const wordsOf = (typed: string): Words => {
  const original = tidied(typed)
  const { shown } = redact(original)
  return { shown, original: shown === original ? null : original }
}

const sealedPlace = personalTable('work_order_sealed')

/** Where the original of a text is sealed for. */
export const wordsPlace = (order: string, seq: number, field: string): PersonalPlace =>
  sealedPlace(`sealed/${seq}/${field}`, order)

/** Keeps the original, sealed, where it differs from what is shown. */
export const sealWords = (
  tx: Tx,
  vault: Vault | null,
  order: string,
  seq: number,
  field: string,
  words: Words,
): void => {
  if (words.original === null) return
  if (vault === null) throw new Error('words that had to be masked need a vault to keep the original')
  insertSealed(tx, order, seq, field, vault.seal(words.original, wordsPlace(order, seq, field)))
}
