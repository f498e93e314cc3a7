import type { Json } from '../../kernel/journal/canonical.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { type Result, refuse } from '../../kernel/result.ts'
import type { Instant } from '../../kernel/time.ts'
import { officeFor } from '../../platform/access/access.ts'
import type { Actor, Office } from '../../platform/access/types.ts'
import type { Vault } from '../../platform/crypto/vault.ts'
import type { Tx } from '../../platform/db/types.ts'
import { append } from '../../platform/journal/append.ts'
import { policy, subjectOf, type Verb } from './policy.ts'

/** Who acts, and when. */
export type Env = { readonly actor: Actor; readonly vault: Vault; readonly now: Instant }

export type Done<T> = Promise<Result<T, readonly Refusal[]>>

/** What every verb answers with: what it was about, and the proof that it was written down. */
export type Acted = { readonly id: string; readonly leaf: string }

export const absent = refuse([{ tag: 'not-found' }] as const)
export const notYours = refuse([{ tag: 'not-yours' }] as const)

/** The office under which staff do it. */
export const officeOf = (actor: Actor, verb: Verb, area: string): Office | null =>
  officeFor<Verb>(policy, verb, actor, subjectOf({ area }))

export type Deed = {
  readonly stream: string
  /** Counts from 1 within the stream; the caller holds the matter's lock. */
  readonly seq: number
  readonly action: string
  /** The line of the access table it was done under; null when one does it for oneself. */
  readonly under: Verb | null
  readonly area: string
  /** What anyone may read for ever: counts, days, kinds. Never who. */
  readonly data?: Readonly<Record<string, Json>>
  /** Who, and what they wrote: enters the journal as a commitment only. */
  readonly personal?: Readonly<Record<string, Json>>
}

/** Writes what was done into the journal. @returns the leaf */
export const record = async (tx: Tx, { actor, now }: Env, deed: Deed): Promise<string> => {
  const { stream, seq, action, under, area, data = {}, personal } = deed
  const office = under === null ? null : officeOf(actor, under, area)
  const entry = { stream, seq, verb: action, at: now, actor, office, data: { area, ...data } }
  return (await append(tx, personal === undefined ? entry : { ...entry, personal })).leaf
}

/** Words as they are kept: one kind of line ends, one spelling of a letter. */
export const tidy = (text: string): string => text.replaceAll('\r\n', '\n').normalize('NFC').trim()
