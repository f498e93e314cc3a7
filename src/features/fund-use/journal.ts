import type { Json } from '../../kernel/journal/canonical.ts'
import { dataOf } from '../../kernel/procedure/fact.ts'
import type { Actor, Office } from '../../platform/access/types.ts'
import type { Tx } from '../../platform/db/types.ts'
import { append } from '../../platform/journal/append.ts'
import type { Fact } from './rules/state.ts'

/** Stream of a use in the journal, and the matter of its postings in the ledger. */
export const streamOf = (id: string): string => `fund-use/${id}`

type Told = {
  readonly actor: Actor
  readonly office: Office | null
  readonly no: string
  readonly record: string
  /** What everybody may read for ever; what owners object enters as a commitment. */
  readonly text: string
  readonly personal: boolean
}

/** Writes the fact's entry: amounts by building and words of the community are public, words of owners are not. */
export const journalFact = async (tx: Tx, id: string, fact: Fact, told: Told): Promise<string> => {
  const { actor, office, no, record, text, personal } = told
  const data = { ...(dataOf(fact) as Record<string, Json>), no, record, ...(personal ? {} : { note: text }) }
  const entry = { stream: streamOf(id), seq: fact.seq, verb: fact.action, at: fact.at, actor, office, data }
  return (await append(tx, personal ? { ...entry, personal: { note: text } } : entry)).leaf
}
