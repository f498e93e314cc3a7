import { HASH_BYTES, nodeHash, type Sha256 } from './hash.ts'
import { TILE_BYTES, TILE_WIDTH, type TileId } from './tile.ts'
import { headOver, nodesOf } from './tree.ts'

export type Tile = TileId & { readonly data: Uint8Array }

/** The growing tile of each level; all that is needed to add leaves and to state the head. */
type Level = { n: number; width: number; readonly data: Uint8Array }

export type Grown = {
  readonly size: number
  readonly root: Uint8Array
  /** Tiles that are new or have grown, whole. */
  readonly tiles: readonly Tile[]
}

const slot = (data: Uint8Array, at: number): Uint8Array => data.slice(at * HASH_BYTES, (at + 1) * HASH_BYTES)

/** The head of `count` hashes of a tile beginning at `from`; `count` is a power of two. */
export const headInTile = (sha256: Sha256, data: Uint8Array, from: number, count: number): Uint8Array => {
  let hashes = Array.from({ length: count }, (_, at) => slot(data, from + at))
  while (hashes.length > 1) {
    const row = hashes
    hashes = Array.from({ length: row.length / 2 }, (_, at) =>
      nodeHash(sha256, row[at * 2] as Uint8Array, row[at * 2 + 1] as Uint8Array),
    )
  }
  return hashes[0] as Uint8Array
}

/** Which tiles `startLog` needs for a tree of `size` leaves: the growing one of each level. */
export const edgeOf = (size: number): readonly TileId[] => {
  const edge: TileId[] = []
  for (let level = 0; size >= TILE_WIDTH ** level; level++) {
    edge.push({ level, n: Math.floor(size / TILE_WIDTH ** (level + 1)) })
  }
  return edge
}

/**
 * A tree that only grows. Give it the tiles of `edgeOf(size)` (empty ones may be missing), add leaf hashes,
 * and take the tiles that changed together with the new head.
 */
export const startLog = (sha256: Sha256, from: number, edge: readonly Tile[]) => {
  let size = from
  const full: Tile[] = []
  const levels: Level[] = edgeOf(from).map(({ level, n }) => {
    const width = Math.floor(from / TILE_WIDTH ** level) % TILE_WIDTH
    const data = new Uint8Array(TILE_BYTES)
    const stored = edge.find(tile => tile.level === level && tile.n === n)?.data ?? new Uint8Array(0)
    if (stored.length < width * HASH_BYTES)
      throw new Error(`tile ${level}/${n} is shorter than a tree of ${from} leaves wants`)
    data.set(stored.subarray(0, width * HASH_BYTES))
    return { n, width, data }
  })
  const touched = new Set<number>()

  const push = (at: number, hash: Uint8Array): void => {
    const level = levels[at] ?? { n: 0, width: 0, data: new Uint8Array(TILE_BYTES) }
    levels[at] = level
    level.data.set(hash, level.width * HASH_BYTES)
    level.width += 1
    touched.add(at)
    if (level.width < TILE_WIDTH) return
    full.push({ level: at, n: level.n, data: level.data.slice() })
    level.n += 1
    level.width = 0
    push(at + 1, headInTile(sha256, level.data, 0, TILE_WIDTH))
  }

  /** The peaks of the tree lie in the growing tiles, the highest level first. */
  const root = (): Uint8Array =>
    headOver(
      sha256,
      levels
        .flatMap(({ width, data }) => [
          nodesOf({ lo: 0, hi: width }).map(({ height, index }) =>
            headInTile(sha256, data, index * 2 ** height, 2 ** height),
          ),
        ])
        .reverse()
        .flat(),
    )

  return {
    add: (leaf: Uint8Array): void => {
      push(0, leaf)
      size += 1
    },
    root,
    /** What has changed since the last call. */
    take: (): Grown => {
      const growing = [...touched].flatMap(at => {
        const level = levels[at]
        return level === undefined || level.width === 0
          ? []
          : [{ level: at, n: level.n, data: level.data.slice(0, level.width * HASH_BYTES) }]
      })
      const tiles = [...full.splice(0), ...growing]
      touched.clear()
      return { size, root: root(), tiles }
    },
  }
}
