import type { Tile } from '../../kernel/journal/grow.ts'
import type { TileId } from '../../kernel/journal/tile.ts'
import type { Instant } from '../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../db/types.ts'

/** The signed state of a log as it is kept. `checkpoint` is null until the first signing. */
export type Head = {
  readonly size: number
  readonly root: Buffer
  readonly checkpoint: string | null
  readonly signed_at: Instant | null
  /** How many times the log was signed. */
  readonly epoch: number
}
export type Placed = { readonly idx: number; readonly body: string }
export type StoredTile = TileId & { readonly data: Buffer }
export type Waiting = { readonly id: number; readonly leaf: Buffer }

const HEAD = sql('journal.head', 'select size, root, checkpoint, signed_at, epoch from city.journal_head where id = 1')

const TAKE_HEAD = sql(
  'journal.take-head',
  'select size, root, checkpoint, signed_at, epoch from city.journal_head where id = 1 for update skip locked',
)

const WAITING = sql('journal.waiting', 'select id, leaf from city.journal_entry where idx is null order by id limit $1')

const NUMBER = sql(
  'journal.number',
  `update city.journal_entry as entry set idx = $1::bigint + given.place - 1
   from unnest($2::bigint[]) with ordinality as given (id, place) where entry.id = given.id`,
)

const KEEP_TILES = sql(
  'journal.keep-tiles',
  `insert into city.journal_tile (level, n, data) select * from unnest($1::int[], $2::bigint[], $3::bytea[])
   on conflict (level, n) do update set data = excluded.data`,
)

const SIGN = sql(
  'journal.sign',
  'update city.journal_head set size = $1, root = $2, checkpoint = $3, signed_at = $4, epoch = epoch + 1 where id = 1',
)

const TILES = sql(
  'journal.tiles',
  `select tile.level, tile.n, tile.data from unnest($1::int[], $2::bigint[]) as wanted (level, n)
   join city.journal_tile as tile on tile.level = wanted.level and tile.n = wanted.n`,
)

const ENTRIES = sql(
  'journal.entries',
  'select idx, body from city.journal_entry where idx >= $1 and idx < $2 order by idx limit $3',
)

const STREAM = sql(
  'journal.stream',
  'select idx, body from city.journal_entry where stream = $1 and idx < $2 order by seq limit $3',
)

const FIND = sql('journal.find', 'select idx, body, at from city.journal_entry where leaf = $1')

export const headRow = (db: CityQueries): Promise<Head> => db.one<Head>(HEAD)

/** The head with its lock, or undefined while another process holds it. */
export const takeHead = (tx: Tx): Promise<Head | undefined> => tx.maybe<Head>(TAKE_HEAD)

/** Entries without a place, oldest first. Of one stream, none is seen before those that came before it. */
export const waitingEntries = (tx: Tx, limit: number): Promise<readonly Waiting[]> => tx.rows<Waiting>(WAITING, [limit])

export const numberEntries = (tx: Tx, from: number, ids: readonly number[]): Promise<number> =>
  tx.run(NUMBER, [from, ids])

export const keepTiles = (tx: Tx, tiles: readonly Tile[]): Promise<number> =>
  tx.run(KEEP_TILES, [tiles.map(t => t.level), tiles.map(t => t.n), tiles.map(t => Buffer.from(t.data))])

export type Signed = {
  readonly size: number
  readonly root: Uint8Array
  readonly checkpoint: string
  readonly at: string
}

export const signHead = (tx: Tx, { size, root, checkpoint, at }: Signed): Promise<number> =>
  tx.run(SIGN, [size, Buffer.from(root), checkpoint, at])

export const tilesOf = (db: CityQueries, ids: readonly TileId[]): Promise<readonly StoredTile[]> =>
  db.rows<StoredTile>(TILES, [ids.map(id => id.level), ids.map(id => id.n)])

export const entriesBetween = (db: CityQueries, from: number, to: number, limit: number): Promise<readonly Placed[]> =>
  db.rows<Placed>(ENTRIES, [from, to, limit])

/** The entries of a stream that lie within the first `size` of the log, in order of seq. */
export const entriesOfStream = (
  db: CityQueries,
  stream: string,
  size: number,
  limit: number,
): Promise<readonly Placed[]> => db.rows<Placed>(STREAM, [stream, size, limit])

export type Found = { readonly idx: number | null; readonly body: string; readonly at: Instant }
export const findLeaf = (db: CityQueries, leaf: Buffer): Promise<Found | undefined> => db.maybe<Found>(FIND, [leaf])
