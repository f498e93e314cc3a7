import type { Json } from '../../kernel/journal/canonical.ts'
import type { By } from '../../kernel/procedure/fact.ts'
import { tidied } from '../../kernel/text.ts'
import { officeFor } from '../../platform/access/access.ts'
import type { Env } from '../../platform/access/acting.ts'
import * as acting from '../../platform/access/acting.ts'
import type { Tx } from '../../platform/db/types.ts'
import { attach } from '../../platform/files/files.ts'
import type { PreparedPhoto } from '../../platform/files/types.ts'
import { journalFact, streamOf } from './journal.ts'
import { policy, subjectOf } from './policy.ts'
import type { Action, Fact, VoteState } from './rules/state.ts'
import { addFile, insertFact, type SeenBy } from './store/facts.ts'

/** A vote after a command. */
export type Acted = acting.Acted<VoteState, Fact>

export type Done = acting.Done<VoteState, Fact>

export type Said = {
  readonly record: string
  readonly note: string
  readonly seenBy: SeenBy
  readonly scans: readonly PreparedPhoto[]
}

export const byOf = ({ actor }: Env, action: Action, area: string): By =>
  acting.byOf<Action>(policy, action, actor, subjectOf({ area }))

export type Written = {
  readonly id: string
  readonly no: string
  readonly state: VoteState
  readonly fact: Fact
  readonly entry: number
  readonly proof: Readonly<Record<string, Json>>
}

/** Writes what one fact brings with it: journal, fact, scans. The vote's own row is written before. */
export const record = async (
  tx: Tx,
  env: Env,
  { id, no, state, fact, entry, proof }: Written,
  said: Said,
): Promise<string> => {
  const text = tidied(said.note)
  const office = officeFor(policy, fact.action, env.actor, subjectOf(state))
  const told = {
    actor: env.actor,
    office,
    no,
    record: said.record,
    text,
    personal: said.seenBy === 'staff',
    entry,
    proof,
  }
  const leaf = await journalFact(tx, id, fact, told)
  insertFact(tx, id, fact, { record: said.record, note: text, seenBy: said.seenBy, leaf })
  for (const scan of said.scans) {
    await attach(tx, scan, { owner: streamOf(id), purpose: fact.action, by: env.actor.party, at: env.now })
    await addFile(tx, id, fact.seq, scan.id)
  }
  return leaf
}
