import { randomBytes } from 'node:crypto'
import type { Json } from '../../kernel/journal/canonical.ts'
import { commit, entryText, type JournalActor, SALT_BYTES } from '../../kernel/journal/entry.ts'
import { leafHash } from '../../kernel/journal/hash.ts'
import { ENTRY_BYTES_MAX } from '../../kernel/journal/tile.ts'
import { type Instant, isoOf } from '../../kernel/time.ts'
import type { Actor, Office } from '../access/types.ts'
import type { Tx } from '../db/types.ts'
import { ts } from '../db/values.ts'
import { sha256 } from './sha256.ts'
import { insertEntries, insertEntry, type NewEntry } from './store.ts'

export type Append = {
  /** What the entry belongs to, `kind/id`, such as `work-order/0193…`. */
  readonly stream: string
  /** Counts from 1 within the stream, without gaps. The caller holds the matter's row lock, so it knows the last. */
  readonly seq: number
  readonly verb: string
  readonly at: Instant
  readonly actor: Actor
  /** The office under which the actor did it; staff only. */
  readonly office?: Office | null
  /** Public facts: what anyone may read for ever. Integers, strings, booleans, null, lists and plain objects. */
  readonly data: { readonly [key: string]: Json }
  /** Personal facts by name: each enters only as a salted commitment. */
  readonly personal?: { readonly [key: string]: Json }
}

/** The public side of an actor. Who the person is enters as the commitment `actor`, for whom as `onBehalfOf`. */
const publicActor = (actor: Actor, office: Office | null): JournalActor =>
  office === null
    ? { kind: actor.kind }
    : { kind: actor.kind, office: office.id, organisation: office.organisation, role: office.role }

/** An entry as it will be kept, for a statement that carries it along (`entryParts`); whoever has no such statement appends. */
export const sealedEntry = (city: string, entry: Append): NewEntry => {
  const { stream, seq, verb, at, actor, office = null, data, personal = {} } = entry
  const { party, onBehalf } = actor
  const behalf = onBehalf === undefined ? {} : { onBehalfOf: onBehalf.party }
  const hidden: { readonly [key: string]: Json } = party === null ? personal : { ...personal, actor: party, ...behalf }
  const fields = Object.entries(hidden)
  const chance = randomBytes(SALT_BYTES * fields.length)
  const sealed = fields.map(([field, value], index) => {
    const salt = chance.subarray(index * SALT_BYTES, (index + 1) * SALT_BYTES)
    return { field, salt, commitment: commit(sha256, salt, value) }
  })
  const body = entryText({
    v: 1,
    city,
    stream,
    seq,
    verb,
    at: isoOf(at),
    actor: publicActor(actor, office),
    data,
    personal: Object.fromEntries(sealed.map(({ field, commitment }) => [field, commitment])),
  })
  const bytes = Buffer.from(body)
  if (bytes.length > ENTRY_BYTES_MAX) throw new Error(`entry of ${bytes.length} bytes, at most ${ENTRY_BYTES_MAX}`)
  return { leaf: Buffer.from(leafHash(sha256, bytes)), stream, seq, body, at: ts(at), salts: sealed }
}

/**
 * Writes one entry inside the caller's transaction: one insert, no lock on the log, so writers never wait for each
 * other, and the entry is sent without waiting for its answer. The receipt is the leaf hash; the place in the tree comes from the sequencer, within about a second.
 * @returns `leaf`, the RFC 6962 leaf hash as hexadecimal: the receipt a resident keeps
 * The transaction fails with a unique violation when this seq of the stream was already written.
 */
export const append = async (tx: Tx, entry: Append): Promise<{ readonly leaf: string }> => {
  const sealed = sealedEntry(tx.city.code, entry)
  insertEntry(tx, sealed)
  return { leaf: sealed.leaf.toString('hex') }
}

/** Writes many entries at once, as `append` writes one; the leaves come in the same order. For imports. */
export const appendMany = async (tx: Tx, entries: readonly Append[]): Promise<readonly string[]> => {
  const sealed = entries.map(entry => sealedEntry(tx.city.code, entry))
  await insertEntries(tx, sealed)
  return sealed.map(({ leaf }) => leaf.toString('hex'))
}
