import { checkpointText, parseCheckpoint } from '../../kernel/journal/checkpoint.ts'
import { edgeOf, startLog } from '../../kernel/journal/grow.ts'
import { type NoteKey, openNote, signNote } from '../../kernel/journal/note.ts'
import type { Instant } from '../../kernel/time.ts'
import type { City, CityDb, Tx } from '../db/types.ts'
import { ts } from '../db/values.ts'
import type { Sweep } from '../feature.ts'
import { type Head, keepTiles, numberEntries, signHead, takeHead, tilesOf, waitingEntries } from './log-store.ts'
import { sha256 } from './sha256.ts'
import { type Signer, SignerError, verifySignature } from './signer.ts'

/** Entries numbered in one transaction, so that none holds the head for long. */
export const BATCH_MAX = 10_000
const BATCHES_MAX = 100
export const SEQUENCE_EVERY_MS = 1_000

/** The name of a city's log; the signing key carries the same name. */
export const originOf = (city: City): string => `linli/${city.code}`

export const keyOf = (city: City, signer: Signer): NoteKey => ({ name: originOf(city), publicKey: signer.publicKey })

/** A log is continued only from a state this key has signed: a swapped key or an altered head stops it, loudly. */
const assertOurs = (head: Head, key: NoteKey): void => {
  if (head.checkpoint === null) return
  const text = openNote(sha256, head.checkpoint, key, verifySignature)
  if (text === undefined)
    throw new SignerError(
      `the journal ${key.name} was signed with another key; put its journal.key back into the keys folder`,
    )
  const signed = parseCheckpoint(text)
  if (signed?.size !== head.size || !head.root.equals(signed.root))
    throw new SignerError(`the head of the journal ${key.name} was altered: it is not the state that was signed`)
}

const batch = async (tx: Tx, now: Instant, signer: Signer): Promise<number> => {
  const head = await takeHead(tx)
  if (head === undefined) return 0
  const key = keyOf(tx.city, signer)
  const waiting = await waitingEntries(tx, BATCH_MAX)
  if (waiting.length === 0 && head.checkpoint !== null) return 0
  assertOurs(head, key)
  const log = startLog(sha256, head.size, await tilesOf(tx, edgeOf(head.size)))
  if (!head.root.equals(log.root()))
    throw new SignerError(`the tiles of the journal ${key.name} do not give its signed head`)
  for (const { leaf } of waiting) log.add(leaf)
  const { size, root, tiles } = log.take()
  await numberEntries(
    tx,
    head.size,
    waiting.map(({ id }) => id),
  )
  await keepTiles(tx, tiles)
  const checkpoint = signNote(sha256, checkpointText({ origin: key.name, size, root }), key, signer.sign)
  await signHead(tx, { size, root, checkpoint, at: ts(now) })
  return waiting.length
}

/**
 * Gives every waiting entry its place, grows the tree and signs the new head, each batch in one transaction.
 * Any number of processes may call it: who finds the head locked leaves the work to the holder.
 * @returns how many entries were numbered
 * @throws SignerError when the log was signed with another key, or head or tiles were altered
 */
export const sequence = async (db: CityDb, now: Instant, signer: Signer): Promise<number> => {
  let done = 0
  for (let round = 0; round < BATCHES_MAX; round++) {
    const numbered = await db.tx(tx => batch(tx, now, signer))
    done += numbered
    if (numbered < BATCH_MAX) break
  }
  return done
}

export const sequenceSweep = (signer: Signer): Sweep => ({
  id: 'journal.sequence',
  everyMs: SEQUENCE_EVERY_MS,
  run: (db, now) => sequence(db, now, signer),
})
