import { startLog } from '../../kernel/journal/grow.ts'
import { leafHash } from '../../kernel/journal/hash.ts'
import type { CityDb } from '../db/types.ts'
import { entriesBetween, headRow, tilesOf } from './log-store.ts'
import { sha256 } from './sha256.ts'

const PAGE = 10_000
const HASH_BYTES = 32
const TILE = 256

export type Audit = {
  readonly size: number
  /** Whether the bodies give the signed head. */
  readonly whole: boolean
  /** The first place whose body is missing or is not what was hashed; null when every one is. */
  readonly firstBad: number | null
}

/**
 * Builds the tree anew from the bodies in the database and compares it, leaf by leaf and at the head.
 * @param upTo an earlier size and its root, written down elsewhere; default the signed head
 */
export const audit = async (db: CityDb, upTo?: { readonly size: number; readonly root: Buffer }): Promise<Audit> => {
  const { size, root } = upTo ?? (await headRow(db))
  const log = startLog(sha256, 0, [])
  let firstBad: number | null = null
  for (let from = 0; from < size; from += PAGE) {
    const to = Math.min(from + PAGE, size)
    const ids = Array.from({ length: Math.ceil(to / TILE) - Math.floor(from / TILE) }, (_, at) => ({
      level: 0,
      n: Math.floor(from / TILE) + at,
    }))
    const tiles = new Map((await tilesOf(db, ids)).map(tile => [tile.n, tile.data]))
    let expected = from
    for (const { idx, body } of await entriesBetween(db, from, to, PAGE)) {
      const leaf = leafHash(sha256, Buffer.from(body))
      const at = (idx % TILE) * HASH_BYTES
      const kept = tiles.get(Math.floor(idx / TILE))?.subarray(at, at + HASH_BYTES)
      if (idx !== expected) firstBad ??= expected
      if (kept?.equals(leaf) !== true) firstBad ??= idx
      log.add(leaf)
      expected = idx + 1
    }
    if (expected !== to) firstBad ??= expected
    log.take()
  }
  return { size, whole: root.equals(log.root()), firstBad }
}
