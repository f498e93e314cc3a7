import type { Refusal } from '../../kernel/refusal.ts'
import { type Result, refuse } from '../../kernel/result.ts'
import type { Instant } from '../../kernel/time.ts'
import { officeFor } from '../../platform/access/access.ts'
import type { Actor } from '../../platform/access/types.ts'
import type { Vault } from '../../platform/crypto/vault.ts'
import type { Tx } from '../../platform/db/types.ts'
import { attach } from '../../platform/files/files.ts'
import type { PreparedPhoto } from '../../platform/files/types.ts'
import { heldBack } from '../../platform/personal/publication.ts'
import { journalFact, streamOf } from './journal.ts'
import { policy, subjectOf } from './policy.ts'
import type { Action, By, ElectionState, Fact } from './rules/state.ts'
import { addFile, insertFact, type SeenBy } from './store/facts.ts'

/** Who acts, when, and with what seals names. */
export type Env = { readonly actor: Actor; readonly now: Instant; readonly vault: Vault }

/** An election after a command. */
export type Acted = {
  readonly id: string
  readonly no: string
  readonly version: number
  readonly state: ElectionState
  readonly fact: Fact
  readonly leaf: string
}

export type Done = Promise<Result<Acted, readonly Refusal[]>>

export type Said = {
  readonly record: string
  readonly note: string
  readonly seenBy: SeenBy
  readonly scans: readonly PreparedPhoto[]
}

export const byOf = ({ actor }: Pick<Env, 'actor'>, action: Action, area: string): By => {
  const office = officeFor(policy, action, actor, subjectOf({ area }))
  return { party: actor.party, organisation: office?.organisation ?? null, role: office?.role ?? actor.kind }
}

export type Written = {
  readonly id: string
  readonly no: string
  readonly area: string
  readonly fact: Fact
}

/** Writes what one fact brings with it: journal, fact, scans. The election's own row is written before. */
export const record = async (
  tx: Tx,
  env: Pick<Env, 'actor' | 'now'>,
  { id, no, area, fact }: Written,
  said: Said,
): Promise<string> => {
  const text = said.note.replaceAll('\r\n', '\n').normalize('NFC').trim()
  const office = officeFor(policy, fact.action, env.actor, subjectOf({ area }))
  const told = { actor: env.actor, office, no, record: said.record, text, seenBy: said.seenBy }
  const leaf = await journalFact(tx, id, fact, told)
  insertFact(tx, id, fact, { record: said.record, note: text, seenBy: said.seenBy, leaf })
  for (const scan of said.scans) {
    await attach(tx, scan, { owner: streamOf(id), purpose: fact.action, by: env.actor.party, at: env.now })
    await addFile(tx, id, fact.seq, scan.id)
  }
  return leaf
}

/** Nobody's number stands in what everybody reads, nor in what a resident objects. */
export const withoutNumbers = (seenBy: SeenBy, words: Readonly<Record<string, string>>): readonly Refusal[] =>
  heldBack(words).map(refusal => (seenBy === 'public' ? refusal : { ...refusal, tag: 'words-personal' }))

/** What the rules say, together with what is wrong with the words: all reasons at once. */
export const judged = (
  decided: Result<Fact, readonly Refusal[]>,
  held: readonly Refusal[],
): Result<Fact, readonly Refusal[]> =>
  held.length === 0 ? decided : refuse([...(decided.ok ? [] : decided.error), ...held])
