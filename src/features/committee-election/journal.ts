import type { Json } from '../../kernel/journal/canonical.ts'
import { canonical } from '../../kernel/journal/canonical.ts'
import type { Actor, Office } from '../../platform/access/types.ts'
import type { Tx } from '../../platform/db/types.ts'
import { append } from '../../platform/journal/append.ts'
import type { Fact } from './rules/state.ts'
import { dataOf, type SeenBy } from './store/facts.ts'

export const streamOf = (id: string): string => `committee-election/${id}`

type Told = {
  readonly actor: Actor
  readonly office: Office | null
  readonly no: string
  readonly record: string
  readonly text: string
  readonly seenBy: SeenBy
}

/**
 * Writes the fact's entry. Days, numbers and words of the election committee are public; who was nominated, how a review
 * went and what was objected enter as commitments, and so does whoever was taken off the list.
 */
export const journalFact = async (tx: Tx, id: string, fact: Fact, told: Told): Promise<string> => {
  const { actor, office, no, record, text, seenBy } = told
  const entry = { stream: streamOf(id), seq: fact.seq, verb: fact.action, at: fact.at, actor, office }
  const own = dataOf(fact) as Record<string, Json>
  if (seenBy === 'public') return (await append(tx, { ...entry, data: { ...own, no, record, note: text } })).leaf
  return (await append(tx, { ...entry, data: { no }, personal: { note: text, record, data: canonical(own) } })).leaf
}
