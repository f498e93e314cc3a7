import type { Framed } from '../../kernel/procedure/fact.ts'
import { dataOf } from '../../kernel/procedure/fact.ts'
import type { Instant } from '../../kernel/time.ts'
import { json, ts } from './values.ts'

/** A fact of a procedure as its table has it: who, when and what; a slice adds the words beside it. */
export type FrameRow<Action extends string = string> = {
  readonly seq: number
  readonly at: Instant
  readonly action: Action
  readonly by_party: string | null
  readonly by_organisation: string | null
  readonly by_role: string
  readonly data: Record<string, unknown>
}

/** The columns of it, in the order of `frameValues`. */
export const FRAME = 'seq, at, action, by_party, by_organisation, by_role, data'

/** A fact as parameters for `FRAME`. */
export const frameValues = (fact: Framed<{ readonly action: string }>): readonly unknown[] => [
  fact.seq,
  ts(fact.at),
  fact.action,
  fact.by.party,
  fact.by.organisation,
  fact.by.role,
  json(dataOf(fact)),
]

/** The fact as the rules read it. The store writes nothing but facts the rules made, so its type is theirs. */
export const factFrom = <Fact extends Framed<{ readonly action: string }>>(row: FrameRow<Fact['action']>): Fact =>
  ({
    seq: row.seq,
    at: row.at,
    action: row.action,
    by: { party: row.by_party, organisation: row.by_organisation, role: row.by_role },
    ...row.data,
  }) as unknown as Fact
