import type { Json } from '../../kernel/journal/canonical.ts'
import { tidied } from '../../kernel/text.ts'
import { dateOf, type Instant, type LocalDate } from '../../kernel/time.ts'
import { officeFor } from '../../platform/access/access.ts'
import type { Actor } from '../../platform/access/types.ts'
import type { Tx } from '../../platform/db/types.ts'
import { append } from '../../platform/journal/append.ts'
import type { LedgerEnv } from '../../platform/ledger/post.ts'
import { policy, subjectOf, type Verb } from './policy.ts'
import { insertEntry } from './store/entries.ts'
import { countEntries, type Fund } from './store/funds.ts'

/** Who acts, and when. */
export type Env = { readonly actor: Actor; readonly now: Instant }

/** The actor of a posting, under the office by which the access table lets it do the verb. */
export const ledgerEnv = ({ actor, now }: Env, fund: Fund, under: Verb): LedgerEnv => ({
  actor,
  now,
  office: officeFor<Verb>(policy, under, actor, subjectOf(fund)),
})

export type Deed = {
  readonly action: string
  /** The line of the access table it was done under. */
  readonly under: Verb
  /** The day in the books; today when not given. */
  readonly on?: LocalDate
  readonly posting?: string
  readonly note?: string
  /** What anyone may read for ever: counts, sums, days. Nothing of one unit. */
  readonly data?: Readonly<Record<string, Json>>
  /** Of one unit or one person: enters the journal as a commitment only. */
  readonly personal?: Readonly<Record<string, Json>>
}

/**
 * Writes what was done into the journal and the fund's log. The caller holds the fund's lock; `entries` counts on from
 * what it read there.
 * @returns the leaf, and the fund as it is now
 */
export const record = async (
  tx: Tx,
  { actor, now }: Env,
  fund: Fund,
  deed: Deed,
): Promise<{ readonly leaf: string; readonly fund: Fund }> => {
  const { action, under, on = dateOf(now), posting = null, note = '', data = {}, personal = {} } = deed
  const office = officeFor<Verb>(policy, under, actor, subjectOf(fund))
  const seq = fund.entries + 1
  const words = tidied(note)
  const hidden = { ...personal, ...(words === '' ? {} : { note: words }) }
  const shown = { ...data, on, ...(posting === null ? {} : { posting }) }
  const entry = { stream: `fund/${fund.estate}`, seq, verb: action, at: now, actor, office, data: shown }
  const { leaf } = await append(tx, Object.keys(hidden).length === 0 ? entry : { ...entry, personal: hidden })
  insertEntry(tx, fund.estate, {
    seq,
    at: now,
    action,
    by_party: actor.party,
    by_organisation: office?.organisation ?? null,
    by_role: office?.role ?? actor.kind,
    effective_on: on,
    posting,
    note: words,
    data,
    leaf: Buffer.from(leaf, 'hex'),
  })
  await countEntries(tx, fund.estate, seq)
  return { leaf, fund: { ...fund, entries: seq } }
}
