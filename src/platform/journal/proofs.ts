import { headInTile } from '../../kernel/journal/grow.ts'
import { placeOf, type TileId } from '../../kernel/journal/tile.ts'
import { consistencyPath, headOf, inclusionPath, type Node, nodesOf, type Range } from '../../kernel/journal/tree.ts'
import type { CityQueries } from '../db/types.ts'
import { tilesOf } from './log-store.ts'
import { sha256 } from './sha256.ts'

const name = (id: TileId): string => `${id.level}/${id.n}`

/** The heads of many ranges, their tiles read at once and each subtree hashed once. */
const headsOf = async (
  db: CityQueries,
  paths: readonly (readonly Range[])[],
): Promise<readonly (readonly Uint8Array[])[]> => {
  const wanted = new Map<string, TileId>()
  for (const range of paths.flat()) {
    for (const node of nodesOf(range)) {
      const { tile } = placeOf(node)
      wanted.set(name(tile), tile)
    }
  }
  const tiles = new Map((await tilesOf(db, [...wanted.values()])).map(tile => [name(tile), tile.data]))
  const known = new Map<string, Uint8Array>()
  const hashOf = (node: Node): Uint8Array => {
    const label = `${node.height}/${node.index}`
    const seen = known.get(label)
    if (seen !== undefined) return seen
    const { tile, from, count } = placeOf(node)
    const data = tiles.get(name(tile))
    if (data === undefined) throw new Error(`the journal lacks tile ${name(tile)}`)
    const hash = headInTile(sha256, data, from, count)
    known.set(label, hash)
    return hash
  }
  return paths.map(path => path.map(range => headOf(sha256, range, hashOf)))
}

/** RFC 9162 inclusion proofs of leaves in the tree of `size` leaves, in the order asked. Each index is below size. */
export const inclusionProofs = (
  db: CityQueries,
  indexes: readonly number[],
  size: number,
): Promise<readonly (readonly Uint8Array[])[]> =>
  headsOf(
    db,
    indexes.map(index => inclusionPath(index, size)),
  )

/** RFC 9162 consistency proof that the tree of `to` leaves begins with that of `from`. */
export const consistencyProof = async (db: CityQueries, from: number, to: number): Promise<readonly Uint8Array[]> =>
  (await headsOf(db, [consistencyPath(from, to)]))[0] ?? []
