import type { Json } from '../../kernel/journal/canonical.ts'
import { tidied } from '../../kernel/text.ts'
import { officeFor } from '../../platform/access/access.ts'
import type { Env } from '../../platform/access/acting.ts'
import type { Tx } from '../../platform/db/types.ts'
import { append } from '../../platform/journal/append.ts'
import type { LedgerEnv } from '../../platform/ledger/post.ts'
import { policy, subjectOf, type Verb } from './policy.ts'
import { type Budget, countEntries } from './store/budgets.ts'
import { insertEntry } from './store/entries.ts'

export const streamOf = (budget: string): string => `community-budget/${budget}`

/** The actor of a posting, under the office by which the access table lets it do the verb. */
export const ledgerEnv = ({ actor, now }: Env, verb: Verb, area: string): LedgerEnv => ({
  actor,
  now,
  office: officeFor<Verb>(policy, verb, actor, subjectOf({ area })),
})

export type Told = {
  readonly verb: Verb
  readonly expense?: string
  readonly year: number
  readonly fen?: bigint
  /** What anyone may read for ever: categories, sums, days, a reason that is owed to everybody. */
  readonly data?: Readonly<Record<string, Json>>
  /** For those who work with the budget: enters the journal as a commitment only. */
  readonly words?: Readonly<Record<string, string>>
  readonly note?: string
}

/**
 * Writes what was done into the journal and the budget's log. The caller holds the budget's lock.
 * @returns the leaf, and the budget as it is now
 */
export const record = async (
  tx: Tx,
  { actor, now }: Env,
  budget: Budget,
  { verb, expense, year, fen, data = {}, words = {}, note = '' }: Told,
): Promise<{ readonly leaf: string; readonly budget: Budget }> => {
  const office = officeFor<Verb>(policy, verb, actor, subjectOf(budget))
  const seq = budget.entries + 1
  const about = { kind: budget.kind, area: budget.area, year, ...(expense === undefined ? {} : { expense }) }
  const shown = { ...data, ...about, ...(fen === undefined ? {} : { fen: Number(fen) }) }
  const entry = { stream: streamOf(budget.id), seq, verb, at: now, actor, office, data: shown }
  const { leaf } = await append(tx, Object.keys(words).length === 0 ? entry : { ...entry, personal: words })
  insertEntry(tx, budget.id, {
    seq,
    at: now,
    action: verb,
    by_party: actor.party,
    by_organisation: office?.organisation ?? null,
    by_role: office?.role ?? actor.kind,
    expense: expense ?? null,
    year,
    fen: fen === undefined ? null : Number(fen),
    note: tidied(note),
    leaf: Buffer.from(leaf, 'hex'),
  })
  countEntries(tx, budget.id, seq)
  return { leaf, budget: { ...budget, entries: seq } }
}
