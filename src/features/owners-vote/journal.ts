import type { Json } from '../../kernel/journal/canonical.ts'
import { dataOf } from '../../kernel/procedure/fact.ts'
import type { Actor, Office } from '../../platform/access/types.ts'
import type { Tx } from '../../platform/db/types.ts'
import { append } from '../../platform/journal/append.ts'
import type { Fact } from './rules/state.ts'

export const streamOf = (id: string): string => `owners-vote/${id}`

type Told = {
  readonly actor: Actor
  readonly office: Office | null
  readonly no: string
  readonly record: string
  /** What everybody may read for ever; what owners object enters as a commitment. */
  readonly text: string
  readonly personal: boolean
  /** Number of the entry in the vote's stream: facts and ballots are counted together. */
  readonly entry: number
  /** What a reader of the published vote compares with it. */
  readonly proof: Readonly<Record<string, Json>>
}

/** Writes the fact's entry. */
export const journalFact = async (tx: Tx, id: string, fact: Fact, told: Told): Promise<string> => {
  const { actor, office, no, record, text, personal, proof } = told
  const data = { ...(dataOf(fact) as Record<string, Json>), no, record, ...proof, ...(personal ? {} : { note: text }) }
  const entry = { stream: streamOf(id), seq: told.entry, verb: fact.action, at: fact.at, actor, office, data }
  return (await append(tx, personal ? { ...entry, personal: { note: text } } : entry)).leaf
}
