import { HASH_BYTES } from './hash.ts'
import type { Node } from './tree.ts'

/** C2SP tlog-tiles: the tree cut into tiles of 256 hashes, eight levels high, each kept and served as one piece. */
export const TILE_HEIGHT = 8
export const TILE_WIDTH = 256
export const TILE_BYTES = TILE_WIDTH * HASH_BYTES

/** Tile `n` of `level` holds the heads of full subtrees of 256^level leaves. `width` < 256 while it grows. */
export type TileId = { readonly level: number; readonly n: number }
export type TileAddress = { readonly level: number | 'entries'; readonly n: number; readonly width: number }

/** `1234067` → `x001/x234/067`: never more than a thousand names in a folder. */
export const numberPath = (n: number): string => {
  const digits = String(n)
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/.{3}/g) ?? []
  return groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/')
}

/** The path below the log's address, such as `tile/0/x001/234.p/5` or `tile/entries/000`. */
export const tilePath = ({ level, n, width }: TileAddress): string =>
  `tile/${level}/${numberPath(n)}${width < TILE_WIDTH ? `.p/${width}` : ''}`

/** Reads what `tilePath` writes; undefined for any other spelling. */
export const parseTilePath = (path: string): TileAddress | undefined => {
  const match = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path)
  if (match?.[1] === undefined || match[2] === undefined) return undefined
  const address: TileAddress = {
    level: match[1] === 'entries' ? 'entries' : Number(match[1]),
    n: Number(match[2].replace(/[x/]/g, '')),
    width: match[3] === undefined ? TILE_WIDTH : Number(match[3]),
  }
  return Number.isSafeInteger(address.n) && tilePath(address) === path ? address : undefined
}

/** How many hashes tile `n` of `level` has in a tree of `size` leaves: 0 when it is not there, 256 when full. */
export const tileWidth = ({ level, n }: TileId, size: number): number =>
  Math.max(0, Math.min(TILE_WIDTH, Math.floor(size / TILE_WIDTH ** level) - n * TILE_WIDTH))

/** Where a full subtree is found: the tile, and the hashes of it that lie under the subtree. */
export const placeOf = ({
  height,
  index,
}: Node): { readonly tile: TileId; readonly from: number; readonly count: number } => {
  const level = Math.floor(height / TILE_HEIGHT)
  const count = 2 ** (height - level * TILE_HEIGHT)
  const first = index * count
  return { tile: { level, n: Math.floor(first / TILE_WIDTH) }, from: first % TILE_WIDTH, count }
}

/** An entry in a bundle is its length as two bytes, high first, and its bytes. */
export const ENTRY_BYTES_MAX = 65_535

/** `tile/entries/<N>`: the bodies of up to 256 entries in order. */
export const entriesBundle = (bodies: readonly Uint8Array[]): Uint8Array => {
  const bundle = new Uint8Array(bodies.reduce((length, body) => length + 2 + body.length, 0))
  let at = 0
  for (const body of bodies) {
    if (body.length > ENTRY_BYTES_MAX) throw new Error(`entry of ${body.length} bytes, at most ${ENTRY_BYTES_MAX}`)
    bundle.set([body.length >> 8, body.length & 255], at)
    bundle.set(body, at + 2)
    at += 2 + body.length
  }
  return bundle
}

/** The bodies again; undefined when the lengths do not add up. */
export const parseEntriesBundle = (bundle: Uint8Array): readonly Uint8Array[] | undefined => {
  const bodies: Uint8Array[] = []
  for (let at = 0; at < bundle.length; ) {
    const [high, low] = [bundle[at], bundle[at + 1]]
    if (high === undefined || low === undefined) return undefined
    const end = at + 2 + high * 256 + low
    if (end > bundle.length) return undefined
    bodies.push(bundle.slice(at + 2, end))
    at = end
  }
  return bodies
}
