import { base64 } from '../../kernel/journal/bytes.ts'
import { keyText, signNote } from '../../kernel/journal/note.ts'
import { TILE_WIDTH, tileWidth } from '../../kernel/journal/tile.ts'
import type { CityDb } from '../db/types.ts'
import { entriesBetween, entriesOfStream, type Placed, tilesOf } from './log-store.ts'
import { consistencyProof, inclusionProofs } from './proofs.ts'
import { keyOf } from './sequence.ts'
import { sha256 } from './sha256.ts'
import type { Signer } from './signer.ts'

export const BUNDLE_FORMAT = 'linli-journal-bundle/1'
/** Entries of a partial bundle: each carries its own proof. */
export const PARTIAL_MAX = 10_000
const PAGE = 1_000
const TILE_PAGE = 200

/** A signed state to export from; later entries are left out. */
export type Signed = { readonly size: number; readonly checkpoint: string }
export type Part =
  | { readonly kind: 'full' }
  | { readonly kind: 'range'; readonly from: number; readonly to: number }
  | { readonly kind: 'stream'; readonly stream: string }

const line = (value: object): string => `${JSON.stringify(value)}\n`

async function* fullBody(db: CityDb, size: number): AsyncGenerator<string> {
  for (let level = 0; size >= TILE_WIDTH ** level; level++) {
    const count = Math.ceil(Math.floor(size / TILE_WIDTH ** level) / TILE_WIDTH)
    for (let first = 0; first < count; first += TILE_PAGE) {
      const ids = Array.from({ length: Math.min(TILE_PAGE, count - first) }, (_, at) => ({ level, n: first + at }))
      const tiles = [...(await tilesOf(db, ids))].sort((a, b) => a.n - b.n)
      yield tiles
        .map(({ n, data }) =>
          line({ tile: [level, n], data: base64(data.subarray(0, tileWidth({ level, n }, size) * 32)) }),
        )
        .join('')
    }
  }
  for (let from = 0; from < size; from += PAGE) {
    yield (await entriesBetween(db, from, Math.min(from + PAGE, size), PAGE))
      .map(({ idx, body }) => line({ idx, body }))
      .join('')
  }
}

async function* provenBody(db: CityDb, entries: readonly Placed[], size: number): AsyncGenerator<string> {
  for (let first = 0; first < entries.length; first += PAGE) {
    const page = entries.slice(first, first + PAGE)
    const proofs = await inclusionProofs(
      db,
      page.map(({ idx }) => idx),
      size,
    )
    yield page.map(({ idx, body }, at) => line({ idx, body, proof: (proofs[at] ?? []).map(base64) })).join('')
  }
}

/** The entries of a partial bundle; at most one more than `PARTIAL_MAX`, so that the caller sees when it is too many. */
export const entriesOf = (
  db: CityDb,
  part: Exclude<Part, { kind: 'full' }>,
  size: number,
): Promise<readonly Placed[]> =>
  part.kind === 'range'
    ? entriesBetween(db, part.from, part.to, PARTIAL_MAX + 1)
    : entriesOfStream(db, part.stream, size, PARTIAL_MAX + 1)

/**
 * A bundle that can be verified offline, as JSON lines: a head line, the hash tiles (full log only), the entries, an
 * end line. The exporter signs what a partial bundle is meant to hold, so that a last entry cannot be cut off later.
 * @param since size of an earlier checkpoint its reader holds; a consistency proof from there is put in
 */
export async function* bundle(
  db: CityDb,
  signer: Signer,
  signed: Signed,
  part: Part,
  entries: readonly Placed[],
  since: number | undefined,
): AsyncGenerator<string> {
  const { size, checkpoint } = signed
  const key = keyOf(db.city, signer)
  const claim =
    part.kind === 'full'
      ? `full ${size}`
      : part.kind === 'range'
        ? `range ${part.from} ${part.to}`
        : `stream ${part.stream} ${entries.length}`
  yield line({
    format: BUNDLE_FORMAT,
    kind: part.kind,
    checkpoint,
    publicKey: keyText(sha256, key),
    statement: signNote(sha256, `${key.name}/export\n${size}\n${claim}\n`, key, signer.sign),
    ...(since === undefined ? {} : { since, consistency: (await consistencyProof(db, since, size)).map(base64) }),
  })
  yield* part.kind === 'full' ? fullBody(db, size) : provenBody(db, entries, size)
  yield line({ end: part.kind === 'full' ? size : entries.length })
}
