import { createHash } from 'node:crypto'
import type { Json } from '../../kernel/journal/canonical.ts'
import { dataOf } from '../../kernel/procedure/fact.ts'
import type { Actor, Office } from '../../platform/access/types.ts'
import type { Tx } from '../../platform/db/types.ts'
import { append } from '../../platform/journal/append.ts'
import type { Fact } from './rules/state.ts'
import type { Words } from './store/facts.ts'

export const streamOf = (id: string): string => `deliberation/${id}`

type Told = {
  readonly actor: Actor
  readonly office: Office | null
  readonly no: string
  readonly words: Words
  /** What residents object enters as a commitment. */
  readonly personal: boolean
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Longer words enter by their SHA-256: they are shown on the topic's page, and can be compared with it. */
const digests = (words: Words): Record<string, Json> =>
  Object.fromEntries(
    Object.entries(words).flatMap(([field, text]) => (field === 'note' ? [] : [[field, digest(text)]])),
  )

/** Writes the fact's entry: numbers and words of staff are public, words of residents are not. */
export const journalFact = async (tx: Tx, id: string, fact: Fact, told: Told): Promise<string> => {
  const { actor, office, no, words, personal } = told
  const note = words.note ?? ''
  const data = {
    ...(dataOf(fact) as Record<string, Json>),
    no,
    sha256: digests(words),
    ...(personal ? {} : { note }),
  }
  const entry = { stream: streamOf(id), seq: fact.seq, verb: fact.action, at: fact.at, actor, office, data }
  return (await append(tx, personal ? { ...entry, personal: { note } } : entry)).leaf
}
