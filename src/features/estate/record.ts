import type { Json } from '../../kernel/journal/canonical.ts'
import { tidied } from '../../kernel/text.ts'
import type { Instant, LocalDate } from '../../kernel/time.ts'
import { officeFor } from '../../platform/access/access.ts'
import type { Actor } from '../../platform/access/types.ts'
import type { Vault } from '../../platform/crypto/vault.ts'
import type { Tx } from '../../platform/db/types.ts'
import { append } from '../../platform/journal/append.ts'
import { policy, subjectOf, type Verb } from './policy.ts'
import { insertEntry } from './store/entries.ts'
import { type EstateRow, touchEstate } from './store/estates.ts'

/** Who acts, and when. */
export type Env = { readonly actor: Actor; readonly vault: Vault; readonly now: Instant }

export const streamOf = (id: string): string => `estate/${id}`

export type Deed = {
  readonly action: string
  /** The line of the access table it was done under. */
  readonly under: Verb
  readonly unit?: string | null
  /** The day from which it has effect, where that is not the day it is written down. */
  readonly effectiveOn?: LocalDate | null
  readonly backdated?: boolean
  readonly note?: string
  /** What anyone may read for ever: counts, days, kinds. */
  readonly data?: Readonly<Record<string, Json>>
  /** Which unit, and whose: enters the journal as a commitment only. */
  readonly personal?: Readonly<Record<string, Json>>
}

/**
 * Writes what was done into the journal and the estate's log, and brings its counts up to date. The caller holds the
 * estate's lock; `entries` counts on from what it read there.
 * @returns the leaf, and how many entries the estate has now
 */
export const record = async (
  tx: Tx,
  { actor, now }: Env,
  estate: Pick<EstateRow, 'id' | 'area' | 'entries'>,
  deed: Deed,
): Promise<{ readonly leaf: string; readonly entries: number }> => {
  const { action, under, unit = null, effectiveOn = null, backdated = false, note = '', data = {}, personal } = deed
  const office = officeFor<Verb>(policy, under, actor, subjectOf(estate))
  const seq = estate.entries + 1
  const words = tidied(note)
  const when = effectiveOn === null ? {} : { effectiveOn, backdated }
  // Of one unit nothing is public but that something was done: a day and a reason would tell neighbours who died.
  const shown = unit === null ? { ...data, ...when } : {}
  const ofUnit = unit === null ? {} : { ...data, ...when, unit }
  const hidden = { ...personal, ...ofUnit, ...(words === '' ? {} : { note: words }) }
  const entry = { stream: streamOf(estate.id), seq, verb: action, at: now, actor, office, data: shown }
  const { leaf } = await append(tx, Object.keys(hidden).length === 0 ? entry : { ...entry, personal: hidden })
  insertEntry(tx, estate.id, {
    seq,
    at: now,
    action,
    unit,
    by_party: actor.party,
    by_organisation: office?.organisation ?? null,
    by_role: office?.role ?? actor.kind,
    effective_on: effectiveOn,
    backdated,
    note: words,
    data: { ...data, ...when },
    leaf: Buffer.from(leaf, 'hex'),
  })
  await touchEstate(tx, estate.id, seq, now)
  return { leaf, entries: seq }
}
